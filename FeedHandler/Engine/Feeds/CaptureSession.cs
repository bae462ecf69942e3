using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Engine;

/// <summary>Replays captures through a fresh pipeline and reports.</summary>
internal sealed class CaptureSession : FeedSession
{
    private const int GapsMax = 256;
    private readonly CaptureSet _captures;
    private readonly bool _ownsCaptures;
    private readonly CaptureReceiver _receiver;
    private readonly List<CaptureGap> _gaps = new(GapsMax);

    private CaptureSession(PipelinePlan plan, CaptureSet captures, bool ownsCaptures)
        : base(Pipelines.Create(plan), warmUpCount: 0)
    {
        _captures = captures;
        _ownsCaptures = ownsCaptures;
        _receiver = captures.CreateReceiver();
        _receiver.Captures.GapFound = gap =>
        {
            if (_gaps.Count < GapsMax) _gaps.Add(gap); // on the feed thread: the room was taken before, and words are made afterwards
        };
    }

    /// <summary>Takes all memory.</summary>
    public static CaptureSession Open(PipelinePlan plan, CaptureSet captures, bool ownsCaptures) => new(plan, captures, ownsCaptures);

    /// <inheritdoc/>
    public override FeedStatus CreateStatus(bool isRateSinceStart) => new(Pipeline, isRateSinceStart)
    {
        Captures = _receiver.Captures,
        CountRecords = () => _receiver.Captures.Readers.Sum(static reader => reader.RecordCount),
    };

    /// <inheritdoc/>
    public override void Record(PacketRecorder recorder) => throw new InvalidOperationException("A replay is not recorded: its captures are there already.");

    /// <inheritdoc/>
    public override void Keep(PacketTail tail) => throw new InvalidOperationException("Nothing is kept of a replay: its captures are there already.");

    /// <inheritdoc/>
    public override FeedReport Run(CancellationToken stop)
    {
        Settle();
        int collectionsBefore = GC.CollectionCount(0);
        FeedRun run = Pipeline.Run(_receiver, default(ReplayMode), stop);
        int collections = GC.CollectionCount(0) - collectionsBefore;
        FeedReport report = ReportReader.Read(Pipeline, run, collections, ReportReader.Files(_receiver.Captures), _receiver.Frames) with
        {
            TimelessPackets = _receiver.Frames.Timeless,
            OtherFrames = FrameWords.List(_receiver.Frames),
            OpenedText = FrameWords.Opened(_receiver.Frames),
        };
        return report with
        {
            Warnings = [.. Pipeline.Warnings, .. _gaps.Select(Describe), .. FeedChecks.Warnings(report), .. CaptureWarnings()],
            Failures = [.. _captures.Lines.Doubts, .. FeedChecks.Failures(report)],
        };
    }

    private IEnumerable<string> CaptureWarnings() => [.. CaptureStandIns.Of(_receiver.Captures), .. FrameWords.FragmentFaults(_receiver.Frames)];

    private static string Describe(CaptureGap gap) => $"{gap}: the replay went on without waiting";

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _receiver.Dispose();
        if (_ownsCaptures) _captures.Dispose();
    }
}
