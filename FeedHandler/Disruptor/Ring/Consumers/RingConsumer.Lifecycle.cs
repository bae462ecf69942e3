namespace FeedHandler.Ring;

/// <content>Running, halting, failing.</content>
public sealed partial class RingConsumer<TEvent, THandler>
{
    private const long NotHalted = long.MaxValue;

    // Written by the consumer's thread, and once by whoever runs it (interlocked), read by anybody (acquire).
    private int _state;

    // Written by whoever halts the consumer (release), read by the consumer's thread (acquire): the last event to take.
    private long _haltAfter = NotHalted;

    // Written by the consumer's thread (release), read by anybody (acquire).
    private Exception? _failure;

    // Written by the consumer's thread (release), read by anybody (acquire).
    private long _failureCount;

    /// <summary>Where the consumer is in its life.</summary>
    public RingConsumerState State => (RingConsumerState)Volatile.Read(ref _state);

    /// <summary>What the handler threw first; null while it has not.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>How often the handler threw: an event or the start, and then the shutdown too.</summary>
    public long FailureCount => Volatile.Read(ref _failureCount);

    /// <summary>Takes events on the calling thread until <see cref="Halt"/>. A handler that throws ends the run; the exception is kept in
    /// <see cref="Failure"/>.</summary>
    /// <exception cref="InvalidOperationException">The consumer was run before.</exception>
    public void Run()
    {
        if (Interlocked.CompareExchange(ref _state, (int)RingConsumerState.Running, (int)RingConsumerState.Created) != (int)RingConsumerState.Created)
            throw new InvalidOperationException($"The consumer {Name} was run before: make a new one for each run.");
        try
        {
            _onThreadStart?.Invoke();
            TakeEvents();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        _ring.RemoveGatingSequence(Sequence);
        if (Failure is null) Volatile.Write(ref _state, (int)RingConsumerState.Halted);
    }

    /// <summary>
    /// Lets the consumer take what was published before this call, then stop. Does not wait: join the consumer's thread, or watch
    /// <see cref="State"/>.
    /// </summary>
    public void Halt() => Interlocked.CompareExchange(ref _haltAfter, _ring.Cursor, NotHalted);

    // The failure is stored before the gate opens: whoever sees the sequence released finds the reason.
    private void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        Volatile.Write(ref _failureCount, _failureCount + 1);
        Volatile.Write(ref _state, (int)RingConsumerState.Failed);
        Sequence.SetValue(long.MaxValue);
    }
}
