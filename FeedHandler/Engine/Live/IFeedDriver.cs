using FeedHandler.Core.Packets;

namespace FeedHandler.Engine;

/// <summary>What is done with a live receiver, closed over the receiver's type.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IFeedDriver<TResult>
{
    /// <summary>Polls the receiver until it is time to stop.</summary>
    /// <typeparam name="TReceiver">The receiver; a struct, so that the calls are direct.</typeparam>
    /// <param name="receiver">The receiver.</param>
    TResult Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, IReceiver;
}

/// <summary>Runs a pipeline on a live receiver.</summary>
internal readonly struct PipelineDriver(Pipeline pipeline, LiveMode mode, CancellationToken stop) : IFeedDriver<FeedRun>
{
    /// <inheritdoc/>
    public FeedRun Drive<TReceiver>(TReceiver receiver)
        where TReceiver : struct, Core.Packets.IReceiver => pipeline.Run(receiver, mode, stop);
}
