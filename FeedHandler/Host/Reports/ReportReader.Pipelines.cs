using FeedHandler.Host.Replays;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Reports;

internal static partial class ReportReader
{
    /// <summary>Everything that a pipeline has to say once its threads have ended; what to warn of is for the caller to add.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="options">How it ran.</param>
    /// <param name="run">What its feed thread did.</param>
    /// <param name="collections">Collections of the garbage collector meanwhile.</param>
    /// <param name="files">The captures; empty when live.</param>
    /// <param name="frames">The frames of the captures; all 0 when live.</param>
    public static ReplayReport Read(
        ReplayPipeline pipeline, ReplayOptions options, FeedRun run, int collections, IReadOnlyList<FileReport> files, FrameCounters frames)
    {
        IReadOnlyList<StrategyOutcome> strategies = pipeline.Strategies;
        return new ReplayReport
        {
            Files = files,
            Run = run,
            Packets = Packets(run.PacketCount, pipeline.Arbitration, pipeline.Decoding, frames),
            Frames = Frames(frames),
            Messages = Messages(pipeline.Decoding),
            Decoding = Decoding(pipeline.Decoding),
            Instruments = InstrumentReader.Read(pipeline.Instruments, strategies[0].Updates),
            Strategies = strategies,
            Latency = options.HasStamps ? LatencyReport.Merge(pipeline.Histograms) : null,
            AllocatedBytesHotPath = run.AllocatedBytes + strategies.Sum(static strategy => strategy.AllocatedBytes),
            GcCollections = collections,
            Threads = Threads(options),
            Warnings = [],
            Failures = [],
        };
    }

    private static ThreadReport Threads(ReplayOptions options) => new(
        options.IsInline ? "inline" : "ring",
        WaitKinds.NameOf(options.Wait),
        options.HasStamps ? Pipelines.ClockName : "none",
        options.FeedCore,
        options.StrategyCores,
        Environment.ProcessorCount,
        options.IsInline ? 0 : options.RingSize);
}
