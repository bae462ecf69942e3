namespace Disruptor.Processing;

/// <summary>Says whether the handler is told of a batch. A struct type argument.</summary>
public interface IOnBatchStartEvaluator
{
    /// <summary>Whether to call the handler before this batch.</summary>
    /// <param name="availableSequence">The last sequence of the batch.</param>
    /// <param name="nextSequence">The first sequence of the batch; beyond the last when the batch is empty.</param>
    bool ShouldInvokeOnBatchStart(long availableSequence, long nextSequence);
}
