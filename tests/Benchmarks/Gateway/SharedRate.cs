using System.Diagnostics;
using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Native.Clocks;
using FeedHandler.Ring;
using FeedHandler.Sinks.SharedMemory;

namespace FeedHandler.Benchmarks.Gateway;

/// <summary>
/// A shared feed that changes books at a rate, for measuring whoever reads it: `shared-rate NAME INSTRUMENTS EVENTS_PER_SECOND SECONDS`. Each event changes a level of
/// an instrument, ends its match event, and has the moment at which it was made as its receive time. Prints "ready" when books are there, and at the end how many events.
/// </summary>
internal static class SharedRate
{
    private const int EventCapacity = 1 << 17;
    private const int Depth = 10;
    private const int BatchMax = 64;
    private const double SleepingRateMax = 500;
    private const long FirstPriceNano = 5_000_000_000_000;

    public static int Run(string[] arguments)
    {
        if (arguments is not [var name, var instruments, var rate, var seconds, .. { Length: <= 1 } more])
            throw new ArgumentException("NAME INSTRUMENTS EVENTS_PER_SECOND SECONDS [ORDERS of each instrument]");
        int count = int.Parse(instruments, CultureInfo.InvariantCulture);
        int orderCount = more is [var orders] ? int.Parse(orders, CultureInfo.InvariantCulture) : 0;
        using SharedFeedWriter writer = Open(name, count, count * orderCount);
        for (int index = 0; index < count; index++)
        {
            Announce(writer, index);
            for (int order = 0; order < orderCount; order++) writer.Take(OrderOf(index, order));
        }

        writer.Publish();
        Console.WriteLine("ready");
        long made = Change(writer, count, double.Parse(rate, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture));
        Console.WriteLine(made.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static SharedFeedWriter Open(string name, int count, int orderCount)
    {
        using DefinitionLog log = new(DefinitionLog.CountDefault);
        SharedFeedShape shape = new(EventCapacity, count, count, [310]) { OrderCountMax = orderCount };
        SharedRingResult result = SharedFeedWriter.TryOpen(SharedFeedPath.Of(name), shape, [new DefinitionReplica(count, log)], out SharedFeedWriter? writer);
        return writer ?? throw new InvalidOperationException(result.ToString());
    }

    private static void Announce(SharedFeedWriter writer, int index)
    {
        MarketEvent defined = NewEvent(EventKind.Definition, index);
        (defined.Flags, defined.Quantity, defined.Level) = (EventFlags.Assumed, 100_000 + index, Depth);
        writer.Take(defined);
        for (int place = 0; place < 2 * Depth; place++) writer.Take(LevelOf(index, place, BookAction.New));
        writer.Take(NewEvent(EventKind.OrderClear, index));
    }

    private static long Change(SharedFeedWriter writer, int count, double rate, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        long made = 0;
        double elapsed;
        while ((elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds) < seconds)
        {
            long due = Math.Min((long)(elapsed * rate), made + BatchMax);
            if (made == due)
            {
                Thread.Sleep(rate < SleepingRateMax ? 1 : 0); // what is made by the millisecond needs no core
                continue;
            }

            for (; made < due; made++) writer.Take(LevelOf((int)(made * 7919 % count), (int)(made / count % (2 * Depth)), BookAction.Change));
            writer.Publish();
        }

        return made;
    }

    private static MarketEvent LevelOf(int index, int place, BookAction action)
    {
        MarketEvent level = NewEvent(EventKind.Book, index);
        BookSide side = place < Depth ? BookSide.Bid : BookSide.Ask;
        int depth = (place % Depth) + 1;
        level.Action = action;
        level.Side = side;
        level.Level = (byte)depth;
        level.PriceNano = FirstPriceNano + ((side == BookSide.Bid ? -depth : depth) * 1_000_000_000L);
        level.Quantity = 1 + (place * 3 % 40);
        level.Orders = 1;
        level.Flags = EventFlags.LastOfInstrument | EventFlags.EndOfEvent;
        return level;
    }

    private static MarketEvent OrderOf(int index, int number)
    {
        MarketEvent order = NewEvent(EventKind.Order, index);
        order.Action = BookAction.New;
        order.Side = (BookSide)(number % 2);
        order.OrderId = order.Priority = ((ulong)index << 32) | (uint)(number + 1);
        order.PriceNano = FirstPriceNano + (number % 7 * 1_000_000_000L);
        order.Quantity = 1 + (number % 9);
        return order;
    }

    private static MarketEvent NewEvent(EventKind kind, int index)
    {
        MarketEvent made = default;
        made.Kind = kind;
        made.InstrumentIndex = index;
        made.Side = BookSide.None;
        (made.PriceNano, made.Quantity, made.Orders) = (MarketEvent.NullPrice, MarketEvent.NullQuantity, MarketEvent.NullOrders);
        made.RxNs = made.TransactTimeNs = WallClock.NowNs();
        return made;
    }
}
