using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Bench;

/// <summary>The feed thread's whole work on each packet, into a sink: arbitration, decoding, books. Memory is the same for every pass.</summary>
/// <typeparam name="TSink">The sink.</typeparam>
/// <typeparam name="TStamps">Stage stamps, or none.</typeparam>
internal abstract class ChannelPass<TSink, TStamps> : IBenchPass
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    private readonly ChannelSet<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> _channels;
    private long _messagesBefore;
    private long _entriesBefore;

    /// <summary>Takes the memory.</summary>
    protected ChannelPass(TSink sink, PipelineOptions options, FeedSource source, TStamps stamps = default)
    {
        InstrumentTable[] instruments = ChannelSet<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps>.CreateInstruments(options, source);
        _channels = new(options, source, stamps, instruments, (channel, table) => new(channel, table, sink, stamps));
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public void Run(PacketStore store)
    {
        foreach (FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel in _channels.Channels) channel.OnPollStart();
        for (int i = 0; i < store.Count; i++)
        {
            Packet packet = store[i];
            _channels.ByGroup[packet.Group]?.OnPacket(packet, packet.RxNs);
        }

        foreach (FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel in _channels.Channels) channel.OnEnd();
    }

    /// <inheritdoc/>
    public PassCount Finish()
    {
        long messages = _channels.States.Sum(static state => state.Messages.Total);
        long entries = _channels.States.Sum(static state => state.Entries.Entries);
        ulong checksum = _channels.States.Aggregate(TakeDigest(), static (sum, state) => sum ^ BookChecksum.Of(state.Instruments.Books));
        PassCount count = new(messages - _messagesBefore, entries - _entriesBefore, checksum);
        (_messagesBefore, _entriesBefore) = (messages, entries);
        foreach (FeedChannel<CmeMdp3, CmeDecoder<TSink, TStamps>, TStamps> channel in _channels.Channels) channel.Restart();
        foreach (ChannelState state in _channels.States) state.Instruments.Reset();
        return count;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _channels.Dispose();
    }

    /// <summary>The digest of the events of the last pass, and starts a new one; 0 without events.</summary>
    protected virtual ulong TakeDigest() => 0;
}

/// <summary>Packets to books, without events.</summary>
internal sealed class BookPass(PipelineOptions options, FeedSource source) : ChannelPass<NullSink, NoStamps>(default, options, source)
{
    /// <inheritdoc/>
    public override string Name => "book";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, no events";
}

/// <summary>Packets to books and events, each added to the digest on the same thread.</summary>
/// <typeparam name="TStamps">Stage stamps, or none.</typeparam>
internal abstract class DigestPass<TStamps> : ChannelPass<BatchSink<DigestConsumer>, TStamps>
    where TStamps : struct, IStamps
{
    private readonly EventBuffer _buffer;
    private readonly EventDigest[] _digest;

    /// <summary>Takes the memory.</summary>
    protected DigestPass(PipelineOptions options, FeedSource source, TStamps stamps)
        : this(options, source, stamps, new EventBuffer(), new EventDigest[1])
    {
    }

    private DigestPass(PipelineOptions options, FeedSource source, TStamps stamps, EventBuffer buffer, EventDigest[] digest)
        : base(new BatchSink<DigestConsumer>(buffer, new DigestConsumer(digest)), options, source, stamps)
    {
        _buffer = buffer;
        _digest = digest;
    }

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
}

/// <summary>Adds events to a digest that its owner can start anew.</summary>
internal readonly struct DigestConsumer(EventDigest[] digest) : IEventConsumer
{
    private readonly EventDigest[] _digest = digest;

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => _digest[0].Add(marketEvent);
}

/// <summary>Packets to books and events, without stamps.</summary>
internal sealed class EventPass(PipelineOptions options, FeedSource source) : DigestPass<NoStamps>(options, source, default)
{
    /// <inheritdoc/>
    public override string Name => "events";

    /// <inheritdoc/>
    public override string Description => "arbitrate, decode, books, events, digest";
}
