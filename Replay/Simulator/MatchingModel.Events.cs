using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    // As many as fit into one message with the trades of three levels, if every one of them has hidden parts under other ids.
    private const int RestingOrdersMax = 20;
    private const int KilledPerMille = 200;
    private const int ImpliedTradePerMille = 100;
    private const int UnknownIdPerMille = 300;

    /// <summary>Deletes an instrument's implied levels.</summary>
    public void DeleteImplied(SimulatedInstrument instrument, long nowNs)
    {
        for (BookSide code = BookSide.ImpliedBid; code <= BookSide.ImpliedAsk; code++)
        {
            while (instrument.Implied(code).Levels.Count != 0) instrument.Implied(code).Remove(0, _event);
        }

        End(instrument, nowNs);
    }

    /// <summary>Daily statistics and limits.</summary>
    public void Administer(SimulatedInstrument instrument, long nowNs)
    {
        bool isFinal = random.PerMille(500);
        encoder.DailyStatistics(
            [
                new StatisticFact(instrument, StatisticKind.Settlement, instrument.CenterNano, null, (byte)(isFinal ? 3 : 2), IsDeleted: false),
                new StatisticFact(instrument, StatisticKind.ClearedVolume, null, instrument.Volume, 0, IsDeleted: false),
                new StatisticFact(instrument, StatisticKind.OpenInterest, null, instrument.Volume * 3, 0, IsDeleted: random.PerMille(100)),
                new StatisticFact(instrument, StatisticKind.Fixing, instrument.CenterNano, null, 0, IsDeleted: random.PerMille(100)),
            ],
            nowNs);
        encoder.Limits(LimitsOf(instrument, random.Between(200, 600)), nowNs);
    }

    // An order that takes what rests, best first, over as many levels as its limit and quantity reach; what is left of it rests or is killed.
    private void Aggress(SimulatedInstrument instrument)
    {
        bool isBuy = random.PerMille(500);
        OrderSide resting = instrument.Book.Side(!isBuy);
        int reach = random.Between(1, 3);
        int wanted = random.Between(1, 120);
        if (resting.Count == 0)
        {
            MoveOrders(instrument);
            return;
        }

        long limitNano = resting.Queues[Math.Min(reach, resting.Count) - 1].PriceNano;
        int shown = resting.Orders.Take(RestingOrdersMax).Sum(static order => order.Displayed);
        SimulatedOrder order = instrument.Book.Make(isBuy, limitNano, Math.Min(wanted, shown));
        instrument.Book.Enter(order, _fills, isKilled: random.PerMille(KilledPerMille));
        Print(instrument, order, isImplied: random.PerMille(ImpliedTradePerMille));
        _event.Volumes.Add(instrument);
        instrument.CenterNano += isBuy ? instrument.TickNano : -instrument.TickNano;
    }

    // Implied against implied: no customer's order had part in it.
    private void TradeImplied(SimulatedInstrument instrument, ImpliedSide side)
    {
        SimulatedLevel level = side.Levels[0];
        Print(instrument, level.PriceNano, level.Quantity, 0, []);
        _event.Volumes.Add(instrument);
        side.Remove(0, _event);
    }

    // What traded, a trade for each price.
    private void Print(SimulatedInstrument instrument, SimulatedOrder aggressor, bool isImplied)
    {
        byte side = (byte)(aggressor.IsBid ? 1 : 2);
        foreach (IGrouping<long, Fill> trade in _fills.GroupBy(static fill => fill.PriceNano))
        {
            int quantity = trade.Sum(static fill => fill.Quantity);
            List<TradeOrder> resting = Resting(instrument, trade);
            if (isImplied) Print(instrument, trade.Key, quantity, 0, [.. resting]);
            else Print(instrument, trade.Key, quantity, side, [new TradeOrder(aggressor.OrderId, quantity), .. resting]);
        }

        _fills.Clear();
    }

    // What each order gave. What an iceberg gave of what it had never shown is told now and then under an id that nobody knows.
    private List<TradeOrder> Resting(SimulatedInstrument instrument, IEnumerable<Fill> fills)
    {
        List<TradeOrder> orders = [];
        foreach (Fill fill in fills)
        {
            bool isUnknown = fill is { IsHidden: true, Order.Tip: > 0 } && random.PerMille(UnknownIdPerMille);
            int place = isUnknown ? -1 : orders.FindIndex(order => order.OrderId == fill.Order.OrderId);
            if (place >= 0) orders[place] = orders[place] with { Quantity = orders[place].Quantity + fill.Quantity };
            else orders.Add(new TradeOrder(isUnknown ? instrument.Book.NextOrderId() : fill.Order.OrderId, fill.Quantity));
        }

        return orders;
    }

    private void Print(SimulatedInstrument instrument, long priceNano, int quantity, byte aggressor, TradeOrder[] orders)
    {
        TradeFact trade = new TradeFact(instrument, ++instrument.TradeEntryId, BookAction.New, priceNano, quantity, aggressor, orders);
        _event.Trades.Add(trade);
        if (instrument.OpenTrades.Count == instrument.TradesKept) instrument.OpenTrades.RemoveAt(0);
        instrument.OpenTrades.Add(trade);
        instrument.Volume += quantity;
        if (instrument.HighNano is null || priceNano > instrument.HighNano)
        {
            instrument.HighNano = priceNano;
            _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionHigh, priceNano));
        }

        if (instrument.LowNano is not null && priceNano >= instrument.LowNano) return;
        bool isFirst = instrument.LowNano is null;
        instrument.LowNano = priceNano;
        _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionLow, priceNano));
        if (isFirst) _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.Open, priceNano));
    }

    private void NoteBest(SimulatedInstrument instrument)
    {
        if (instrument.Book.Bids.BestNano is { } bidNano && (instrument.HighBidNano is null || bidNano > instrument.HighBidNano))
        {
            instrument.HighBidNano = bidNano;
            _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.HighestBid, bidNano));
        }

        if (instrument.Book.Asks.BestNano is not { } askNano || askNano >= instrument.LowOfferNano) return;
        instrument.LowOfferNano = askNano;
        _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.LowestOffer, askNano));
    }
}
