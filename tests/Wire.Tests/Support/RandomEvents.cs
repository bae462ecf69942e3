using FeedHandler.Core.Events;

namespace FeedHandler.Wire.Tests.Support;

/// <summary>Events as a feed can make them: of every kind with what that kind can carry, at its limits, too.</summary>
internal sealed class RandomEvents(int seed)
{
    private static readonly EventKind[] Kinds = [.. Enum.GetValues<EventKind>().Where(static kind => kind != EventKind.None)];
    private readonly Random _random = new(seed);

    public MarketEvent Next()
    {
        EventKind kind = Kinds[_random.Next(Kinds.Length)];
        bool isOfChannel = kind is EventKind.Gap or EventKind.ChannelReset or EventKind.Doubt or EventKind.DoubtEnd
            || (kind is EventKind.BookClear or EventKind.EventEnd && _random.Next(2) == 0);
        MarketEvent told = new()
        {
            Kind = kind,
            Channel = (byte)_random.Next(256),
            InstrumentIndex = isOfChannel ? MarketEvent.NoInstrument : _random.Next(2) == 0 ? _random.Next(64) : MarketEvent.InstrumentIndexMax,
            Flags = (EventFlags)(_random.Next(256) & ~1),
            TransactTimeNs = Any(),
            SeqNum = (uint)Any(),
            RptSeq = (uint)Any(),
            RxNs = Any(),
        };
        Fill(ref told);
        return told;
    }

    public EventPlace NextPlace() => new(_random.NextInt64(), _random.NextInt64(), _random.NextInt64(), _random.Next(65536));

    private void Fill(ref MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Definition:
                (told.Quantity, told.Level, told.Detail, told.Status, told.Orders) = (Any(), Octet(), Octet(), Status(), (int)Any());
                break;
            case EventKind.Book:
                FillLevel(ref told, (BookSide)_random.Next(4));
                told.Level = Octet();
                break;
            case EventKind.Trade:
                FillLevel(ref told, Side());
                break;
            case EventKind.MarketBest:
                (told.Action, told.Side, told.PriceNano, told.Quantity) = (Action(), Side(), Any(), Any());
                break;
            case EventKind.TradeOrder:
                (told.Side, told.PriceNano, told.Quantity, told.OrderId) = (Side(), Any(), Any(), (ulong)Any());
                break;
            case EventKind.LastTrade:
                (told.Side, told.PriceNano, told.Quantity) = (BookSide.None, Any(), Any());
                break;
            case EventKind.Order:
                (told.Action, told.Side, told.PriceNano) = ((BookAction)_random.Next(3), (BookSide)_random.Next(2), Any());
                (told.Quantity, told.OrderId, told.Priority) = (Any(), (ulong)Any(), (ulong)Any());
                break;
            default:
                FillRare(ref told);
                break;
        }
    }

    private void FillLevel(ref MarketEvent told, BookSide side)
    {
        (told.Action, told.Side, told.PriceNano, told.Quantity, told.Orders) = (Action(), side, Any(), Any(), (int)Any());
    }

    private void FillRare(ref MarketEvent told)
    {
        switch (told.Kind)
        {
            case EventKind.Volume:
                (told.Action, told.PriceNano, told.Quantity) = (Action(), MarketEvent.NullPrice, Any());
                break;
            case EventKind.Statistic:
                (told.Action, told.Statistic, told.PriceNano) = (Action(), (StatisticKind)_random.Next(14), Any());
                (told.Quantity, told.Detail) = (Any(), Octet());
                break;
            case EventKind.Status:
                (told.Action, told.PriceNano, told.Quantity) = ((BookAction)_random.Next(16), MarketEvent.NullPrice, Any());
                (told.Orders, told.Detail, told.Status) = ((int)Any(), Octet(), Status());
                break;
            case EventKind.Gap:
                told.Quantity = Any();
                break;
            case EventKind.ChannelReset or EventKind.BookClear:
                told.Detail = Octet();
                break;
            default:
                break;
        }
    }

    private BookAction Action() => (BookAction)_random.Next(6);

    private BookSide Side() => _random.Next(5) is int side and < 4 ? (BookSide)side : BookSide.None;

    private TradingStatus Status() => (TradingStatus)_random.Next(14);

    private byte Octet() => (byte)_random.Next(256);

    // Nulls and other limits are as likely as all the rest.
    private long Any() => _random.Next(6) switch
    {
        0 => 0,
        1 => long.MaxValue,
        2 => int.MaxValue,
        3 => -1,
        _ => _random.NextInt64(long.MinValue + 1, long.MaxValue),
    };
}
