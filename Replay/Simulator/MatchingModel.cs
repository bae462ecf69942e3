using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A little exchange: orders come, go and meet. What rests never crosses while orders are matched, an aggressor takes the best prices first and of a price
/// what stood there longest, and every change is published as the venue's rules say.
/// </summary>
internal sealed partial class MatchingModel(
    SimulatedInstrument[] instruments, SeededRandom random, MatchEventEncoder encoder, BookPublisher publisher, SimulationOptions options)
{
    private readonly MatchEvent _event = new();
    private readonly List<Fill> _fills = [];

    /// <summary>Fills the books of an instrument for the first time.</summary>
    public void Open(SimulatedInstrument instrument, long nowNs)
    {
        instrument.IsLive = true;
        foreach (bool isBid in (ReadOnlySpan<bool>)[true, false])
        {
            for (int count = (instrument.DirectDepth * 2) + 1; count > 0; count--) AddOrder(instrument, isBid);
        }

        FillImplied(instrument);
        ToggleIndicativeOpen(instrument);
        End(instrument, nowNs);
        encoder.Limits(LimitsOf(instrument, 400), nowNs);
    }

    /// <summary>Tells everything again after a reset of the channel: volume, orders, levels, session statistics and limits.</summary>
    public void Resend(SimulatedInstrument instrument, long nowNs)
    {
        FillImplied(instrument);
        _event.IsRecovery = true;
        if (instrument.Volume != 0) _event.Volumes.Add(instrument);
        if (instrument.HighNano is { } highNano) _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionHigh, highNano));
        if (instrument.LowNano is { } lowNano) _event.Statistics.Add(StatisticFact.Session(instrument, StatisticKind.SessionLow, lowNano));
        End(instrument, nowNs);
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
        else if (choice < 410) ResetBook(instrument, nowNs);
        else if (choice < 415 && options.UsesDeleteFrom) DeleteFrom(instrument);
        else MoveOrders(instrument);
        NoteBest(instrument);
        _event.EndsEmpty = random.PerMille(50);
        End(instrument, nowNs);
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

    private void End(SimulatedInstrument instrument, long nowNs)
    {
        publisher.Publish(instrument, _event);
        encoder.Encode(_event, nowNs);
        _event.Clear();
    }

    private void FillImplied(SimulatedInstrument instrument)
    {
        if (!instrument.IsImpliedOn) return;
        for (BookSide side = BookSide.ImpliedBid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int count = instrument.ImpliedDepth * 3 / 2; count > 0; count--) AddImplied(instrument, side);
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
        ImpliedSide side = instrument.Implied(code);
        if (side.Levels.Count == 0 || !random.PerMille(450)) AddImplied(instrument, code);
        else if (random.PerMille(ImpliedTradePerMille)) TradeImplied(instrument, side);
        else side.Remove(random.Below(side.Levels.Count), _event);
    }

    // A price on the right side of the opposite book's best, near the center.
    private void AddImplied(SimulatedInstrument instrument, BookSide code)
    {
        ImpliedSide side = instrument.Implied(code);
        long away = instrument.TickNano * random.Between(1, instrument.ImpliedDepth + 3);
        long priceNano = side.IsBid ? instrument.CenterNano - away : instrument.CenterNano + away;
        IReadOnlyList<SimulatedLevel> opposite = instrument.Implied(code ^ BookSide.Ask).Levels;
        side.Add(instrument.Passive(side.IsBid, priceNano, opposite.Count == 0 ? null : opposite[0].PriceNano), random.Between(1, 60), _event);
    }
}
