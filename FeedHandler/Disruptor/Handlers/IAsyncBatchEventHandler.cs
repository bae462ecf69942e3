namespace Disruptor;

/// <summary>Consumes events that are objects, a run of slots at once, and may await. One call is made at a time.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IAsyncBatchEventHandler<T>
    where T : class
{
    /// <summary>How many events a batch has at most; null for no limit. Read once, when the processor is made.</summary>
    int? MaxBatchSize => null;

    /// <summary>Takes a batch. Its slots are held until the task has ended.</summary>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="sequence">The sequence of the first.</param>
    ValueTask OnBatch(EventBatch<T> batch, long sequence);

    /// <inheritdoc cref="IValueEventHandler{T}.OnStart"/>
    void OnStart()
    {
    }

    /// <inheritdoc cref="IValueEventHandler{T}.OnShutdown"/>
    void OnShutdown()
    {
    }

    /// <inheritdoc cref="IValueEventHandler{T}.OnTimeout"/>
    void OnTimeout(long sequence)
    {
    }
}
