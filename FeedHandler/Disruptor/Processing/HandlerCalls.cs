namespace Disruptor.Processing;

/// <summary>The calls of a handler as a struct, so that every type argument of a processor is one.</summary>
internal readonly struct HandlerCalls<T>(IEventHandler<T> eventHandler) : IEventHandler<T>, IEventProcessorSequenceAware
    where T : class
{
    public int? MaxBatchSize => eventHandler.MaxBatchSize;

    public void OnEvent(T data, long sequence, bool endOfBatch) => eventHandler.OnEvent(data, sequence, endOfBatch);

    public void OnBatchStart(long batchSize) => eventHandler.OnBatchStart(batchSize);

    public void OnStart() => eventHandler.OnStart();

    public void OnShutdown() => eventHandler.OnShutdown();

    public void OnTimeout(long sequence) => eventHandler.OnTimeout(sequence);

    public void SetSequenceCallback(Sequence sequenceCallback)
    {
        if (eventHandler is IEventProcessorSequenceAware sequenceAware) sequenceAware.SetSequenceCallback(sequenceCallback);
    }
}
