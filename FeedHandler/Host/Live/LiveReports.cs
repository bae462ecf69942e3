using System.Globalization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Host.Replays;
using FeedHandler.Host.Reports;
using FeedHandler.Receivers;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Live;

/// <summary>The report of a live feed after its threads have ended: that of a replay, with a receiver in the place of files.</summary>
internal static class LiveReports
{
    /// <summary>Reads everything.</summary>
    public static ReplayReport Read(
        ReplayPipeline pipeline,
        ILiveReceiver receiver,
        LineMargins[] margins,
        ReplayOptions options,
        FeedRun run,
        int collections,
        IReadOnlyList<string> notes)
    {
        ReplayReport report = ReportReader.Read(pipeline, options, run, collections, [], new FrameCounters()) with
        {
            Receiver = new ReceiverReport(
                receiver.Kind.ToString(),
                [.. receiver.Groups.Select((group, index) => GroupStatus.Read(group, receiver.Counters[index], null, run.WallNs / 1e9))],
                margins),
        };
        return report with
        {
            Warnings = [.. notes, .. pipeline.Warnings, .. ReplayChecks.Warnings(report), .. Drops(report.Receiver!)],
            Failures = ReplayChecks.Failures(report),
        };
    }

    private static IEnumerable<string> Drops(ReceiverReport receiver) =>
        receiver.Groups.Where(static group => group.KernelDrops > 0).Select(static group => string.Create(
            CultureInfo.InvariantCulture,
            $"{group.Group.Feed}, {group.Group.Group}: {group.KernelDrops} packets were dropped before they could be received, as they came too fast"));
}
