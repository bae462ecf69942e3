namespace Disruptor;

/// <summary>How consumers wait when some of them are asynchronous.</summary>
public interface IAsyncWaitStrategy : IWaitStrategy
{
    /// <summary>Waits for a sequence without holding a thread.</summary>
    /// <returns>The value of the dependent sequences, at least <paramref name="sequence"/>, or
    /// <see cref="SequenceWaitResult.Timeout"/>.</returns>
    /// <param name="sequence">The sequence to wait for.</param>
    /// <param name="dependentSequences">What must reach it.</param>
    /// <param name="cancellationToken">Ends the wait; the one who cancels calls <see cref="IWaitStrategy.SignalAllWhenBlocking"/>
    /// afterwards.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    ValueTask<SequenceWaitResult> WaitForAsync(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken);
}
