namespace Disruptor;

/// <summary>Consumes events in place. All calls come from the thread of its processor.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IValueEventHandler<T>
    where T : struct
{
    /// <summary>How many events a batch has at most; null for no limit. Read once, when the processor is made.</summary>
    int? MaxBatchSize => null;

    /// <summary>Takes one event.</summary>
    /// <param name="data">The slot. It may be changed for consumers that follow, and must not be kept.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether it is the last of the events that were available.</param>
    void OnEvent(ref T data, long sequence, bool endOfBatch);

    /// <summary>Called before the first event of a batch.</summary>
    /// <param name="batchSize">How many events follow: at least 1.</param>
    void OnBatchStart(long batchSize)
    {
    }

    /// <summary>Called once before the first event.</summary>
    void OnStart()
    {
    }

    /// <summary>Called once after the last event.</summary>
    void OnShutdown()
    {
    }

    /// <summary>Called when the wait strategy ran out of time.</summary>
    /// <param name="sequence">The last event that was taken.</param>
    void OnTimeout(long sequence)
    {
    }
}
