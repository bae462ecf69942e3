namespace Disruptor;

/// <summary>
/// Spins without ever sleeping for the groups that carry <see cref="AggressiveSpinWaitTag"/>, and spins with short sleeps for the others: for
/// chains whose first consumers must be fast and whose last ones need not be.
/// </summary>
/// <remarks>Tag a group through <see cref="Dsl.ValueDisruptor{T,TRingBuffer}.GetDependentSequencesFor"/> before the start.</remarks>
public class HybridSpinWaitStrategy : IWaitStrategy
{
    /// <summary>The tag of groups whose consumers do not sleep.</summary>
    public static object AggressiveSpinWaitTag { get; } = new();

    /// <inheritdoc/>
    public bool IsBlockingStrategy { get; set; }

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        return ReferenceEquals(dependentSequences.Tag, AggressiveSpinWaitTag)
            ? dependentSequences.AggressiveSpinWaitFor(sequence, cancellationToken)
            : dependentSequences.SpinWaitFor(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
    }
}
