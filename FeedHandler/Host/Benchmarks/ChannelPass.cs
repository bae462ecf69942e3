using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;

namespace FeedHandler.Host.Benchmarks;

/// <summary>The feed thread's whole work on each packet, into a sink: arbitration, decoding, books. Memory is the same for every pass.</summary>
/// <typeparam name="TSink">The sink.</typeparam>
internal abstract class ChannelPass<TSink> : IBenchPass
    where TSink : struct, IEventSink
{
    private readonly InstrumentTable _instruments;
    private readonly FeedChannel<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> _channel;
    private long _messagesBefore;
    private long _entriesBefore;

    /// <summary>Takes the memory.</summary>
    protected ChannelPass(TSink sink, ArbitrationOptions arbitration, int instrumentsMax)
    {
        _instruments = new InstrumentTable(instrumentsMax);
        _channel = new(arbitration, new(_instruments, sink, default), default);
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public void Run(PacketStore store)
    {
        for (int i = 0; i < store.Count; i++)
        {
            Packet packet = store[i];
            _channel.OnPacket(packet, packet.RxNs);
        }

        _channel.OnIdle(long.MaxValue);
    }

    /// <inheritdoc/>
    public PassCount Finish()
    {
        CmeCounters counters = _channel.Decoder.Counters;
        long messages = counters.Messages;
        PassCount count = new(messages - _messagesBefore, counters.Entries - _entriesBefore, BookChecksum.Of(_instruments.Books) ^ TakeDigest());
        (_messagesBefore, _entriesBefore) = (messages, counters.Entries);
        _channel.Restart();
        _instruments.Reset();
        return count;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        _channel.Dispose();
        _instruments.Dispose();
    }

    /// <summary>The digest of the events of the last pass, and starts a new one; 0 without events.</summary>
    protected virtual ulong TakeDigest() => 0;
}
