namespace FeedHandler.Ring;

/// <summary>
/// What a consumer does between two looks at an empty ring: nothing so many times, then yield so many times, then sleep.
/// It is consulted only when there is nothing to take, so its kind costs a busy consumer nothing.
/// </summary>
/// <param name="SpinCount">Looks without a pause.</param>
/// <param name="YieldCount">Looks after that, each of which gives the time slice away.</param>
/// <param name="SleepMs">Milliseconds of sleep before each later look; 0 goes on yielding.</param>
public readonly record struct IdleStrategy(long SpinCount, long YieldCount, int SleepMs)
{
    private const int WaitsAsTheRing = -1;

    /// <summary>Never pauses: the lowest latency, for a consumer that owns its core.</summary>
    public static IdleStrategy BusySpin => new(long.MaxValue, 0, 0);

    /// <summary>Spins a hundred times, then yields: for more threads than cores.</summary>
    public static IdleStrategy Yielding => new(100, long.MaxValue, 0);

    /// <summary>Spins, yields, then sleeps a millisecond at a time: for consumers that nobody waits for.</summary>
    public static IdleStrategy Sleeping => new(100, 100, 1);

    /// <summary>Waits as the ring's own wait strategy does, which may block until the producer signals. For consumers that gate; another,
    /// which the producer does not know, sleeps instead.</summary>
    public static IdleStrategy OfRing => new(0, 0, WaitsAsTheRing);

    /// <summary>Whether the ring's wait strategy does the waiting.</summary>
    internal bool IsOfRing => SleepMs == WaitsAsTheRing;

    /// <summary>Pauses once.</summary>
    /// <param name="idleCount">How many looks in a row found nothing, this one included.</param>
    internal void Pause(long idleCount)
    {
        if (idleCount <= SpinCount) return;
        if (SleepMs == 0 || idleCount - SpinCount <= YieldCount) Thread.Yield();
        else Thread.Sleep(Math.Abs(SleepMs));
    }
}
