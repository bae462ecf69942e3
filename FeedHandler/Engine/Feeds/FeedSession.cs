using FeedHandler.Native.Memory;

namespace FeedHandler.Engine;

/// <summary>One run of a feed: opened, run and read once.</summary>
internal abstract class FeedSession(Pipeline pipeline, long warmUpCount) : IDisposable
{
    /// <summary>What packets run through.</summary>
    public Pipeline Pipeline => pipeline;

    /// <summary>Packets of the warm-up.</summary>
    public long WarmUpCount => warmUpCount;

    /// <summary>Runs to the end and reads the report.</summary>
    public abstract FeedReport Run(CancellationToken stop);

    /// <summary>A reading of the feed.</summary>
    public abstract FeedStatus CreateStatus(bool isRateSinceStart);

    /// <summary>Has every packet recorded.</summary>
    public abstract void Record(Replay.Recording.PacketRecorder recorder);

    /// <summary>Has the latest packets kept.</summary>
    public abstract void Keep(Replay.Recording.PacketTail tail);

    /// <inheritdoc/>
    public virtual void Dispose() => pipeline.Dispose();

    /// <summary>Leaves nothing to the collector, or to the runtime's tables, that would stop the feed in the middle.</summary>
    internal static void Settle()
    {
        CastTable.Grow();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
