using FeedHandler.Core.Events;
using FeedHandler.Engine;

namespace FeedHandler.Host.Benchmarks;

/// <summary>Packets to books and events, each added to the digest on the same thread.</summary>
internal sealed class EventPass : ChannelPass<BatchSink<EventPass.DigestConsumer>>
{
    private readonly EventBuffer _buffer;
    private readonly EventDigest[] _digest;

    /// <summary>Takes the memory.</summary>
    public EventPass(PipelineOptions options, FeedSource source)
        : this(options, source, new EventBuffer(), new EventDigest[1])
    {
    }

    private EventPass(PipelineOptions options, FeedSource source, EventBuffer buffer, EventDigest[] digest)
        : base(new BatchSink<DigestConsumer>(buffer, new DigestConsumer(digest)), options, source)
    {
        _buffer = buffer;
        _digest = digest;
    }

    /// <inheritdoc/>
    public override string Name => "events";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, events, digest";

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _buffer.Dispose();
    }

    /// <inheritdoc/>
    protected override ulong TakeDigest()
    {
        ulong value = _digest[0].Value;
        _digest[0] = default;
        return value;
    }

    /// <summary>Adds events to a digest that its owner can start anew.</summary>
    internal readonly struct DigestConsumer(EventDigest[] digest) : IEventConsumer
    {
        private readonly EventDigest[] _digest = digest;

        /// <inheritdoc/>
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => _digest[0].Add(marketEvent);
    }
}
