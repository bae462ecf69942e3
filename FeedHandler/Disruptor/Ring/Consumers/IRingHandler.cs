namespace FeedHandler.Ring;

/// <summary>
/// Consumes events in place. Implement it as a struct and give it to <see cref="RingConsumer{TEvent, THandler}"/> as a type argument:
/// every call is then direct, and small ones are inlined. All calls come from the consumer's thread.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IRingHandler<TEvent>
    where TEvent : unmanaged
{
    /// <summary>Takes one event.</summary>
    /// <param name="data">The slot. It is overwritten a lap later, and must not be kept.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether the producer may reuse the slots of the batch when this call returns: flush what was
    /// gathered.</param>
    void OnEvent(ref TEvent data, long sequence, bool endOfBatch);

    /// <summary>Called once, on the consumer's thread, before the first event.</summary>
    void OnStart();

    /// <summary>Called each time there is nothing to take, between two looks at the ring: keep it short.</summary>
    void OnIdle();

    /// <summary>Called once after the last event, also after a failure.</summary>
    void OnShutdown();
}
