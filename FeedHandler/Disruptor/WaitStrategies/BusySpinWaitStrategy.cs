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
