namespace HdrHistogram.Utilities;

/// <summary>
/// Lets a reader take over what writers write into, without ever making a writer wait. Writers bracket each write by
/// <see cref="WriterCriticalSectionEnter"/> and <see cref="WriterCriticalSectionExit"/>, one atomic addition each. A reader holds
/// <see cref="ReaderLock"/>, makes new writes go elsewhere, and calls <see cref="FlipPhase()"/>: when that returns, no write to the old
/// place is under way.
/// </summary>
public class WriterReaderPhaser
{
    private readonly Lock _readerLock = new();

    // Entries so far, counted from 0 in an even phase and from long.MinValue in an odd one, so that its sign names the phase.
    // Added to by writers, exchanged by the reader; all atomic with full fences.
    private long _startEpoch;

    // Exits of the even and the odd phase, counted alike. Added to by writers, reset by the reader before their phase begins.
    private long _evenEndEpoch;
    private long _oddEndEpoch = long.MinValue;

    /// <summary>Begins a write. Wait-free.</summary>
    /// <returns>what the matching <see cref="WriterCriticalSectionExit"/> must be given</returns>
    public long WriterCriticalSectionEnter() => Interlocked.Increment(ref _startEpoch) - 1;

    /// <summary>Ends a write. Wait-free.</summary>
    /// <param name="criticalValueAtEnter">what the matching <see cref="WriterCriticalSectionEnter"/> returned</param>
    public void WriterCriticalSectionExit(long criticalValueAtEnter)
    {
        if (criticalValueAtEnter < 0) Interlocked.Increment(ref _oddEndEpoch);
        else Interlocked.Increment(ref _evenEndEpoch);
    }

    /// <summary>Excludes other readers until <see cref="ReaderUnlock"/>, not writers. The same thread may enter again.</summary>
    public void ReaderLock() => _readerLock.Enter();

    /// <summary>Lets other readers in.</summary>
    public void ReaderUnlock() => _readerLock.Exit();

    /// <summary>Waits until every write that began before this call has ended. New writes go on meanwhile.</summary>
    /// <param name="yieldPeriod">how long to sleep between looks at the writers; zero gives up the processor only</param>
    /// <exception cref="InvalidOperationException">the calling thread does not hold the reader lock</exception>
    public void FlipPhase(TimeSpan yieldPeriod)
    {
        if (!_readerLock.IsHeldByCurrentThread)
            throw new InvalidOperationException("FlipPhase is called between ReaderLock and ReaderUnlock, by the thread that holds the lock.");

        bool nextIsEven = Volatile.Read(ref _startEpoch) < 0;
        long nextOrigin = nextIsEven ? 0 : long.MinValue;
        Interlocked.Exchange(ref nextIsEven ? ref _evenEndEpoch : ref _oddEndEpoch, nextOrigin);
        long startsAtFlip = Interlocked.Exchange(ref _startEpoch, nextOrigin);
        ref long ends = ref nextIsEven ? ref _oddEndEpoch : ref _evenEndEpoch;

        // A write lasts nanoseconds, so spinning nearly always is enough; a writer that lost its core may take a time slice.
        SpinWait spin = new();
        while (Volatile.Read(ref ends) != startsAtFlip)
        {
            if (!spin.NextSpinWillYield) spin.SpinOnce();
            else if (yieldPeriod == TimeSpan.Zero) Thread.Yield();
            else Thread.Sleep(yieldPeriod);
        }
    }

    /// <summary>Waits, giving up the processor between looks, until every write that began before this call has ended.</summary>
    /// <exception cref="InvalidOperationException">the calling thread does not hold the reader lock</exception>
    public void FlipPhase() => FlipPhase(TimeSpan.Zero);
}
