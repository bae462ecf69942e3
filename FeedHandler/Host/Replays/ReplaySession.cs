using FeedHandler.Host.Captures;
using FeedHandler.Host.Commands;
using FeedHandler.Host.Reports;
using FeedHandler.Native.Memory;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Replays;

/// <summary>Replays captures through a fresh pipeline and reports.</summary>
internal static class ReplaySession
{
    private const int GapsMax = 256;

    /// <summary>Replays once.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How.</param>
    /// <param name="warnings">What is to be told besides what the replay finds.</param>
    /// <param name="lines">Takes every event as a line; null for none.</param>
    /// <param name="terminal">Who watches, and may stop it.</param>
    public static ReplayReport Run(CaptureSet captures, ReplayOptions options, IEnumerable<string> warnings, EventLines? lines, Terminal terminal)
    {
        using ReplayPipeline pipeline = Pipelines.Create(options, captures.Source, lines);
        using CaptureReceiver receiver = captures.CreateReceiver();
        CastTable.Grow();
        List<CaptureGap> gaps = new(GapsMax);
        receiver.Captures.GapFound = gap =>
        {
            if (gaps.Count < GapsMax) gaps.Add(gap); // on the feed thread: the room was taken before, and words are made afterwards
        };
        GC.Collect(); // what start-up left must not be collected in the middle of the replay
        GC.WaitForPendingFinalizers();
        int collectionsBefore = GC.CollectionCount(0);
        FeedRun run = Run(pipeline, receiver, terminal);
        int collections = GC.CollectionCount(0) - collectionsBefore;
        ReplayReport report = ReportReader.Read(pipeline, options, run, collections, ReportReader.Files(captures.Files, receiver), receiver.Frames)
            with
        { TimelessPackets = receiver.Frames.Timeless, OtherFrames = FrameWords.List(receiver.Frames) };
        return report with
        {
            Warnings = [.. warnings, .. captures.Lines.Doubts, .. pipeline.Warnings, .. gaps.Select(Describe), .. ReplayChecks.Warnings(report)],
            Failures = ReplayChecks.Failures(report),
        };
    }

    private static string Describe(CaptureGap gap) => $"{gap}: the replay went on without waiting";

    private static FeedRun Run(ReplayPipeline pipeline, CaptureReceiver receiver, Terminal terminal)
    {
        using ProgressLine progress = new(terminal, "replaying", () => receiver.Captures.Readers.Sum(static reader => reader.RecordCount));
        return pipeline.Run(receiver, default(ReplayMode), terminal.Stop);
    }
}
