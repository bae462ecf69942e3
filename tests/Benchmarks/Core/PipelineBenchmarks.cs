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

namespace FeedHandler.Benchmarks.Core;

/// <summary>
/// A packet through arbitration, decoding and books, in arrival order. One operation is one arrival.
/// </summary>
public class PipelineBenchmarks
{
    private const int InstrumentCountMax = 4096;
    private const int PacketCount = 4096;
    private readonly EventBuffer _buffer = new();
    private InstrumentTable _instruments = null!;
    private PacketStore _packets = null!;
    private FeedChannel<CmeMdp3, CmeDecoder<NullSink, NoStamps>, NoStamps> _books = null!;
    private FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Digester>, NoStamps>, NoStamps> _events = null!;

    /// <summary>Whether both lines arrive, so that every second packet is a duplicate, or line A alone.</summary>
    [Params(false, true)]
    public bool BothLines { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _packets = Feed.Load(PacketCount, BothLines ? null : Line.A);
        _instruments = new InstrumentTable(InstrumentCountMax);
        _books = new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, _instruments, default, default), default);
        _events = new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, _instruments, new(_buffer, new Digester(new long[1])), default), default);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _books.Dispose();
        _events.Dispose();
        _instruments.Dispose();
        _packets.Dispose();
    }

    /// <summary>Books only: no event is made.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PacketCount)]
    public long Books() => Pass(_books);

    /// <summary>Books and events, each event handed over and summed on the same thread.</summary>
    [Benchmark(OperationsPerInvoke = PacketCount)]
    public long Events() => Pass(_events);

    // Every pass starts with nothing known, as the first did: otherwise entries are behind their instrument's sequence and are skipped.
    private long Pass<TSink>(FeedChannel<CmeMdp3, CmeDecoder<TSink, NoStamps>, NoStamps> channel)
        where TSink : struct, IEventSink
    {
        _instruments.Reset();
        channel.Restart();
        for (int i = 0; i < PacketCount; i++)
        {
            Packet packet = _packets[i];
            channel.OnPacket(packet, packet.RxNs);
        }

        return channel.Arbitration.Groups[0].Received;
    }

    private readonly struct Digester(long[] sum) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => sum[0] += marketEvent.PriceNano ^ marketEvent.Quantity;
    }
}
