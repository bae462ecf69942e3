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
    private readonly Matcher _matcher = new();

    /// <summary>Fills the books of an instrument for the first time.</summary>
    public void Open(SimulatedInstrument instrument, long nowNs)
    {
        instrument.IsLive = true;
        foreach (bool isBid in (ReadOnlySpan<bool>)[true, false])
        {
            for (int count = (instrument.DirectDepth * 2) + 1; count > 0; count--) AddOrder(instrument, isBid);
        }

        ToggleIndicativeOpen(instrument);
        End(instrument, nowNs);
        encoder.Limits(LimitsOf(instrument, 400), nowNs);
    }

    /// <summary>Tells everything again after a reset of the channel: volume, orders, levels, session statistics and limits.</summary>
    public void Resend(SimulatedInstrument instrument, long nowNs)
    {
        _event.IsRecovery = true;
        if (instrument.Volume != 0) _event.Volumes.Add(instrument);
        End(instrument, nowNs);
        encoder.Limits(LimitsOf(instrument, 400), nowNs, isRecovery: true);
    }

    /// <summary>One match event; where nothing is matched, what the state of the instrument allows.</summary>
    public void Trade(long nowNs)
    {
        SimulatedInstrument instrument = Pick();
        if (!instrument.IsOpen)
        {
            EnterUnmatched(instrument, nowNs);
            return;
        }

        int choice = random.Below(1000);
        if (choice < 180) Aggress(instrument);
        else if (choice < 320) TakeImplied(instrument);
        else if (choice < 340) ClearSide(instrument);
        else if (choice < 400) RepriceLevel(instrument);
        else if (choice < 410) ResetBook(instrument, nowNs);
        else if (choice < 415 && options.UsesDeleteFrom) DeleteFrom(instrument);
        else MoveOrders(instrument);
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

    // What traded is printed, and of each instrument that had part in the event it is told what it has become.
    private void End(SimulatedInstrument instrument, long nowNs)
    {
        Print();
        Publish([instrument, .. _event.Volumes.Where(other => other != instrument)]);
        encoder.Encode(_event, nowNs);
        _event.Clear();
    }

    private void Publish(SimulatedInstrument[] concerned)
    {
        foreach (SimulatedInstrument instrument in concerned)
        {
            publisher.Publish(instrument, _event);
            instrument.IsForgotten = false;
            if (instrument.IsOpen) instrument.Session.NoteBest();
            instrument.Session.Tell(_event);
        }

        TellImplied(concerned);
    }

    // What one of a combination becomes is implied in the two others.
    private void TellImplied(IEnumerable<SimulatedInstrument> concerned)
    {
        foreach (Combination combination in concerned.Select(static each => each.Combination).OfType<Combination>().Distinct())
        {
            foreach (SimulatedInstrument member in combination.Members) member.TellImplied(_event);
        }
    }
}
