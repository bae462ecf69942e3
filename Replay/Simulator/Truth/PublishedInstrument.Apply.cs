using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

public sealed partial class PublishedInstrument
{
    // What belongs to the session ends with it; settlement, fixing, cleared volume, open interest and limits are of the day and stay.
    private static readonly StatisticKind[] OfSession =
    [
        StatisticKind.Open, StatisticKind.IndicativeOpen, StatisticKind.SessionHigh, StatisticKind.SessionLow, StatisticKind.HighestBid,
        StatisticKind.LowestOffer, StatisticKind.Vwap,
    ];

    internal void Apply(ExchangeFact fact)
    {
        if (fact.RptSeq != 0) RptSeq = fact.RptSeq;
        switch (fact)
        {
            case LevelFact level: Apply(level); break;
            case TradeFact trade: Apply(trade); break;
            case VolumeFact volume: Volume = volume.Volume; break;
            case StatisticFact statistic: Apply(statistic); break;
            case LimitsFact limits: Apply(limits); break;
            case DefinitionFact definition: Apply(definition); break;
            case MarketBestFact { IsBid: true } best: MarketBid = best; break;
            case MarketBestFact best: MarketOffer = best; break;
            case OrderFact order: Apply(order); break;
            case TradeOrderFact: LaterOrderCount++; break;
            default: throw new InvalidOperationException($"{fact} is not of an instrument");
        }
    }

    internal void Apply(StatusFact status)
    {
        if (status.TradingEvent == StatusFact.ResetStatistics) ResetSession();
        if (status.TradingEvent == StatusFact.ImpliedOff)
        {
            this[BookSide.ImpliedBid].Clear();
            this[BookSide.ImpliedAsk].Clear();
        }

        if (status.Set is not { } code || (status.Instrument is null && IsHaltedAlone)) return;
        Status = code;
        if (status.Instrument is not null) IsHaltedAlone = status.Status == StatusFact.Halt;
    }

    internal void Reset()
    {
        ClearBook();
        _statistics.Clear();
        (Volume, MarketBid, MarketOffer, RptSeq) = (null, null, null, 0);
    }

    private void Apply(LevelFact level)
    {
        if (level.Side != BookSide.None) this[level.Side].Apply(level.Action, level.Level, level.Value);
        else ClearBook();
    }

    private void Apply(OrderFact order)
    {
        if (order.Reference == 0) OrderUpdateCount++;
        Orders.Apply(order);
    }

    private void ClearBook()
    {
        foreach (PublishedSide side in _sides) side.Clear();
        Orders.Clear();
    }

    private void Apply(TradeFact trade)
    {
        if (trade.Action == BookAction.New)
        {
            if (_trades.Count / 2 >= TradesKept) _trades.RemoveRange(0, TradesKept);
            _trades.Add(new PublishedTrade(trade, trade.PriceNano, trade.Quantity, IsCorrected: false, IsBusted: false));
            return;
        }

        int place = _trades.FindLastIndex(old => old.Trade.TradeId == trade.TradeId);
        if (place < 0 && TradesKept < int.MaxValue) return; // of a trade that is kept no more
        _trades[place] = trade.Action == BookAction.Delete
            ? _trades[place] with { IsBusted = true }
            : _trades[place] with { IsCorrected = true, PriceNano = trade.PriceNano, Quantity = trade.Quantity };
    }

    private void Apply(StatisticFact statistic)
    {
        if (statistic.IsDeleted) _statistics.Remove(statistic.Kind);
        else _statistics[statistic.Kind] = new PublishedStatistic(statistic.PriceNano, statistic.Size, statistic.Flag);
    }

    private void Apply(LimitsFact limits)
    {
        Set(StatisticKind.UpperLimit, limits.HighNano);
        Set(StatisticKind.LowerLimit, limits.LowNano);
        Set(StatisticKind.MaxPriceVariation, limits.MaxVariationNano);
    }

    private void Set(StatisticKind kind, long? priceNano)
    {
        if (priceNano is null) _statistics.Remove(kind);
        else _statistics[kind] = new PublishedStatistic(priceNano, null, 0);
    }

    private void Apply(DefinitionFact definition)
    {
        Definition = definition;
        if (definition.Status is not null) Status = definition.Status;
    }

    private void ResetSession()
    {
        Volume = null;
        foreach (StatisticKind kind in OfSession) _statistics.Remove(kind);
    }
}
