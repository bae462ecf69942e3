
namespace FeedHandler.Engine;

/// <summary>Runs a pipeline on a live receiver.</summary>
internal readonly struct PipelineDriver(Pipeline pipeline, LiveMode mode, CancellationToken stop) : IFeedDriver<FeedRun>
{
    /// <inheritdoc/>
    public FeedRun Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, Core.Packets.IReceiver => pipeline.Run(receiver, mode, stop);
}
