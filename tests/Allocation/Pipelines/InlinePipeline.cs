using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Latency.Wire;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Pipelines;

/// <summary>Packets to a consumer on the calling thread.</summary>
internal sealed class InlinePipeline<TConsumer> : IDisposable
    where TConsumer : struct, IEventConsumer
{
    private readonly EventBuffer _buffer = new();
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<TConsumer>, StageStamps<MonotonicClock>>, StageStamps<MonotonicClock>> _channel;

    public InlinePipeline(InstrumentTable instruments, TConsumer consumer)
    {
        StageStamps<MonotonicClock> stamps = new(default, new StageHistograms("feed"));
        _channel = new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, instruments, new(_buffer, consumer), stamps), stamps)
        {
            Ways = new PacketWays(),
            Wire = Wire,
        };
        for (int group = 0; group < FeedMap.TwoLines.GroupCount; group++) Wire.Watch(group, isStamped: true);
    }

    /// <summary>How long packets were on their way, by an anchor that says nothing: most are far beyond a minute.</summary>
    public WireWatch Wire { get; } = new(FeedMap.TwoLines.GroupCount);

    /// <summary>How long packets took.</summary>
    public PacketWays Ways => _channel.Ways!;

    public ArbitrationCounters Arbitration => _channel.Arbitration;

    public BookCounters Decoding => _channel.Decoder.Entries;

    public long Drain<TReceiver>(TReceiver receiver)
        where TReceiver : IReceiver => FeedDoor<BatchSink<TConsumer>>.Drain(_channel, receiver);

    /// <summary>Forgets the sequence, so that the same packets are new again.</summary>
    public void Restart() => _channel.Restart();

    public void Dispose()
    {
        _channel.Dispose();
        _buffer.Dispose();
    }
}
