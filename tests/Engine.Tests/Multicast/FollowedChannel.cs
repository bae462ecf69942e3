using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Stages;
using FeedHandler.Sinks.Multicast;
using FeedHandler.Venues.Normalized;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>Events that are told one by one are sent, and a channel follows what of it arrives: datagram by datagram, as a test says.</summary>
internal sealed class FollowedChannel : IDisposable
{
    private const int ChannelId = 310;
    private const int InstrumentsMax = 4;
    private const long StepNs = 10_000_000;
    private static readonly FeedMap Map = new(new FeedGroup(ChannelId, FeedRole.Incremental, Line.A), new FeedGroup(ChannelId, FeedRole.Snapshot, Line.A));
    private readonly InstrumentTable _upstream = new(InstrumentsMax);
    private readonly EventBuffer _buffer = new();
    private readonly MulticastPublisher _publisher;
    private readonly FeedChannel<NormalizedFeed, NormalizedDecoder<BatchSink<Keeper>, NoStamps>, NoStamps> _channel;
    private readonly List<byte[]> _sent = [];
    private readonly List<byte[]> _loop = [];
    private long _nowNs = StepNs;

    public FollowedChannel()
    {
        ChannelPlan plan = new(ChannelId, InstrumentsMax, new DefinitionReplica(InstrumentsMax, _upstream.Told), LinesTo(_sent), LinesTo(_loop));
        _publisher = new MulticastPublisher(new PublishSettings { HeartbeatNs = long.MaxValue, LoopPeriodNs = 1, LoopPacketsPerMs = 1 }, [plan], () => _nowNs);
        NormalizedDecoder<BatchSink<Keeper>, NoStamps> decoder = NormalizedDecoder<BatchSink<Keeper>, NoStamps>.Create(
            0, Instruments, new BatchSink<Keeper>(_buffer, new Keeper(Events)), default);
        _channel = new(new ArbitrationOptions(), Map, 0, decoder, default);
    }

    /// <summary>The instruments as they were followed.</summary>
    public InstrumentTable Instruments { get; } = new(InstrumentsMax);

    /// <summary>What the channel told since the last delivery began.</summary>
    public List<MarketEvent> Events { get; } = [];

    public RecoveryCounters Recovery => _channel.Recovery!;

    public ArbitrationCounters Arbitration => _channel.Arbitration;

    public bool NeedsSnapshots => _channel.Needs!.Has(FeedRole.Snapshot);

    /// <summary>The book of an instrument as it was followed.</summary>
    public ref InstrumentBook Book(int security) => ref Instruments.Books[Instruments.Find(security)];

    /// <summary>The statistics of an instrument as they were followed.</summary>
    public ref StatisticSet Statistics(int security) => ref Instruments.Statistics(Instruments.Find(security));

    /// <summary>Sends events that never arrive.</summary>
    public FollowedChannel Lose(params ReadOnlySpan<MarketEvent> events)
    {
        Send(events);
        return this;
    }

    /// <summary>Sends events in one datagram, which arrives; what is missing before it is given up.</summary>
    public FollowedChannel Tell(params ReadOnlySpan<MarketEvent> events)
    {
        byte[] datagram = Send(events);
        Events.Clear();
        _channel.OnPacket(new Packet(datagram, _nowNs, 0), _nowNs);
        _channel.OnDrained(_nowNs + StepNs);
        return this;
    }

    /// <summary>Sends a turn of the loop; it has not arrived yet.</summary>
    public byte[][] Turn()
    {
        _loop.Clear();
        long turnCount = _publisher.TurnCount;
        while (_publisher.TurnCount == turnCount) Pass();
        return [.. _loop];
    }

    /// <summary>A turn of the loop arrives.</summary>
    public FollowedChannel Deliver(byte[][] turn)
    {
        Events.Clear();
        foreach (byte[] datagram in turn) _channel.OnLoopPacket(new Packet(datagram, _nowNs, 1), _nowNs);
        return this;
    }

    public void Dispose()
    {
        _channel.Dispose();
        _publisher.Dispose();
        _buffer.Dispose();
        _upstream.Dispose();
        Instruments.Dispose();
    }

    private static DatagramLines LinesTo(List<byte[]> datagrams) => new([new ListLine(datagrams)]);

    private byte[] Send(ReadOnlySpan<MarketEvent> events)
    {
        Pass();
        foreach (ref readonly MarketEvent told in events) _publisher.Take(told);
        _publisher.Publish();
        return _sent[^1];
    }

    private void Pass()
    {
        _nowNs += StepNs;
        _publisher.Tick();
    }

    private readonly struct Keeper(List<MarketEvent> events) : IEventConsumer
    {
        private readonly List<MarketEvent> _events = events;

        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => _events.Add(marketEvent);
    }

    private sealed class ListLine(List<byte[]> datagrams) : IDatagramLine
    {
        public long RefusedCount => 0;

        public string? Failure => null;

        public void Send(ReadOnlySpan<byte> datagram) => datagrams.Add(datagram.ToArray());

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
