using FeedHandler.Host.Replays;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Benchmarks;

/// <summary>Packets to books, without events.</summary>
internal sealed class BookPass(ReplayOptions options, FeedSource source) : ChannelPass<NullSink>(default, options, source)
{
    /// <inheritdoc/>
    public override string Name => "book";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, no events";
}
