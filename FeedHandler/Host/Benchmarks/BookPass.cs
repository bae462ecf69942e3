using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;

namespace FeedHandler.Host.Benchmarks;

/// <summary>Packets to books, without events.</summary>
internal sealed class BookPass(ArbitrationOptions arbitration, int instrumentsMax) : ChannelPass<NullSink>(default, arbitration, instrumentsMax)
{
    /// <inheritdoc/>
    public override string Name => "book";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, no events";
}
