namespace Disruptor;

/// <summary>
/// Blocks on a monitor until the cursor moves, then spins for predecessors. For consumers whose latency matters less than the processor
/// time they take.
/// </summary>
public sealed class BlockingWaitStrategy : IWaitStrategy
{
    private readonly CursorGate _gate = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        _gate.WaitForCursor(sequence, dependentSequences, cancellationToken);
        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _gate.Open();
}
