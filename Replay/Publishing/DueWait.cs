using FeedHandler.Latency.Clocks;

namespace FeedHandler.Replay.Publishing;

/// <summary>How whoever publishes waits for the last milliseconds before a packet's time.</summary>
public enum DueWait : byte
{
    /// <summary>Keeps its core, and is the most exact.</summary>
    Spin,

    /// <summary>Gives its core to whoever wants it meanwhile.</summary>
    Yield,

    /// <summary>Takes no core: packets go out about a millisecond late, as many at once as are due.</summary>
    Sleep,
}

/// <summary>Waiting for the time of a packet.</summary>
public static class DueTime
{
    private const long NearNs = 2_000_000; // a sleeping thread wakes late
    private const int NsPerMs = 1_000_000;
    private const int WaitMsMax = 1000;

    /// <summary>Waits.</summary>
    /// <typeparam name="TClock">What tells the time.</typeparam>
    /// <param name="clock">What tells the time.</param>
    /// <param name="dueNs">Until when, in nanoseconds of the clock.</param>
    /// <param name="wait">How.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>The time at its end, in nanoseconds of the clock.</returns>
    public static long WaitUntil<TClock>(TClock clock, long dueNs, DueWait wait, CancellationToken stop)
        where TClock : struct, IClock
    {
        long nowNs = clock.NowNs();
        while (nowNs < dueNs && !stop.IsCancellationRequested)
        {
            long leftNs = dueNs - nowNs;
            if (leftNs > NearNs) stop.WaitHandle.WaitOne((int)Math.Min((leftNs - NearNs) / NsPerMs + 1, WaitMsMax));
            else if (wait == DueWait.Sleep) stop.WaitHandle.WaitOne(1);
            else if (wait == DueWait.Yield) Thread.Yield();
            else Thread.SpinWait(1);
            nowNs = clock.NowNs();
        }

        return nowNs;
    }
}
