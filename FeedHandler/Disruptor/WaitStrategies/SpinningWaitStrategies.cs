namespace Disruptor;

/// <summary>Spins on the sequence and nothing else: the lowest latency, for a consumer that owns its core.</summary>
public sealed class BusySpinWaitStrategy : IWaitStrategy
{
    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        long available;
        while ((available = dependentSequences.Value) < sequence) cancellationToken.ThrowIfCancellationRequested();
        return available;
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
    }
}

/// <summary>Spins a hundred times, then yields the processor between looks: low latency that lets others run when there are more threads
/// than cores.</summary>
public sealed class YieldingWaitStrategy : IWaitStrategy
{
    private const int SpinCountMax = 100;

    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        long available;
        int spinCount = 0;
        while ((available = dependentSequences.Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (spinCount < SpinCountMax) spinCount++;
            else Thread.Yield();
        }

        return available;
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
    }
}

/// <summary>Waits with a <see cref="SpinWait"/>: spins, then yields, then sleeps a millisecond at times. Spares the processor in quiet
/// hours.</summary>
public sealed class SpinWaitWaitStrategy : IWaitStrategy
{
    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        return dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
    }
}

/// <summary>
/// Spins, then yields, then gives the rest of each time slice away. The producer has nothing to signal.
/// Latency peaks after quiet periods.
/// </summary>
/// <param name="retries">Looks before each further one gives the time slice away; the last hundred of them yield.</param>
public sealed class SleepingWaitStrategy(int retries = SleepingWaitStrategy.RetriesDefault) : IWaitStrategy
{
    private const int RetriesDefault = 200;
    private const int YieldCount = 100;

    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        long available;
        int retriesLeft = retries;
        while ((available = dependentSequences.Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            retriesLeft = WaitOnce(retriesLeft);
        }

        return available;
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
    }

    private static int WaitOnce(int retriesLeft)
    {
        if (retriesLeft <= 0) Thread.Sleep(0);
        else if (retriesLeft <= YieldCount) Thread.Yield();
        return retriesLeft > 0 ? retriesLeft - 1 : 0;
    }
}
