using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    // As many as fit into one message with the trades of three levels, if every one of them has hidden parts under other ids.
    private const int RestingOrdersMax = 20;
    private const int KilledPerMille = 200;
    private const byte FinalSettlement = 1; // bits of FIX tag 731
    private const byte ActualSettlement = 2;
    private const int UnknownIdPerMille = 300;

    /// <summary>Statistics of the day as they stand in the middle of it, and limits.</summary>
    public void Administer(SimulatedInstrument instrument, long nowNs)
    {
        TellDay(instrument, isFinal: false, nowNs);
        encoder.Limits(LimitsOf(instrument, random.Between(200, 600)), nowNs);
    }

    /// <summary>Statistics of the day at its end.</summary>
    public void Settle(SimulatedInstrument instrument, long nowNs) => TellDay(instrument, isFinal: true, nowNs);

    private void TellDay(SimulatedInstrument instrument, bool isFinal, long nowNs)
    {
        (long priceNano, bool isActual) = SettlementOf(instrument);
        byte flag = (byte)((isFinal ? FinalSettlement : 0) | (isActual ? ActualSettlement : 0));
        encoder.DailyStatistics(
            [
                new StatisticFact(instrument, StatisticKind.Settlement, priceNano, null, flag, IsDeleted: false),
                new StatisticFact(instrument, StatisticKind.ClearedVolume, null, instrument.Volume, 0, IsDeleted: false),
                new StatisticFact(instrument, StatisticKind.OpenInterest, null, instrument.Volume * 3, 0, IsDeleted: random.PerMille(100)),
                new StatisticFact(instrument, StatisticKind.Fixing, instrument.CenterNano, null, 0, IsDeleted: random.PerMille(100)),
            ],
            nowNs);
    }

    // The last trade; without one where traders quote. A spread is what its legs are apart, so that all three agree.
    private static (long PriceNano, bool IsActual) SettlementOf(SimulatedInstrument instrument)
    {
        if (instrument.Combination is not { } combination || combination.Spread != instrument)
            return (instrument.Session.LastNano ?? instrument.CenterNano, instrument.Session.LastNano is not null);
        (long bought, bool isBoughtActual) = SettlementOf(combination.Members[1]);
        (long sold, bool isSoldActual) = SettlementOf(combination.Members[2]);
        return (bought - sold, isBoughtActual && isSoldActual);
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
        Aggress(instrument, instrument.Book.Make(isBuy, limitNano, Math.Min(wanted, shown)));
    }

    private void Aggress(SimulatedInstrument instrument, SimulatedOrder order)
    {
        _matcher.Enter(instrument, order, RestingOrdersMax, isKilled: random.PerMille(KilledPerMille));
        instrument.CenterNano += order.IsBid ? instrument.TickNano : -instrument.TickNano;
    }

    // An order that takes what is implied where no order of the instrument itself is better; else orders come and go.
    private void TakeImplied(SimulatedInstrument instrument)
    {
        bool isBuy = random.PerMille(500);
        if (instrument.ImpliedSource(!isBuy)?.BestNano is { } impliedNano && instrument.BestNano(!isBuy) == impliedNano)
            Aggress(instrument, instrument.Book.Make(isBuy, impliedNano, random.Between(1, 60)));
        else MoveOrders(instrument);
    }

    // What traded, a trade for each instrument and price; the volume of each instrument once.
    private void Print()
    {
        foreach (Deal deal in _matcher.Deals)
        {
            Print(deal);
            if (!_event.Volumes.Contains(deal.Instrument)) _event.Volumes.Add(deal.Instrument);
        }

        _matcher.Clear();
    }

    // Whatever orders of other instruments had part in has no aggressor, and lists the customers' orders that it had (CME MDP 3.0, "Trade Summary").
    private void Print(Deal deal)
    {
        SimulatedInstrument instrument = deal.Instrument;
        TradeOrder[] resting = Resting(instrument, deal.Fills);
        byte aggressor = (byte)(deal is { Aggressor: { } came, IsImplied: false } ? came.IsBid ? 1 : 2 : 0);
        TradeOrder[] orders = deal.Aggressor is { } first ? [new TradeOrder(first.OrderId, deal.Quantity), .. resting] : resting;
        TradeFact trade = new TradeFact(instrument, ++instrument.TradeEntryId, BookAction.New, deal.PriceNano, deal.Quantity, aggressor, orders);
        _event.Trades.Add(trade);
        if (instrument.OpenTrades.Count == instrument.TradesKept) instrument.OpenTrades.RemoveAt(0);
        instrument.OpenTrades.Add(trade);
        instrument.Session.Trade(deal.PriceNano, deal.Quantity);
    }

    // What each order gave. What an iceberg gave of what it had never shown is told now and then under an id that nobody knows.
    private TradeOrder[] Resting(SimulatedInstrument instrument, List<Fill> fills)
    {
        List<TradeOrder> orders = [];
        foreach (Fill fill in fills)
        {
            bool isUnknown = fill is { IsHidden: true, Order.Tip: > 0 } && random.PerMille(UnknownIdPerMille);
            int place = isUnknown ? -1 : orders.FindIndex(order => order.OrderId == fill.Order.OrderId);
            if (place >= 0) orders[place] = orders[place] with { Quantity = orders[place].Quantity + fill.Quantity };
            else orders.Add(new TradeOrder(isUnknown ? instrument.Book.NextOrderId() : fill.Order.OrderId, fill.Quantity));
        }

        return [.. orders];
    }
}
