using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A little exchange: orders come, go and meet. Resting orders never cross, an aggressor takes the best levels first, and every change is published as
/// the venue's rules say.
/// </summary>
internal sealed partial class MatchingModel(
    SimulatedInstrument[] instruments, SeededRandom random, MatchEventEncoder encoder, SimulationOptions options)
{
    private readonly MatchEvent _event = new();
    private ulong _nextOrderId = 800_000_000_001;

    /// <summary>Fills the books of an instrument for the first time.</summary>
    public void Open(SimulatedInstrument instrument, long nowNs)
    {
        instrument.IsLive = true;
        Fill(instrument);
        ToggleIndicativeOpen(instrument);
        End(nowNs);
        encoder.Limits(LimitsOf(instrument, 400), nowNs);
    }

    /// <summary>Tells everything again after a reset of the channel: volume, books, session statistics and limits.</summary>
    public void Resend(SimulatedInstrument instrument, long nowNs)
    {
        Fill(instrument);
        _event.IsRecovery = true;
        if (instrument.Volume != 0) _event.Volumes.Add(instrument);
        if (instrument.HighNano is { } highNano) _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionHigh, highNano));
        if (instrument.LowNano is { } lowNano) _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionLow, lowNano));
        End(nowNs);
        encoder.Limits(LimitsOf(instrument, 400), nowNs, isRecovery: true);
    }

    /// <summary>One match event.</summary>
    public void Trade(long nowNs)
    {
        SimulatedInstrument instrument = Pick();
        int choice = random.Below(1000);
        if (choice < 180) Aggress(instrument);
        else if (choice < 320) MoveImplied(instrument);
        else if (choice < 340) ClearSide(instrument);
        else if (choice < 400) RepriceLevel(instrument);
        else if (choice < 410) ResetBook(instrument);
        else if (choice < 415 && options.UsesDeleteFrom) DeleteFrom(instrument);
        else MoveOrders(instrument);
        NoteBest(instrument);
        _event.EndsEmpty = random.PerMille(50);
        End(nowNs);
    }

    /// <summary>An instrument that the exchange trades now; there always is one.</summary>
    public SimulatedInstrument Pick()
    {
        int index = random.Below(instruments.Length);
        while (!instruments[index].IsLive) index = (index + 1) % instruments.Length;
        return instruments[index];
    }

    private static LimitsFact LimitsOf(SimulatedInstrument instrument, int tickCount)
    {
        long rangeNano = instrument.TickNano * tickCount;
        return new LimitsFact(instrument, instrument.CenterNano + rangeNano, instrument.CenterNano - rangeNano, rangeNano / 4 / 100 * 100);
    }

    private void End(long nowNs)
    {
        encoder.Encode(_event, nowNs);
        _event.Clear();
    }

    private void Fill(SimulatedInstrument instrument)
    {
        BookSide last = instrument.IsImpliedOn ? BookSide.ImpliedAsk : BookSide.Ask;
        for (BookSide side = BookSide.Bid; side <= last; side++)
        {
            for (int count = instrument.Depth(side) * 3 / 2; count > 0; count--) AddOrder(instrument, side);
        }
    }

    private void MoveOrders(SimulatedInstrument instrument)
    {
        for (int count = random.Between(1, 4); count > 0; count--)
        {
            SimulatedSide side = instrument.Side((BookSide)random.Below(2));
            if (side.Count > side.Depth / 2 && random.PerMille(480)) side.Reduce(random.Below(side.Count), random.Between(1, 30), _event);
            else AddOrder(instrument, side.IsBid ? BookSide.Bid : BookSide.Ask);
        }
    }

    private void MoveImplied(SimulatedInstrument instrument)
    {
        if (instrument.ImpliedDepth == 0 || !instrument.IsImpliedOn)
        {
            MoveOrders(instrument);
            return;
        }

        BookSide code = (BookSide)random.Between(2, 3);
        SimulatedSide side = instrument.Side(code);
        if (side.Count != 0 && random.PerMille(450)) side.Remove(random.Below(side.Count), _event);
        else AddOrder(instrument, code);
    }

    // A price on the right side of the opposite book's best, near the center.
    private void AddOrder(SimulatedInstrument instrument, BookSide code)
    {
        SimulatedSide side = instrument.Side(code);
        SimulatedSide opposite = instrument.Side(code ^ BookSide.Ask);
        long away = instrument.TickNano * random.Between(1, side.Depth + 3);
        long priceNano = side.IsBid ? instrument.CenterNano - away : instrument.CenterNano + away;
        if (opposite.Count != 0)
        {
            long bestNano = opposite[0].PriceNano;
            priceNano = side.IsBid ? Math.Min(priceNano, bestNano - instrument.TickNano) : Math.Max(priceNano, bestNano + instrument.TickNano);
        }

        side.Add(priceNano, random.Between(1, 60), _event);
    }
}
