namespace Disruptor.Processing;

/// <summary>Cuts a batch to a size. A struct type argument: no limit compiles to nothing.</summary>
public interface IBatchSizeLimiter
{
    /// <summary>The last sequence of the batch.</summary>
    /// <param name="availableSequence">The last sequence that is available.</param>
    /// <param name="nextSequence">The first sequence of the batch.</param>
    long ApplyMaxBatchSize(long availableSequence, long nextSequence);
}
