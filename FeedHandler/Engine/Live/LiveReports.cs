using System.Globalization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Latency.Wire;
using FeedHandler.Receivers;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Engine;

/// <summary>The report of a live feed after its threads have ended: that of a replay, with a receiver in the place of files.</summary>
internal static class LiveReports
{
    /// <summary>Reads everything.</summary>
    public static FeedReport Read(
        Pipeline pipeline,
        ILiveReceiver receiver,
        (LineMargins[] Margins, PollCounters Polls, WireWatch Wire) seen,
        FeedRun run,
        int collections,
        IReadOnlyList<string> notes)
    {
        FeedReport report = ReportReader.Read(pipeline, run, collections, [], new FrameCounters()) with
        {
            Receiver = new ReceiverReport(
                receiver.Kind.ToString(),
                [.. receiver.Groups.Select((_, index) => GroupStatus.Read(receiver, index, run.WallNs / 1e9))],
                seen.Margins,
                WireReport.Read(receiver, seen.Wire)),
            Polls = seen.Polls,
        };
        return report with
        {
            Warnings = [.. notes, .. pipeline.Warnings, .. FeedChecks.Warnings(report), .. Drops(report.Receiver!)],
            Failures = FeedChecks.Failures(report),
        };
    }

    private static IEnumerable<string> Drops(ReceiverReport receiver) =>
        receiver.Groups.Where(static group => group.KernelDrops > 0).Select(static group => string.Create(
            CultureInfo.InvariantCulture,
            $"{group.Group.Feed}, {group.Group.Group}: {group.KernelDrops} packets were dropped before they could be received, as they came too fast"));
}
