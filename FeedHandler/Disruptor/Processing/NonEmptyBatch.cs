namespace Disruptor.Processing;

/// <summary>Tells the handler of every batch that has events.</summary>
internal readonly struct NonEmptyBatch : IOnBatchStartEvaluator
{
    public bool ShouldInvokeOnBatchStart(long availableSequence, long nextSequence) => availableSequence >= nextSequence;
}
