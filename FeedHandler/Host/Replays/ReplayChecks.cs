using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Replays;

/// <summary>What a replay's report makes a person doubt, and what makes it fail.</summary>
internal static class ReplayChecks
{
    /// <summary>Circumstances that explain numbers.</summary>
    public static IEnumerable<string> Warnings(ReplayReport report)
    {
        int count = report.Instruments.Count;
        if (report.Run.WasStopped && report.Receiver is null) yield return "stopped before the end: the numbers cover what was replayed until then";
        if (report.Run.WasStopped && report.Receiver is not null) yield return "ended by a signal: the numbers cover what was received until then";
        foreach (string warning in EmptyFiles(report.Files)) yield return warning;
        if (count > 0 && report.Instruments.All(static instrument => instrument.Symbol.Length == 0))
            yield return "no instrument definitions came: instruments are named by their id, prices are wire prices";
        int partial = report.Instruments.Count(static instrument => instrument.State == BookState.Partial);
        if (partial > 0)
            yield return Text($"joined in mid-stream: {partial} of {count} books have levels that were never stated, or a depth that was never told");
        int disordered = report.Instruments.Count(static instrument => instrument.IsDisordered);
        if (disordered > 0)
            yield return Text($"{disordered} of {count} books have a side with a hole or out of order, which no exchange holds: they are in doubt");
        foreach (string warning in (IEnumerable<string>)[.. SuspectBooks.Warnings(report), .. LoneLines.Warnings(report)]) yield return warning;
        if (report.Decoding["instrumentsRefused"] > 0) yield return "more instruments than fit: raise --instruments-max";
        foreach (string warning in FrameWarnings(report.CutFrames, report.TimelessPackets)) yield return warning;
        if (report is { Latency: not null, Threads.Mode: "ring", Receiver: null })
            yield return "replayed as fast as possible: consume and endToEnd hold the time that events queue in the ring; bench measures them unqueued";
    }

    /// <summary>Captures that end well and hold nothing.</summary>
    /// <param name="files">The captures, as a reader left them.</param>
    public static IEnumerable<string> EmptyFiles(IReadOnlyList<FileReport> files) =>
        files.Where(static file => file is { End: "clean", Records: 0 })
            .Select(static file => $"{file.Path}: no packet in it: it is empty, or was truncated right behind its headers");

    /// <summary>What captures lack of frames that were read or passed over.</summary>
    /// <param name="cutFrames">Frames that were cut by the snap length.</param>
    /// <param name="timelessPackets">Packets without a time.</param>
    public static IEnumerable<string> FrameWarnings(long cutFrames, long timelessPackets)
    {
        if (cutFrames > 0) yield return Text($"{cutFrames:N0} frames were cut by the capture's snap length and passed over");
        if (timelessPackets > 0)
        {
            yield return Text($"{timelessPackets:N0} packets have no time (pcapng's simple packets): each was given that of the packet before it ")
                + "in its file, or 0: no time passes before them";
        }
    }

    /// <summary>Captures that are cut off or corrupt.</summary>
    /// <param name="files">The captures, as a reader left them.</param>
    /// <param name="done">What was done with what came before, such as `replayed`.</param>
    public static IEnumerable<string> BrokenFiles(IReadOnlyList<FileReport> files, string done) =>
        files.Where(static file => file.End is "truncated" or "corrupt")
            .Select(file => $"{file.Path}: {file.End}: {file.EndReason}; what came before was {done}");

    /// <summary>What should hold and does not.</summary>
    public static IReadOnlyList<string> Failures(ReplayReport report)
    {
        List<string> failures = [.. BrokenFiles(report.Files, "replayed")];
        foreach (StrategyOutcome strategy in report.Strategies)
        {
            if (strategy.Digest(report.ChannelIds) != report.Digest)
                failures.Add($"{strategy.Name} was given other events than {report.Strategies[0].Name}: {strategy.Digest(report.ChannelIds)}, {report.Digest}");
            if (strategy.Rejected > 0) failures.Add(Text($"{strategy.Name} could not apply {strategy.Rejected} events to its books"));
            if (!strategy.HasFeedsBooks) failures.Add($"the books of {strategy.Name} differ from the feed thread's");
        }

        return failures;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
