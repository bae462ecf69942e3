namespace Disruptor;

/// <summary>
/// Blocks on a monitor until the cursor moves, then spins for predecessors. For consumers whose latency matters less than the processor
/// time they take.
/// </summary>
public sealed class BlockingWaitStrategy : IWaitStrategy
{
    private readonly object _gate = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        if (dependentSequences.CursorValue < sequence) WaitForCursor(sequence, dependentSequences, cancellationToken);
        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    // The cursor is read inside the lock, and the producer takes the lock after it moved the cursor: a wake-up cannot be lost.
    private void WaitForCursor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (dependentSequences.CursorValue < sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
        }
    }
}
