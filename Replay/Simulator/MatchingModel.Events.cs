using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    /// <summary>Deletes an instrument's implied levels.</summary>
    public void DeleteImplied(SimulatedInstrument instrument, long nowNs)
    {
        for (BookSide code = BookSide.ImpliedBid; code <= BookSide.ImpliedAsk; code++)
        {
            while (instrument.Side(code).Count != 0) instrument.Side(code).Remove(0, _event);
        }

        End(nowNs);
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

    // An order that takes what rests, best first, over as many levels as it needs.
    private void Aggress(SimulatedInstrument instrument)
    {
        bool isBuy = random.PerMille(500);
        SimulatedSide resting = instrument.Side(isBuy ? BookSide.Ask : BookSide.Bid);
        int left = random.Between(1, 120);
        int levelsLeft = random.Between(1, 3);
        while (left > 0 && levelsLeft-- > 0 && resting.Count > 1)
        {
            SimulatedLevel level = resting[0];
            int quantity = Math.Min(left, level.Quantity);
            Print(instrument, level, quantity, (byte)(isBuy ? 1 : 2));
            left -= quantity;
            resting.Reduce(0, quantity, _event);
        }

        if (_event.Trades.Count == 0)
        {
            MoveOrders(instrument);
            return;
        }

        _event.Volumes.Add(instrument);
        instrument.CenterNano += isBuy ? instrument.TickNano : -instrument.TickNano;
    }

    private void Print(SimulatedInstrument instrument, SimulatedLevel level, int quantity, byte aggressor)
    {
        bool isImplied = random.PerMille(100);
        TradeOrder[] orders = isImplied ? [] : Orders(quantity, Math.Min(Math.Min(level.Orders, 3), quantity));
        TradeFact trade = new TradeFact(
            instrument, ++instrument.TradeEntryId, BookAction.New, level.PriceNano, quantity, isImplied ? (byte)0 : aggressor, orders);
        _event.Trades.Add(trade);
        instrument.OpenTrades.Add(trade);
        instrument.Volume += quantity;
        if (instrument.HighNano is null || level.PriceNano > instrument.HighNano)
        {
            instrument.HighNano = level.PriceNano;
            _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionHigh, level.PriceNano));
        }

        if (instrument.LowNano is not null && level.PriceNano >= instrument.LowNano) return;
        bool isFirst = instrument.LowNano is null;
        instrument.LowNano = level.PriceNano;
        _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionLow, level.PriceNano));
        if (isFirst) _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.Open, level.PriceNano));
    }

    // The aggressor with all of it, then what each resting order gave.
    private TradeOrder[] Orders(int quantity, int restingCount)
    {
        TradeOrder[] orders = new TradeOrder[restingCount + 1];
        orders[0] = new TradeOrder(_nextOrderId++, quantity);
        int left = quantity;
        for (int resting = 1; resting <= restingCount; resting++)
        {
            int part = resting == restingCount ? left : quantity / restingCount;
            orders[resting] = new TradeOrder(_nextOrderId++, part);
            left -= part;
        }

        return orders;
    }

    // A side is pulled as a whole and quoted again in the same event.
    private void ClearSide(SimulatedInstrument instrument)
    {
        BookSide code = (BookSide)random.Below(2);
        instrument.Side(code).Clear(_event);
        for (int count = instrument.Depth(code) + 2; count > 0; count--) AddOrder(instrument, code);
    }

    // The whole book of an instrument is emptied ('J') and told again.
    private void ResetBook(SimulatedInstrument instrument)
    {
        _event.Add(LevelFact.Reset(instrument));
        for (BookSide code = BookSide.Bid; code <= BookSide.ImpliedAsk; code++)
        {
            if (code < BookSide.ImpliedBid) instrument.Side(code).State(_event);
            else instrument.Side(code).Forget();
        }
    }

    private void RepriceLevel(SimulatedInstrument instrument)
    {
        SimulatedSide side = instrument.Side((BookSide)random.Below(2));
        if (side.Count < 2)
        {
            MoveOrders(instrument);
            return;
        }

        int place = random.Below(Math.Min(side.Count - 1, side.Depth));
        long worseNano = side[place + 1].PriceNano;
        long step = side.IsBid ? instrument.TickNano : -instrument.TickNano;
        long priceNano = worseNano + step == side[place].PriceNano ? side[place].PriceNano : worseNano + step;
        side.Reprice(place, priceNano, random.Between(1, 60), _event);
    }

    private void DeleteFrom(SimulatedInstrument instrument)
    {
        SimulatedSide side = instrument.Side((BookSide)random.Below(2));
        if (side.Count > 2) side.RemoveTop(random.Between(1, Math.Min(2, side.Depth)), _event);
    }

    private void NoteBest(SimulatedInstrument instrument)
    {
        SimulatedSide bids = instrument.Side(BookSide.Bid);
        SimulatedSide asks = instrument.Side(BookSide.Ask);
        if (bids.Count != 0 && (instrument.HighBidNano is null || bids[0].PriceNano > instrument.HighBidNano))
        {
            instrument.HighBidNano = bids[0].PriceNano;
            _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.HighestBid, bids[0].PriceNano));
        }

        if (asks.Count == 0 || (instrument.LowOfferNano is not null && asks[0].PriceNano >= instrument.LowOfferNano)) return;
        instrument.LowOfferNano = asks[0].PriceNano;
        _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.LowestOffer, asks[0].PriceNano));
    }
}
