namespace Disruptor;

/// <summary>Blocks on a monitor until the cursor moves, then waits for predecessors with a <see cref="SpinWait"/>, which may
/// sleep.</summary>
public sealed class BlockingSpinWaitWaitStrategy : IWaitStrategy
{
    private readonly CursorGate _gate = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        _gate.WaitForCursor(sequence, dependentSequences, cancellationToken);
        return dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _gate.Open();
}
