using FeedHandler.Core.Events;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Truths;

/// <summary>What a feed handler must make of what the exchange said: one line of text for each event, so that a difference explains itself.</summary>
internal static class Expected
{
    /// <summary>The events of a message, without definitions, which are compared as state.</summary>
    public static IEnumerable<string> Lines(PublishedMessage message, Statuses statuses) =>
        message.Facts.SelectMany(fact => Lines(message, fact).Concat(statuses.Lines(fact)));

    private static IEnumerable<string> Lines(PublishedMessage message, ExchangeFact fact)
    {
        switch (fact)
        {
            case LevelFact { Side: BookSide.None }:
                yield return Observed.Line(EventKind.BookClear, message, fact);
                break;
            case LevelFact level:
                int orders = level.Side is BookSide.Bid or BookSide.Ask ? level.Value.Orders : MarketEvent.NullOrders;
                yield return Observed.Line(
                    EventKind.Book, message, fact, level.Action, (byte)level.Side, level.Value.PriceNano, level.Value.Quantity, orders, level.Level);
                break;
            case TradeFact trade:
                yield return Observed.Line(
                    EventKind.Trade, message, fact, trade.Action, SideOf(trade.Aggressor), trade.PriceNano, trade.Quantity, trade.OrderCount);
                foreach (TradeOrder order in trade.Orders) yield return Observed.OrderLine(trade.Instrument!.SecurityId, trade.PriceNano, order);
                break;
            case TradeOrderFact later:
                yield return Observed.OrderLine(later.Instrument!.SecurityId, later.PriceNano, later.Order);
                break;
            case VolumeFact volume:
                yield return Observed.Line(EventKind.Volume, message, fact, BookAction.Overlay, quantity: volume.Volume);
                break;
            case StatisticFact or LimitsFact:
                foreach (string line in Statistics(message, fact)) yield return line;
                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> Statistics(PublishedMessage message, ExchangeFact fact)
    {
        if (fact is StatisticFact statistic)
        {
            BookAction action = statistic.IsDeleted ? BookAction.Delete : BookAction.New;
            long quantity = statistic.Size ?? MarketEvent.NullQuantity;
            long priceNano = statistic.PriceNano ?? MarketEvent.NullPrice;
            return [Observed.Line(EventKind.Statistic, message, fact, action, (byte)statistic.Kind, priceNano, quantity, detail: statistic.Flag)];
        }

        LimitsFact limits = (LimitsFact)fact;
        return
        [
            Limit(StatisticKind.UpperLimit, limits.HighNano),
            Limit(StatisticKind.LowerLimit, limits.LowNano),
            Limit(StatisticKind.MaxPriceVariation, limits.MaxVariationNano),
        ];

        string Limit(StatisticKind kind, long? nano) =>
            Observed.Line(EventKind.Statistic, message, fact, BookAction.New, (byte)kind, nano ?? MarketEvent.NullPrice);
    }

    private static byte SideOf(byte aggressor) => (byte)(aggressor switch { 1 => BookSide.Bid, 2 => BookSide.Ask, _ => BookSide.None });
}
