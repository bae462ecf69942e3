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
        foreach (string warning in CutNotes.Warnings(report.Packets)) yield return warning;
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

/// <summary>What a capture says of itself that was cut out of it.</summary>
internal static class CutNotes
{
    /// <summary>A sentence for what was believed, and for what was not.</summary>
    /// <param name="packets">What was counted.</param>
    public static IEnumerable<string> Warnings(PacketReport packets)
    {
        if (packets.Cut > 0)
            yield return Text($"that {packets.Cut} numbers were cut out on purpose, and not lost, rests on the capture's own word");
        if (packets.CutRefused == 0) yield break;
        (ulong first, ulong next) = packets.FirstRefused;
        string others = packets.CutRefused > 1 ? Text($", the first of {packets.CutRefused} such notes") : "";
        yield return Text($"the capture says that packets {first}..{next} were cut out of it, and they are there or cannot be{others}: not believed");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Channels of which nothing was arbitrated, because one group alone brought packets that could be.</summary>
internal static class LoneLines
{
    private const int NamesMax = 4;

    /// <summary>A sentence for each.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Warnings(FeedReport report)
    {
        foreach (ChannelReport channel in report.Channels)
        {
            GroupReport[] came = [.. channel.Groups.Where(static group => group.Ledger is { Received: > 0 })];
            GroupReport[] whole = [.. came.Where(static group => group.Ledger!.Received > group.Ledger.Damaged)];
            if (whole is [var alone]) yield return Warning(report, channel, alone, [.. came.Except(whole)]);
        }
    }

    private static string Warning(FeedReport report, ChannelReport channel, GroupReport alone, IReadOnlyList<GroupReport> damaged)
    {
        string of = report.Channels.Count > 1 ? Text($" of channel {channel.Id}") : "";
        string[] names = [.. damaged.Select(static group => group.Name)];
        if (names.Length > 0) return $"{alone.Name} alone{of} brought whole packets: nothing was arbitrated; damaged is every packet of {Names(names)}";
        return report.Source.SetAside.Count > 0
            ? $"{alone.Name} alone{of} is of the venue: nothing was arbitrated; set aside: {Names(report.Source.SetAside)}"
            : $"only one line{of} came: nothing was arbitrated";
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(NamesMax)) + (names.Count > NamesMax ? Text($" and {names.Count - NamesMax} more") : "");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Why books are in doubt at the end.</summary>
internal static class SuspectBooks
{
    /// <summary>A sentence for each reason that there is.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Warnings(FeedReport report) => report.Instruments
        .Where(static instrument => instrument.State == BookState.Suspect && !instrument.IsDisordered)
        .GroupBy(instrument => Reason(report.Channels[instrument.Channel].Packets), StringComparer.Ordinal)
        .Select(same => Text($"{same.Key}: {same.Count()} of {report.Instruments.Count} books may have missed updates"));

    // A packet that contradicts the sequence and is alone until the end loses nothing by itself: it leaves open whether something was lost.
    private static string Reason(PacketReport packets)
    {
        List<string> reasons = [];
        if (packets.Lost > 0) reasons.Add("packets were lost");
        if (packets.Cut > 0) reasons.Add("packets were cut out of the capture on purpose");
        if (packets.Unconfirmed == 1) reasons.Add("1 packet far ahead, or as of a restart, was never confirmed");
        if (packets.Unconfirmed > 1) reasons.Add(Text($"{packets.Unconfirmed} packets far ahead, or as of a restart, were never confirmed"));
        if (packets.Doubts > 0) reasons.Add("this machine dropped packets");
        return reasons.Count > 0 ? string.Join(", and ", reasons) : "their updates do not go on from those before";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
