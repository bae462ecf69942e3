using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Benchmarks;

/// <summary>The feed thread's whole work on each packet, into a sink: arbitration, decoding, books. Memory is the same for every pass.</summary>
/// <typeparam name="TSink">The sink.</typeparam>
internal abstract class ChannelPass<TSink> : IBenchPass
    where TSink : struct, IEventSink
{
    private readonly ChannelSet<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> _channels;
    private long _messagesBefore;
    private long _entriesBefore;

    /// <summary>Takes the memory.</summary>
    protected ChannelPass(TSink sink, PipelineOptions options, FeedSource source)
    {
        InstrumentTable[] instruments = ChannelSet<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps>.CreateInstruments(options, source);
        _channels = new(options, source, default, instruments, (channel, table) => new(channel, table, sink, default));
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
            _channels.ByGroup[packet.Group]?.OnPacket(packet, packet.RxNs);
        }

        foreach (FeedChannel<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> channel in _channels.Channels) channel.OnEnd();
    }

    /// <inheritdoc/>
    public PassCount Finish()
    {
        long messages = _channels.States.Sum(static state => state.Messages.Total);
        long entries = _channels.States.Sum(static state => state.Entries.Entries);
        ulong checksum = _channels.States.Aggregate(TakeDigest(), static (sum, state) => sum ^ BookChecksum.Of(state.Instruments.Books));
        PassCount count = new(messages - _messagesBefore, entries - _entriesBefore, checksum);
        (_messagesBefore, _entriesBefore) = (messages, entries);
        foreach (FeedChannel<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> channel in _channels.Channels) channel.Restart();
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
