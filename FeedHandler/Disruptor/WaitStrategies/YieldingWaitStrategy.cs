namespace Disruptor;

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
