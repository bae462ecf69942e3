namespace Disruptor.Dsl;

/// <content>Starting, draining, halting.</content>
public abstract partial class ValueDisruptor<T, TRingBuffer>
{
    /// <summary>Starts every processor, once.</summary>
    /// <returns>The ring, to publish into.</returns>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public TRingBuffer Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("The disruptor has started already: it can be started once.");
        }

        _consumers.Start(_taskScheduler);
        return _ringBuffer;
    }

    /// <summary>Halts every processor after the batch in hand. Events that are published and not taken stay in the ring.</summary>
    public void Halt() => _consumers.Halt();

    /// <summary>Waits until every event is taken, then halts. Producers must have stopped.</summary>
    public void Shutdown() => Shutdown(Timeout.InfiniteTimeSpan);

    /// <summary>Waits until every event is taken, then halts. Producers must have stopped.</summary>
    /// <param name="timeout">How long to wait at most; a negative time has no end.</param>
    /// <exception cref="TimeoutException">Events were left when time ran out; nothing is halted.</exception>
    public void Shutdown(TimeSpan timeout)
    {
        _consumers.Drain(_ringBuffer, timeout);
        Halt();
    }
}
