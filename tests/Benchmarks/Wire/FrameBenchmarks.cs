using BenchmarkDotNet.Attributes;
using FeedHandler.Benchmarks.Feeds;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;
using FeedHandler.Wire;

namespace FeedHandler.Benchmarks.Wire;

/// <summary>All events of a feed, in the order of the feed, to frames of the normalized format and back. One operation is one event.</summary>
public class FrameBenchmarks
{
    private const int InstrumentCountMax = 4096;
    private const int EventCount = 16_384;
    private readonly byte[] _frame = new byte[FrameEncoder.EventBytesMax];
    private MarketEvent[] _events = [];
    private byte[][] _frames = [];

    [GlobalSetup]
    public void Setup()
    {
        _events = [.. Collect().Take(EventCount)];
        if (_events.Length < EventCount) throw new InvalidOperationException($"the feed has {_events.Length} events; give one of {EventCount} or more");
        _frames = [.. _events.Select(told => _frame[..FrameEncoder.Encode(told, new EventPlace(2, 1, 0, 310), _frame)])];
    }

    /// <summary>An event into a frame.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long Encode()
    {
        long bytes = 0;
        foreach (ref readonly MarketEvent told in _events.AsSpan()) bytes += FrameEncoder.Encode(told, new EventPlace(2, 1, 0, 310), _frame);
        return bytes;
    }

    /// <summary>A frame into an event.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long Decode()
    {
        long sum = 0;
        foreach (byte[] frame in _frames)
        {
            if (FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out _, out _)) sum += told.Quantity;
        }

        return sum;
    }

    private static List<MarketEvent> Collect()
    {
        List<MarketEvent> events = [];
        using PacketStore packets = Feed.Load(packetCountMin: 1, Line.A);
        using InstrumentTable instruments = new(InstrumentCountMax);
        using EventBuffer buffer = new();
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Collector>, NoStamps>, NoStamps> channel =
            new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, instruments, new(buffer, new Collector(events)), default), default);
        for (int i = 0; i < packets.Count; i++) channel.OnPacket(packets[i], packets[i].RxNs);
        return events;
    }

    private readonly struct Collector(List<MarketEvent> events) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => events.Add(marketEvent);
    }
}
