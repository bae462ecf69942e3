namespace Disruptor;

/// <summary>Consumes events that are objects, a run of slots at once. All calls come from the thread of its processor.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IBatchEventHandler<T>
    where T : class
{
    /// <summary>How many events a batch has at most; null for no limit. Read once, when the processor is made.</summary>
    int? MaxBatchSize => null;

    /// <summary>Takes a batch: as many events as are available up to the end of the ring's array.</summary>
    /// <param name="batch">The events, at least one. It must not be kept.</param>
    /// <param name="sequence">The sequence of the first.</param>
    void OnBatch(EventBatch<T> batch, long sequence);

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
