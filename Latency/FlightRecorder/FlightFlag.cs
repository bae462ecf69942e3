namespace FeedHandler.Latency.FlightRecorder;

/// <summary>
/// By which a strategy's thread tells a cold one of an event that came late: one is kept until it was taken, the others are counted. Written by the strategy's
/// thread alone, but for the word that says who has it.
/// </summary>
/// <param name="budgetNs">Nanoseconds that an event may take until its strategy is done with it.</param>
public sealed class FlightFlag(long budgetNs)
{
    private bool _isRaised; // set by the strategy's thread, taken back by the cold one (release, acquire)
    private long _handedOverTicks;
    private long _eventNs;
    private long _strategyNs;
    private long _overCount;
    private long _worstNs;

    /// <summary>Events over the budget.</summary>
    public long OverCount => Volatile.Read(ref _overCount);

    /// <summary>The longest of them, in nanoseconds.</summary>
    public long WorstNs => Volatile.Read(ref _worstNs);

    /// <summary>Looks at an event. For the strategy's thread; never waits and never allocates.</summary>
    /// <param name="handedOverTicks">When its packet was handed over.</param>
    /// <param name="eventNs">From then until the strategy was done with it.</param>
    /// <param name="strategyNs">The strategy's own part of that.</param>
    public void OnEvent(long handedOverTicks, long eventNs, long strategyNs)
    {
        if (eventNs <= budgetNs) return;
        Volatile.Write(ref _overCount, _overCount + 1);
        if (eventNs > _worstNs) Volatile.Write(ref _worstNs, eventNs);
        if (Volatile.Read(ref _isRaised)) return;
        (_handedOverTicks, _eventNs, _strategyNs) = (handedOverTicks, eventNs, strategyNs);
        Volatile.Write(ref _isRaised, true);
    }

    /// <summary>Takes the flag down. For the cold thread.</summary>
    /// <param name="handedOverTicks">When the packet was handed over.</param>
    /// <param name="spike">What the event took; the rest of it is in the ring.</param>
    public bool TryTake(out long handedOverTicks, out FlightSpike spike)
    {
        (handedOverTicks, spike) = (0, default);
        if (!Volatile.Read(ref _isRaised)) return false;
        (handedOverTicks, spike) = (_handedOverTicks, new FlightSpike { EventNs = _eventNs, StrategyNs = _strategyNs });
        Volatile.Write(ref _isRaised, false);
        return true;
    }
}
