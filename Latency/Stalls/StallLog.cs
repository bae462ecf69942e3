using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Stalls;

/// <summary>
/// The stalls of one thread: how many by cause, how long, and the latest of them one by one. Memory is taken once; a stall is recorded without allocation.
/// </summary>
/// <remarks>
/// Written by the thread that stalled. Others read in passing: <see cref="Count"/> is written behind what it counts (release) and read before it (acquire); one
/// of the latest that is overwritten meanwhile is not told (<see cref="TryRead"/>). Another thread, one alone, may find the cause of an interruption later
/// (<see cref="Explain"/>): what it writes is its own, and is put together by whoever reads.
/// </remarks>
public sealed class StallLog
{
    /// <summary>How many of the latest are kept one by one.</summary>
    public const int KeptCount = 256;

    private readonly Stall[] _latest = new Stall[KeptCount];
    private readonly long[] _counts = new long[StallCauses.All.Length];
    private readonly long[] _durations = new long[StallCauses.All.Length];
    private readonly long[] _explained = new long[KeptCount]; // of each place the number of the stall that was explained, from 1, and its cause
    private readonly long[] _explainedCounts = new long[StallCauses.All.Length];
    private readonly long[] _explainedDurations = new long[StallCauses.All.Length];
    private long _count;

    /// <summary>How long they took, in nanoseconds, up to a minute.</summary>
    public DurationHistogram Durations { get; } = new(StageHistograms.HighestNs);

    /// <summary>How many there were.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>How many had a cause.</summary>
    /// <param name="cause">The cause.</param>
    public long CountOf(StallCause cause) => Sum(cause, _explainedCounts, _counts);

    /// <summary>How long all that had a cause took together, in nanoseconds.</summary>
    /// <param name="cause">The cause.</param>
    public long DurationNsOf(StallCause cause) => Sum(cause, _explainedDurations, _durations);

    /// <summary>Adds a stall, on the thread that had it.</summary>
    /// <param name="stall">The stall.</param>
    public void Add(in Stall stall)
    {
        Durations.Record(stall.DurationNs);
        Volatile.Write(ref _counts[(int)stall.Cause], _counts[(int)stall.Cause] + 1);
        Volatile.Write(ref _durations[(int)stall.Cause], _durations[(int)stall.Cause] + stall.DurationNs);
        _latest[_count % KeptCount] = stall;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Tells why a stall was that its own thread calls an interruption; on one thread that is not that one, and once for each.</summary>
    /// <param name="number">Its number; one that is gone, or that was no interruption, stays as it is.</param>
    /// <param name="cause">Why.</param>
    public void Explain(long number, StallCause cause)
    {
        if (!TryRead(number, out Stall stall) || stall.Cause != StallCause.Interruption) return;
        Volatile.Write(ref _explainedDurations[(int)cause], _explainedDurations[(int)cause] + stall.DurationNs);
        Volatile.Write(ref _explainedCounts[(int)cause], _explainedCounts[(int)cause] + 1);
        Volatile.Write(ref _explained[number % KeptCount], ((number + 1) << 8) | (long)cause);
    }

    /// <summary>Reads one of the latest.</summary>
    /// <param name="number">Its number, from 0; those below <see cref="Count"/> less <see cref="KeptCount"/> are gone.</param>
    /// <param name="stall">The stall.</param>
    /// <returns>False when it is gone or did not happen yet.</returns>
    public bool TryRead(long number, out Stall stall)
    {
        stall = default;
        if (number < 0 || number >= Count || number <= Count - KeptCount) return false; // the oldest may be overwritten at this moment
        stall = _latest[number % KeptCount];
        Interlocked.MemoryBarrier(); // what follows is read behind the copy
        if (number <= Count - KeptCount) return false;
        long explained = Volatile.Read(ref _explained[number % KeptCount]);
        if (explained >> 8 == number + 1) stall = stall with { Cause = (StallCause)(byte)explained };
        return true;
    }

    // What was explained is read first: there is never more of it than of interruptions.
    private static long Sum(StallCause cause, long[] explained, long[] told)
    {
        long moved = Volatile.Read(ref explained[(int)cause]);
        for (int i = 0; cause == StallCause.Interruption && i < explained.Length; i++) moved -= Volatile.Read(ref explained[i]);
        return Volatile.Read(ref told[(int)cause]) + moved;
    }
}
