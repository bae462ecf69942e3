namespace Disruptor.Processing;

/// <summary>Takes everything that is available.</summary>
internal readonly struct UnlimitedBatchSize : IBatchSizeLimiter
{
    public long ApplyMaxBatchSize(long availableSequence, long nextSequence) => availableSequence;
}

/// <summary>Takes at most so many.</summary>
internal readonly struct LimitedBatchSize(int batchCountMax) : IBatchSizeLimiter
{
    public long ApplyMaxBatchSize(long availableSequence, long nextSequence) => Math.Min(availableSequence, nextSequence + batchCountMax - 1);
}
