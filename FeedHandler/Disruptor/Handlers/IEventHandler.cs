namespace Disruptor;

/// <summary>Consumes events that are objects. All calls come from the thread of its processor.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IEventHandler<in T>
{
    /// <summary>How many events a batch has at most; null for no limit. Read once, when the processor is made.</summary>
    int? MaxBatchSize => null;

    /// <summary>Takes one event.</summary>
    /// <param name="data">The event of the slot. It may be changed for consumers that follow, and must not be kept.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether it is the last of the events that were available.</param>
    void OnEvent(T data, long sequence, bool endOfBatch);

    /// <inheritdoc cref="IValueEventHandler{T}.OnBatchStart"/>
    void OnBatchStart(long batchSize)
    {
    }

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
