using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace FeedHandler.Host.Benchmarks;

/// <summary>Packets to books, without events.</summary>
internal sealed class BookPass(PipelineOptions options, FeedSource source) : ChannelPass<NullSink>(default, options, source)
{
    /// <inheritdoc/>
    public override string Name => "book";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, no events";
}
