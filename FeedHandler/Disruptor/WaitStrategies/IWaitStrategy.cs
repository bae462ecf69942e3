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
