using System.Diagnostics;

namespace Disruptor;

/// <summary>Spins for a while, then yields for a while, then leaves the waiting to another strategy: for rings that are idle for long.</summary>
/// <param name="spinTimeout">How long to spin before yielding, counted from the beginning of the wait.</param>
/// <param name="yieldTimeout">How long to spin and yield before falling back, counted from the beginning of the wait.</param>
/// <param name="fallbackStrategy">What waits after that.</param>
public sealed class PhasedBackoffWaitStrategy(TimeSpan spinTimeout, TimeSpan yieldTimeout, IWaitStrategy fallbackStrategy) : IWaitStrategy
{
    // Looks at the sequences between two looks at the clock.
    private const int LooksPerClockRead = 1000;

    /// <inheritdoc/>
    public bool IsBlockingStrategy => fallbackStrategy.IsBlockingStrategy;

    /// <summary>How long to spin, in ticks of 100 ns.</summary>
    public long SpinTimeout => spinTimeout.Ticks;

    /// <summary>How long to spin and yield, in ticks of 100 ns.</summary>
    public long YieldTimeout => yieldTimeout.Ticks;

    /// <summary>A strategy that falls back to a <see cref="BlockingWaitStrategy"/>.</summary>
    public static PhasedBackoffWaitStrategy WithLock(TimeSpan spinTimeout, TimeSpan yieldTimeout)
        => new(spinTimeout, yieldTimeout, new BlockingWaitStrategy());

    /// <summary>A strategy that falls back to a <see cref="SleepingWaitStrategy"/> without retries.</summary>
    public static PhasedBackoffWaitStrategy WithSleep(TimeSpan spinTimeout, TimeSpan yieldTimeout)
        => new(spinTimeout, yieldTimeout, new SleepingWaitStrategy(retries: 0));

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            for (int look = 0; look < LooksPerClockRead; look++)
            {
                long available = dependentSequences.Value;
                if (available >= sequence) return available;
            }

            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed > yieldTimeout) return fallbackStrategy.WaitFor(sequence, dependentSequences, cancellationToken);
            if (elapsed > spinTimeout) Thread.Yield();
        }
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => fallbackStrategy.SignalAllWhenBlocking();
}
