using System.Diagnostics;
using System.Globalization;
using FeedHandler.Allocation.Meters;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Core.Recovery;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Simulator;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Allocation.Days;

/// <summary>
/// A simulated trading day, session by session with pre-open, auctions, halts and close, in bursts, given to a channel as fast as it takes it: losses on both
/// lines, loops of snapshots, orders and definitions, books by order. The exchange makes the packets a portion at a time, between what is measured.
/// </summary>
internal sealed class DayRun : IDisposable
{
    private const int PortionPackets = 4096;
    private const int Instruments = 64;
    private const long SessionEvents = 20_000;
    private static readonly CaptureLines Lines = new() { LostPerMilleA = 30, LostPerMilleB = 30, SnapshotMs = 100, DefinitionMs = 500, OrderSnapshotMs = 100 };
    private readonly ServedChannel _exchange;
    private readonly InstrumentTable _instruments = new(
        Instruments, orders: new ChannelOrders(new OrderLimits(Instruments, 65_536, 65_536)), heals: new HealWatch(Instruments));
    private readonly EventBuffer _buffer = new();
    private readonly FeedChannel<CmeMdp3, CmeDecoder<BatchSink<Nobody>, NoStamps>, NoStamps> _channel;
    private readonly FeedRole[] _roles;
    private readonly ServedPacket[] _portion = new ServedPacket[PortionPackets];

    public DayRun(long eventCount)
    {
        SimulationOptions day = new()
        {
            Seed = 12,
            Day = new TradingDay { HaltCount = 2 },
            Profile = MarketProfile.Burst,
            EventsPerSecond = 2000,
            HeartbeatNs = 1_000_000_000,
            TradesKept = 1000,
        };
        _exchange = new ServedChannel(
            new ServeOptions { Simulation = day, Lines = Lines, EventCountMax = eventCount, SessionEventCount = (int)Math.Min(SessionEvents, eventCount) },
            day.StartNs, archive: null);
        FeedGroup[] groups = [.. Lines.Groups(day.ApplId).Select(static group => group.Feed)];
        _roles = [.. groups.Select(static group => group.Role)];
        BatchSink<Nobody> sink = new(_buffer, default);
        _channel = new(
            new ArbitrationOptions(), new FeedMap(groups), 0, new CmeDecoder<BatchSink<Nobody>, NoStamps>(0, _instruments, sink, default), default,
            new RecoveryOptions { Verifies = true });
    }

    /// <summary>What the channel allocated behind the first third.</summary>
    public Spending Spent { get; private set; }

    /// <summary>Packets that were taken, and how long that took in all.</summary>
    public long PacketCount { get; private set; }

    public TimeSpan Took { get; private set; }

    /// <summary>Resident memory when a third of the events were over, and at the end, in bytes.</summary>
    public long ResidentAfterThird { get; private set; }

    public long ResidentAtEnd { get; private set; }

    public int SessionCount => _exchange.RestartCount + 1;

    public ArbitrationCounters Arbitration => _channel.Arbitration;

    public RecoveryCounters Recovery => _channel.Recovery!;

    public void Run(long eventCount)
    {
        bool isWarm = false;
        while (Fill() is var count and > 0)
        {
            if (!isWarm && _exchange.EventCount >= eventCount / 3)
            {
                isWarm = true;
                ResidentAfterThird = Resident();
            }

            Take(count, isWarm);
        }

        _channel.OnEnd();
        ResidentAtEnd = Resident();
    }

    /// <summary>What of the books differs from the exchange's, or is not whole.</summary>
    public IEnumerable<string> Differences() =>
        _exchange.Feed.Instruments.Where(static instrument => !instrument.Truth.IsDeleted).Select(Difference).OfType<string>();

    public void Dispose()
    {
        _channel.Dispose();
        _instruments.Dispose();
        _buffer.Dispose();
    }

    private static long Resident()
    {
        ThreadMeter.Settle();
        string line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }

    private int Fill()
    {
        int count = 0;
        while (count < PortionPackets && _exchange.TryNext(out ServedPacket packet)) _portion[count++] = packet;
        return count;
    }

    private void Take(int count, bool isWarm)
    {
        long begin = Stopwatch.GetTimestamp();
        ThreadMeter meter = default;
        meter.Start();
        for (int at = 0; at < count; at++)
        {
            ServedPacket served = _portion[at];
            Packet packet = new(served.Bytes.Span, served.DueNs, served.Group);
            if (_roles[served.Group] == FeedRole.Incremental) _channel.OnPacket(packet, served.DueNs);
            else _channel.OnLoopPacket(packet, served.DueNs);
        }

        Spending spent = meter.Read();
        Took += Stopwatch.GetElapsedTime(begin);
        PacketCount += count;
        if (isWarm) Spent = new Spending(Spent.Bytes + spent.Bytes, Spent.Collections + spent.Collections);
    }

    private string? Difference(SimulatedInstrument instrument)
    {
        int index = _instruments.Find(instrument.SecurityId);
        if (index < 0) return $"{instrument.Symbol} is not known";
        ref InstrumentBook book = ref _instruments.Books[index];
        if (book.State != BookState.Whole || _instruments.Orders!.StateOf(index) != OrderBookState.Whole)
            return $"{instrument.Symbol} is {book.State}, its orders {_instruments.Orders!.StateOf(index)}";
        bool isSame = book.StatusCode == instrument.Truth.Status && book.Volume == (instrument.Truth.Volume ?? MarketEvent.NullQuantity);
        if (!isSame) return $"{instrument.Symbol}: status or volume";
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            if (!HasLevels(book, side, instrument.Published(side).Levels) || (side <= BookSide.Ask && !HasOrders(index, side, instrument.Truth.Orders[side])))
                return $"{instrument.Symbol} {side}";
        }

        return null;
    }

    private static bool HasLevels(in InstrumentBook book, BookSide side, IReadOnlyList<SimulatedLevel> right)
    {
        int count = 0;
        for (int number = 1; number <= book.Depth(side); number++)
        {
            if (!book.TryGetLevel(side, number, out Level level)) continue;
            if (count == right.Count || (level.PriceNano, level.Quantity) != (right[count].PriceNano, right[count].Quantity)) return false;
            count++;
        }

        return count == right.Count;
    }

    private bool HasOrders(int index, BookSide side, IReadOnlyList<PublishedOrder> right)
    {
        int count = 0;
        foreach (OrderLevel level in _instruments.Orders!.Books.Levels(index, side))
        {
            foreach (RestingOrder order in _instruments.Orders.Books.Orders(index, side, level.PriceNano))
            {
                if (count == right.Count) return false;
                PublishedOrder due = right[count++];
                if ((order.Id, order.PriceNano, order.Quantity) != (due.OrderId, due.PriceNano, due.DisplayedQuantity)) return false;
            }
        }

        return count == right.Count;
    }

    private readonly struct Nobody : IEventConsumer
    {
        public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
        {
        }
    }
}
