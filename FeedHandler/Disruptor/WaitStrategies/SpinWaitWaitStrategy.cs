namespace Disruptor;

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
