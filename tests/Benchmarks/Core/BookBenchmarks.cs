using BenchmarkDotNet.Attributes;
using FeedHandler.Benchmarks.Feeds;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Benchmarks.Core;

/// <summary>Level updates on books: those of a feed in its own order, against one update again and again. One operation is one update.</summary>
public class BookBenchmarks
{
    private const int InstrumentCountMax = 4096;
    private const int UpdateCount = 8192;
    private BookTable _books = null!;
    private MarketEvent[] _updates = [];

    [GlobalSetup]
    public void Setup()
    {
        List<MarketEvent> updates = Collect();
        if (updates.Count < UpdateCount) throw new InvalidOperationException($"the feed has {updates.Count} book updates; give one of {UpdateCount}");
        _updates = [.. updates[^UpdateCount..]];
        _books = new BookTable(InstrumentCountMax);
        int instrumentCount = _updates.Max(static update => update.InstrumentIndex) + 1;
        for (int i = 0; i < instrumentCount; i++) _books.Add(securityId: i + 1);
    }

    [GlobalCleanup]
    public void Cleanup() => _books.Dispose();

    /// <summary>Updates in the order in which a feed sent them: instruments, sides, actions and levels mixed.</summary>
    [Benchmark(OperationsPerInvoke = UpdateCount)]
    public long InFeedOrder()
    {
        long applied = 0;
        foreach (ref readonly MarketEvent update in _updates.AsSpan()) applied += Apply(_books, update);
        return applied;
    }

    /// <summary>As many updates, all changes of the best bid of one instrument: what a benchmark on alike input would claim.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = UpdateCount)]
    public long Alike()
    {
        MarketEvent update = new() { Side = BookSide.Bid, Action = BookAction.Change, Level = 1, PriceNano = 4_250_000_000_000, Quantity = 7, Orders = 3 };
        long applied = 0;
        for (int i = 0; i < _updates.Length; i++) applied += Apply(_books, update);
        return applied;
    }

    private static int Apply(BookTable books, in MarketEvent update) =>
        books[update.InstrumentIndex].Apply(update.Side, update.Action, update.Level, update.PriceNano, update.Quantity, update.Orders) ? 1 : 0;

    private static List<MarketEvent> Collect()
    {
        List<MarketEvent> updates = [];
        using PacketStore packets = Feed.Load(packetCountMin: 1, Line.A);
        using InstrumentTable instruments = new(InstrumentCountMax);
        using EventBuffer buffer = new();
        using FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Collector>, NoStamps>, NoStamps> channel =
            new(new ArbitrationOptions(), FeedMap.TwoLines, 0, new(0, instruments, new(buffer, new Collector(updates)), default), default);
        for (int i = 0; i < packets.Count; i++) channel.OnPacket(packets[i], packets[i].RxNs);
        return updates;
    }

    private readonly struct Collector(List<MarketEvent> updates) : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
            if (marketEvent.Kind == EventKind.Book) updates.Add(marketEvent);
        }
    }
}
