using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchingModel
{
    /// <summary>Deletes an instrument's implied levels.</summary>
    public void DeleteImplied(SimulatedInstrument instrument, long nowNs)
    {
        for (var code = BookSide.ImpliedBid; code <= BookSide.ImpliedAsk; code++)
        {
            while (instrument.Side(code).Count != 0) instrument.Side(code).Remove(0, _event);
        }

        End(nowNs);
    }

    /// <summary>Daily statistics and limits.</summary>
    public void Administer(SimulatedInstrument instrument, long nowNs)
    {
        encoder.DailyStatistics(
            [
                new StatisticPrint(instrument, '6', instrument.CenterNano, null, 3, IsDeleted: false),
                new StatisticPrint(instrument, 'B', null, instrument.Volume, 0, IsDeleted: false),
                new StatisticPrint(instrument, 'C', null, instrument.Volume * 3, 0, IsDeleted: random.PerMille(100)),
                new StatisticPrint(instrument, 'W', instrument.CenterNano, null, 0, IsDeleted: false),
            ],
            nowNs);
        encoder.Limits(instrument, instrument.TickNano * random.Between(200, 600), nowNs);
    }

    // An order that takes what rests, best first, over as many levels as it needs.
    private void Aggress(SimulatedInstrument instrument)
    {
        var isBuy = random.PerMille(500);
        var resting = instrument.Side(isBuy ? BookSide.Ask : BookSide.Bid);
        var left = random.Between(1, 120);
        var levelsLeft = random.Between(1, 3);
        while (left > 0 && levelsLeft-- > 0 && resting.Count > 1)
        {
            var level = resting[0];
            var quantity = Math.Min(left, level.Quantity);
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
        var isImplied = random.PerMille(100);
        var orderCount = isImplied ? 0 : 1 + Math.Min(level.Orders, 3);
        _event.Trades.Add(new TradePrint(instrument, level.PriceNano, quantity, isImplied ? (byte)0 : aggressor, orderCount));
        instrument.Volume += quantity;
        if (instrument.HighNano is null || level.PriceNano > instrument.HighNano)
        {
            instrument.HighNano = level.PriceNano;
            _event.Statistics.Add(new StatisticPrint(instrument, '7', level.PriceNano, null, 255, IsDeleted: false));
        }

        if (instrument.LowNano is not null && level.PriceNano >= instrument.LowNano) return;
        var isFirst = instrument.LowNano is null;
        instrument.LowNano = level.PriceNano;
        _event.Statistics.Add(new StatisticPrint(instrument, '8', level.PriceNano, null, 255, IsDeleted: false));
        if (isFirst) _event.Statistics.Add(new StatisticPrint(instrument, '4', level.PriceNano, null, 0, IsDeleted: false));
    }

    // A side is pulled as a whole and quoted again in the same event.
    private void ClearSide(SimulatedInstrument instrument)
    {
        var code = (BookSide)random.Below(2);
        instrument.Side(code).Clear(_event);
        for (var count = instrument.Depth(code) + 2; count > 0; count--) AddOrder(instrument, code);
    }

    // The whole book of an instrument is emptied ('J') and told again.
    private void ResetBook(SimulatedInstrument instrument)
    {
        _event.Add(LevelUpdate.Reset(instrument));
        for (var code = BookSide.Bid; code <= BookSide.ImpliedAsk; code++)
        {
            if (code < BookSide.ImpliedBid) instrument.Side(code).State(_event);
            else instrument.Side(code).Forget();
        }
    }

    private void RepriceLevel(SimulatedInstrument instrument)
    {
        var side = instrument.Side((BookSide)random.Below(2));
        if (side.Count < 2)
        {
            MoveOrders(instrument);
            return;
        }

        var place = random.Below(Math.Min(side.Count - 1, side.Depth));
        var worseNano = side[place + 1].PriceNano;
        var step = side.IsBid ? instrument.TickNano : -instrument.TickNano;
        var priceNano = worseNano + step == side[place].PriceNano ? side[place].PriceNano : worseNano + step;
        side.Reprice(place, priceNano, random.Between(1, 60), _event);
    }

    private void DeleteFrom(SimulatedInstrument instrument)
    {
        var side = instrument.Side((BookSide)random.Below(2));
        if (side.Count > 2) side.RemoveTop(random.Between(1, Math.Min(2, side.Depth)), _event);
    }

    private void NoteBest(SimulatedInstrument instrument)
    {
        var bids = instrument.Side(BookSide.Bid);
        var asks = instrument.Side(BookSide.Ask);
        if (bids.Count != 0 && (instrument.HighBidNano is null || bids[0].PriceNano > instrument.HighBidNano))
        {
            instrument.HighBidNano = bids[0].PriceNano;
            _event.Statistics.Add(new StatisticPrint(instrument, 'N', bids[0].PriceNano, null, 255, IsDeleted: false));
        }

        if (asks.Count == 0 || (instrument.LowOfferNano is not null && asks[0].PriceNano >= instrument.LowOfferNano)) return;
        instrument.LowOfferNano = asks[0].PriceNano;
        _event.Statistics.Add(new StatisticPrint(instrument, 'O', asks[0].PriceNano, null, 255, IsDeleted: false));
    }
}
