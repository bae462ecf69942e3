namespace Disruptor;

/// <summary>How consumers wait for events.</summary>
public interface IWaitStrategy
{
    /// <summary>Whether a producer must call <see cref="SignalAllWhenBlocking"/> after it published.</summary>
    bool IsBlockingStrategy { get; }

    /// <summary>Waits for a sequence. Called by several consumer threads at once.</summary>
    /// <returns>The value of the dependent sequences, at least <paramref name="sequence"/>, or
    /// <see cref="SequenceWaitResult.Timeout"/>.</returns>
    /// <param name="sequence">The sequence to wait for.</param>
    /// <param name="dependentSequences">What must reach it.</param>
    /// <param name="cancellationToken">Ends the wait; the one who cancels calls <see cref="SignalAllWhenBlocking"/> afterwards.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken);

    /// <summary>Wakes every consumer that is blocked, to look again.</summary>
    void SignalAllWhenBlocking();
}

/// <summary>What a wait ended with: the sequence that is available, or a timeout.</summary>
public readonly struct SequenceWaitResult : IEquatable<SequenceWaitResult>
{
    /// <summary>The wait ended because time ran out.</summary>
    public static readonly SequenceWaitResult Timeout = new(TimeoutValue);

    private const long TimeoutValue = long.MinValue;

    /// <summary>A wait that ended with a sequence.</summary>
    /// <param name="availableSequence">The highest sequence that may be consumed; it may be below what was waited for.</param>
    public SequenceWaitResult(long availableSequence)
    {
        UnsafeAvailableSequence = availableSequence;
    }

    /// <summary>The highest sequence that may be consumed, or null after a timeout.</summary>
    public long? AvailableSequence => IsTimeout ? null : UnsafeAvailableSequence;

    /// <summary>The highest sequence that may be consumed, or a value below every sequence after a timeout.</summary>
    public long UnsafeAvailableSequence { get; }

    /// <summary>Whether time ran out.</summary>
    public bool IsTimeout => UnsafeAvailableSequence == TimeoutValue;

    /// <summary>A wait that ended with a sequence.</summary>
    /// <param name="availableSequence">The highest sequence that may be consumed.</param>
    public static implicit operator SequenceWaitResult(long availableSequence) => new(availableSequence);

    /// <inheritdoc/>
    public bool Equals(SequenceWaitResult other) => UnsafeAvailableSequence == other.UnsafeAvailableSequence;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SequenceWaitResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => UnsafeAvailableSequence.GetHashCode();

    /// <summary>Whether both waits ended alike.</summary>
    public static bool operator ==(SequenceWaitResult left, SequenceWaitResult right) => left.Equals(right);

    /// <summary>Whether the waits ended differently.</summary>
    public static bool operator !=(SequenceWaitResult left, SequenceWaitResult right) => !left.Equals(right);
}
