using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Truths;

/// <summary>The one place that reads events and tables of the feed handler for comparison with the truth.</summary>
internal static class Observed
{
    private const byte NoStatus = 255;

    /// <summary>The legs of a definition, in the words of the simulator's.</summary>
    public static string Legs(in InstrumentDetails details)
    {
        List<SimulatedLeg> legs = [];
        foreach (InstrumentLeg leg in details.Legs.Items)
        {
            Assert.That((leg.Ratio, leg.PriceNano, leg.DeltaTenThousandths), Is.EqualTo(((sbyte)1, (long?)null, (int?)null)));
            legs.Add(new SimulatedLeg(leg.SecurityId, leg.Action == LegAction.Buy));
        }

        return string.Join(' ', legs);
    }

    /// <summary>What a definition names as that of which the instrument is derived, or null.</summary>
    public static (int SecurityId, string Symbol)? Underlying(in InstrumentDetails details)
    {
        foreach (RelatedInstrument related in details.Related.Items)
        {
            if (related.Relation == InstrumentRelation.Underlying) return (related.SecurityId!.Value, related.Symbol.ToString());
        }

        return null;
    }

    /// <summary>An event as a line of text, or null for one that is compared as state or counted.</summary>
    public static string? Line(in MarketEvent marketEvent, InstrumentTable instruments)
    {
        bool isCompared = marketEvent.Kind is EventKind.Book or EventKind.BookClear or EventKind.BookStale or EventKind.Trade or EventKind.TradeOrder
            or EventKind.Volume or EventKind.Statistic or EventKind.Status;
        if (!isCompared || marketEvent.InstrumentIndex == MarketEvent.NoInstrument) return null;
        long securityId = instruments.Books[marketEvent.InstrumentIndex].SecurityId;
        if (marketEvent.Kind == EventKind.Status) return Statuses.Line(marketEvent, instruments);
        if (marketEvent.Kind == EventKind.TradeOrder)
        {
            return OrderLine(securityId, marketEvent.PriceNano, new TradeOrder(marketEvent.OrderId, (int)marketEvent.Quantity));
        }

        bool hasDetail = marketEvent.Kind == EventKind.Statistic;
        bool hasPrice = marketEvent.Kind is not (EventKind.Volume or EventKind.BookClear or EventKind.BookStale);
        bool hasQuantity = marketEvent.Kind is not (EventKind.BookClear or EventKind.BookStale);
        bool hasOrders = marketEvent.Kind is EventKind.Trade || (marketEvent.Kind == EventKind.Book && marketEvent.Side <= BookSide.Ask);
        return Line(
            marketEvent.Kind, securityId, marketEvent.RptSeq, marketEvent.TransactTimeNs, (marketEvent.Flags & EventFlags.Recovery) != 0,
            marketEvent.Action, hasPrice && hasQuantity ? (byte)marketEvent.Side : (byte)0, hasPrice ? marketEvent.PriceNano : MarketEvent.NullPrice,
            hasQuantity ? marketEvent.Quantity : MarketEvent.NullQuantity, hasOrders ? marketEvent.Orders : MarketEvent.NullOrders, marketEvent.Level,
            hasDetail ? marketEvent.Detail : (byte)0);
    }

    public static string Line(
        EventKind kind, PublishedMessage message, ExchangeFact fact, BookAction action = BookAction.New, byte side = 0,
        long priceNano = MarketEvent.NullPrice, long quantity = MarketEvent.NullQuantity, int orders = MarketEvent.NullOrders, int level = 0,
        byte detail = 0) =>
        Line(
            kind, fact.Instrument!.SecurityId, fact.RptSeq, message.TransactTimeNs, message.IsRecovery, action, side, priceNano, quantity, orders,
            level, detail);

    public static string OrderLine(long securityId, long priceNano, TradeOrder order) =>
        $"TradeOrder {securityId} order {order.OrderId} {priceNano} x {order.Quantity}";

    /// <summary>The trading status in the venue's code, or null.</summary>
    public static byte? Status(in InstrumentBook book) => book.StatusCode == NoStatus ? null : book.StatusCode;

    /// <summary>The cumulative volume, or null.</summary>
    public static long? Volume(in InstrumentBook book) => book.Volume == MarketEvent.NullQuantity ? null : book.Volume;

    /// <summary>A statistic, the contracts of those that count contracts; or null.</summary>
    public static long? Statistic(InstrumentTable instruments, int index, StatisticKind kind)
    {
        long value = instruments.Statistics(index)[kind];
        return value == MarketEvent.NullPrice ? null : value;
    }

    private static string Line(
        EventKind kind, long securityId, uint rptSeq, long timeNs, bool isRecovery, BookAction action, byte side, long priceNano, long quantity,
        int orders, int level, byte detail) =>
        $"{kind} {securityId} #{rptSeq} at {timeNs} recovery {isRecovery} {action} side {side} {priceNano} x {quantity} of {orders} "
        + $"level {level} detail {detail}";
}
