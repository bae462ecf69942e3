using System.Globalization;
using FeedHandler.Core.Books;

namespace FeedHandler.Engine;

/// <summary>What a replay's report makes a person doubt, and what makes it fail.</summary>
internal static class FeedChecks
{
    /// <summary>Circumstances that explain numbers.</summary>
    public static IEnumerable<string> Warnings(FeedReport report)
    {
        int count = report.Instruments.Count;
        if (report.Run.WasStopped && report.Receiver is null) yield return "stopped before the end: the numbers cover what was replayed until then";
        if (report.Run.WasStopped && report.Receiver is not null) yield return "ended by a signal: the numbers cover what was received until then";
        foreach (string warning in CaptureFaults.Empty(report.Files)) yield return warning;
        if (count > 0 && report.Instruments.All(static instrument => instrument.Symbol.Length == 0))
            yield return "no instrument definitions came: instruments are named by their id, prices are wire prices";
        int partial = report.Instruments.Count(static instrument => instrument.State == BookState.Partial);
        if (partial > 0)
            yield return Text($"joined in mid-stream: {partial} of {count} books have levels that were never stated, or a depth that was never told");
        int disordered = report.Instruments.Count(static instrument => instrument.IsDisordered);
        if (disordered > 0)
            yield return Text($"{disordered} of {count} books have a side with a hole or out of order, which no exchange holds: they are in doubt");
        foreach (string warning in (IEnumerable<string>)[.. SuspectBooks.Warnings(report), .. LoneLines.Warnings(report)]) yield return warning;
        if (report.Decoding["instrumentsRefused"] > 0)
            yield return "more instruments than fit: raise --instruments-max, or instrumentsMax of the configuration";
        foreach (string warning in CaptureFaults.OfFrames(report.CutFrames, report.TimelessPackets)) yield return warning;
        if (report is { HasLatency: true, Threads.Mode: "ring", Receiver: null })
            yield return "replayed as fast as possible: consume and endToEnd hold the time that events queue in the ring; bench measures them unqueued";
    }

    /// <summary>What should hold and does not.</summary>
    public static IReadOnlyList<string> Failures(FeedReport report)
    {
        List<string> failures = [.. CaptureFaults.Broken(report.Files, "replayed")];
        foreach (StrategyOutcome strategy in report.Strategies)
        {
            if (strategy.Failure is { } failure) failures.Add($"{strategy.Name} failed after {strategy.EventCount} events, the others went on: {failure}");
            else if (strategy.Digest(report.ChannelIds) != report.Digest)
                failures.Add($"{strategy.Name} was given other events than {report.Witness.Name}: {strategy.Digest(report.ChannelIds)}, {report.Digest}");
            if (strategy.Rejected > 0) failures.Add(Text($"{strategy.Name} could not apply {strategy.Rejected} events to its books"));
            if (strategy is { HasFeedsBooks: false, Failure: null }) failures.Add($"the books of {strategy.Name} differ from the feed thread's");
        }

        return failures;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
