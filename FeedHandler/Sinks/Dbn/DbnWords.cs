using FeedHandler.Core.Events;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>From our words to those of DBN.</summary>
internal static class DbnWords
{
    private const long Nano = 1_000_000_000;

    /// <summary>A price as it is displayed, in 1e-9: reckoned in whole numbers.</summary>
    /// <param name="priceNano">The price in 1e-9 of the wire's unit.</param>
    /// <param name="factorNano">The display factor in 1e-9; 0 where the venue gave none, and prices are displayed as they are.</param>
    /// <returns>Undefined for none, and for one that does not fit.</returns>
    public static long Price(long priceNano, long factorNano)
    {
        if (priceNano == MarketEvent.NullPrice) return DbnUndefined.Price;
        if (factorNano is 0 or Nano) return priceNano;
        Int128 price = (Int128)priceNano * factorNano / Nano;
        return price > long.MinValue && price < long.MaxValue ? (long)price : DbnUndefined.Price;
    }

    /// <summary>A quantity of an order or a trade.</summary>
    /// <returns>Undefined for none, and for one that does not fit.</returns>
    public static uint Size(long quantity) => quantity is >= 0 and < DbnUndefined.OrderSize ? (uint)quantity : DbnUndefined.OrderSize;

    /// <summary>A side of an order, a level or an aggressor.</summary>
    public static DbnSide Side(BookSide side) => side switch
    {
        BookSide.Bid => DbnSide.Bid,
        BookSide.Ask => DbnSide.Ask,
        _ => DbnSide.None,
    };

    /// <summary>What happened to an order or a level.</summary>
    public static DbnAction Action(BookAction action) => action switch
    {
        BookAction.New => DbnAction.Add,
        BookAction.Change or BookAction.Overlay => DbnAction.Modify,
        _ => DbnAction.Cancel,
    };

    /// <summary>What a statistic measures; none for one that the format has not.</summary>
    public static DbnStatType? Statistic(StatisticKind kind) => kind switch
    {
        StatisticKind.Open => DbnStatType.OpeningPrice,
        StatisticKind.IndicativeOpen => DbnStatType.IndicativeOpeningPrice,
        StatisticKind.Settlement => DbnStatType.SettlementPrice,
        StatisticKind.SessionHigh => DbnStatType.TradingSessionHighPrice,
        StatisticKind.SessionLow => DbnStatType.TradingSessionLowPrice,
        StatisticKind.HighestBid => DbnStatType.HighestBid,
        StatisticKind.LowestOffer => DbnStatType.LowestOffer,
        StatisticKind.Fixing => DbnStatType.FixingPrice,
        StatisticKind.Vwap => DbnStatType.Vwap,
        StatisticKind.ClearedVolume => DbnStatType.ClearedVolume,
        StatisticKind.OpenInterest => DbnStatType.OpenInterest,
        StatisticKind.UpperLimit => DbnStatType.UpperPriceLimit,
        StatisticKind.LowerLimit => DbnStatType.LowerPriceLimit,
        _ => null,
    };

    /// <summary>A trading status.</summary>
    public static DbnStatusAction Status(TradingStatus status) => status switch
    {
        TradingStatus.PreOpen or TradingStatus.PreOpenNoCancel => DbnStatusAction.PreOpen,
        TradingStatus.Opening => DbnStatusAction.NewPriceIndication,
        TradingStatus.Open => DbnStatusAction.Trading,
        TradingStatus.Halted => DbnStatusAction.Halt,
        TradingStatus.Closed => DbnStatusAction.Close,
        TradingStatus.PostClose => DbnStatusAction.PostClose,
        TradingStatus.NotAvailable or TradingStatus.Expired => DbnStatusAction.NotAvailable,
        TradingStatus.PreCross => DbnStatusAction.PreCross,
        TradingStatus.Cross => DbnStatusAction.Cross,
        _ => DbnStatusAction.None,
    };

    /// <summary>What a status says beside the status.</summary>
    public static DbnTradingEvent TradingEvent(StatusChange change, TradingStatus status)
    {
        if ((change & StatusChange.ResetStatistics) != 0) return DbnTradingEvent.ChangeTradingSession;
        if ((change & StatusChange.ImpliedOn) != 0) return DbnTradingEvent.ImpliedMatchingOn;
        if ((change & StatusChange.ImpliedOff) != 0) return DbnTradingEvent.ImpliedMatchingOff;
        return status == TradingStatus.PreOpenNoCancel ? DbnTradingEvent.NoCancel : DbnTradingEvent.None;
    }

    /// <summary>The reason of a halt, by the venue's code (FIX tag 327): 0 to 4 stand one number further in DBN, 6 is the same.</summary>
    public static DbnStatusReason Reason(long code) => code switch
    {
        >= 0 and <= 4 => (DbnStatusReason)(code + 1),
        6 => DbnStatusReason.RecoveryInProcess,
        _ => DbnStatusReason.None,
    };
}
