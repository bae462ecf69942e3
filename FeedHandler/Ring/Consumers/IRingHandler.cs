namespace FeedHandler.Ring;

/// <summary>
/// Consumes events in place. Implement it as a struct and give it to a consumer as a type argument: every call is then direct, and small
/// ones are inlined. All calls come from the consumer's thread. Only <see cref="OnEvent"/> must be there; the other calls do nothing, and
/// cost nothing, unless the struct declares them, as public static methods.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IRingHandler<TSelf, TEvent>
    where TSelf : struct, IRingHandler<TSelf, TEvent>
    where TEvent : unmanaged
{
    /// <summary>Takes one event.</summary>
    /// <param name="data">The slot, or a copy of it. It is overwritten later, and must not be kept.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="endOfBatch">Whether the producer may reuse the slots of the batch when this call returns: flush what was
    /// gathered.</param>
    void OnEvent(ref TEvent data, long sequence, bool endOfBatch);

    /// <summary>Called once, on the consumer's thread, before the first event.</summary>
    /// <param name="handler">The handler.</param>
    static virtual void OnStart(ref TSelf handler)
    {
    }

    /// <summary>Called before the events of each batch.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="eventCount">How many events the batch has.</param>
    /// <param name="lagCount">How many events were there to take, this batch included.</param>
    static virtual void OnBatchStart(ref TSelf handler, long eventCount, long lagCount)
    {
    }

    /// <summary>Called each time there is nothing to take, between two looks at the ring: keep it short.</summary>
    /// <param name="handler">The handler.</param>
    static virtual void OnIdle(ref TSelf handler)
    {
    }

    /// <summary>Called when the ring's wait strategy gave up waiting (<see cref="IdleStrategy.OfRing"/> with a strategy that has a
    /// limit).</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="sequence">The sequence that was waited for.</param>
    static virtual void OnTimeout(ref TSelf handler, long sequence)
    {
    }

    /// <summary>Called when a consumer that does not gate lost events: whatever was built from them must be built anew.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="lostCount">How many were lost this time.</param>
    static virtual void OnLost(ref TSelf handler, long lostCount)
    {
    }

    /// <summary>Called when the writer of a shared ring started again: the next event builds on nothing that came before.</summary>
    /// <param name="handler">The handler.</param>
    static virtual void OnRestart(ref TSelf handler)
    {
    }

    /// <summary>Called once after the last event, also after a failure.</summary>
    /// <param name="handler">The handler.</param>
    static virtual void OnShutdown(ref TSelf handler)
    {
    }
}
