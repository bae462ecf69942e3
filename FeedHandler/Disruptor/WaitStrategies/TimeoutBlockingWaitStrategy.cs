namespace Disruptor;

/// <summary>Blocks on a monitor until the cursor moves or time runs out, then spins for predecessors.</summary>
/// <param name="timeout">How long to block at most before <see cref="SequenceWaitResult.Timeout"/>.</param>
public sealed class TimeoutBlockingWaitStrategy(TimeSpan timeout) : IWaitStrategy
{
    private readonly CursorGate _gate = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy => true;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        if (!_gate.TryWaitForCursor(sequence, dependentSequences, timeout, cancellationToken)) return SequenceWaitResult.Timeout;
        return dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking() => _gate.Open();
}
