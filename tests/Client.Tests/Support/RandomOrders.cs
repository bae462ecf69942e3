using FeedHandler.Core.Events;

namespace FeedHandler.Client.Tests.Support;

/// <summary>Events of orders that come, change, go, and go all at once, as a feed could tell them: the same ones each time.</summary>
internal sealed class RandomOrders(int instrumentCount, int orderCountMax)
{
    private readonly Random _random = new(310);
    private readonly List<(int Instrument, ulong Id, BookSide Side)> _resting = [];
    private int _number;

    /// <summary>The next event. The first ones define the instruments and say that their orders are known.</summary>
    public MarketEvent Next()
    {
        int number = _number++;
        if (number < instrumentCount) return Event(EventKind.Definition, number) with { Quantity = 1000 + number };
        if (number < 2 * instrumentCount) return Event(EventKind.OrderClear, number - instrumentCount);
        int dice = _random.Next(10_000);
        if (dice == 0) return ClearOne();
        if (dice < 4800 && _resting.Count < orderCountMax) return Add((ulong)number);
        if (_resting.Count == 0) return Event(EventKind.OrderWhole, 0);
        int chosen = _random.Next(_resting.Count);
        return dice < 7500 ? Order(BookAction.Change, _resting[chosen]) : Remove(chosen);
    }

    private MarketEvent ClearOne()
    {
        int instrument = _random.Next(instrumentCount);
        _resting.RemoveAll(order => order.Instrument == instrument);
        return Event(EventKind.OrderClear, instrument);
    }

    private MarketEvent Add(ulong id)
    {
        _resting.Add((_random.Next(instrumentCount), id, (BookSide)_random.Next(2)));
        return Order(BookAction.New, _resting[^1]);
    }

    private MarketEvent Remove(int chosen)
    {
        MarketEvent gone = Order(BookAction.Delete, _resting[chosen]);
        _resting[chosen] = _resting[^1];
        _resting.RemoveAt(_resting.Count - 1);
        return gone;
    }

    private MarketEvent Order(BookAction action, (int Instrument, ulong Id, BookSide Side) order) => Event(EventKind.Order, order.Instrument) with
    {
        Action = action,
        Side = order.Side,
        OrderId = order.Id,
        PriceNano = (1000 + _random.Next(20)) * 1_000_000_000L,
        Quantity = 1 + _random.Next(100),
        Priority = (ulong)_number, // one that changes goes behind the others, and no two are equal
    };

    private MarketEvent Event(EventKind kind, int instrument) => new()
    {
        Kind = kind,
        InstrumentIndex = instrument,
        Flags = EventFlags.EndOfEvent,
        SeqNum = (uint)_number,
        TransactTimeNs = _number,
    };
}
