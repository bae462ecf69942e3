namespace FeedHandler.Ring;

/// <summary>
/// A named consumer of events that runs once, on a thread of the caller's (see <see cref="RingThread"/>). It can be halted and watched
/// from any thread. What it throws ends it and is kept: the dead never block the feed.
/// </summary>
public abstract class RingWorker
{
    private protected const long NotHalted = long.MaxValue;
    private const long HaltedAtOnce = long.MinValue;

    // Written by the consumer's thread, and once by whoever runs it (interlocked), read by anybody (acquire).
    private int _state;

    // Written by whoever halts the consumer (interlocked), read by the consumer's thread (acquire): the last event to take.
    private long _haltAfter = NotHalted;

    // Written by the consumer's thread (release), read by anybody (acquire).
    private Exception? _failure;

    // Written by the consumer's thread (release), read by anybody (acquire).
    private long _failureCount;

    // Written by the consumer's thread (release), read by anybody (acquire).
    private long _allocatedBytes;

    private protected RingWorker(string name, RingPolicy policy)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Policy = policy;
    }

    /// <summary>The name of the consumer, for reports: a consumer that slows the feed must be known.</summary>
    public string Name { get; }

    /// <summary>What happens when it is slower than the feed.</summary>
    public RingPolicy Policy { get; }

    /// <summary>Where the consumer is in its life.</summary>
    public RingWorkerState State
    {
        get
        {
            RingWorkerState state = (RingWorkerState)Volatile.Read(ref _state);
            return state == RingWorkerState.Started && Volatile.Read(ref _haltAfter) != NotHalted ? RingWorkerState.Stopping : state;
        }
    }

    /// <summary>What the handler threw first; null while it has not.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>How often the handler threw: an event or the start, and then the shutdown too.</summary>
    public long FailureCount => Volatile.Read(ref _failureCount);

    /// <summary>Bytes that its thread allocated on the managed heap between the start and the last event. Right after the run; while it
    /// lasts, a batch or more behind.</summary>
    public long AllocatedBytes => Volatile.Read(ref _allocatedBytes);

    /// <summary>What it has done so far.</summary>
    public abstract RingWorkerReport Report { get; }

    /// <summary>Where the events are that a halt lets it take.</summary>
    private protected abstract long PublishedSequence { get; }

    /// <summary>The last event to take; <see cref="NotHalted"/> until it is halted.</summary>
    private protected long HaltAfter => Volatile.Read(ref _haltAfter);

    /// <summary>Takes events on the calling thread until <see cref="Halt"/>. A handler that throws ends the run; the exception is kept in
    /// <see cref="Failure"/>.</summary>
    /// <exception cref="InvalidOperationException">The consumer was run before.</exception>
    public void Run()
    {
        const int created = (int)RingWorkerState.Created;
        if (Interlocked.CompareExchange(ref _state, (int)RingWorkerState.Starting, created) != created)
            throw new InvalidOperationException($"The consumer {Name} was run before: make a new one for each run.");
        try
        {
            TakeEvents();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        Leave();
        if (Failure is null) Volatile.Write(ref _state, (int)RingWorkerState.Stopped);
    }

    /// <summary>
    /// Ends the run. Does not wait: join the consumer's thread, or watch <see cref="State"/>. The first halt is the one that counts,
    /// except that one which does not drain also ends a drain.
    /// </summary>
    /// <param name="isDrained">Whether it takes what was published before this call first. When not, it ends after the batch that it is
    /// in.</param>
    public void Halt(bool isDrained = true)
    {
        long haltedBefore = isDrained
            ? Interlocked.CompareExchange(ref _haltAfter, PublishedSequence, NotHalted)
            : Interlocked.Exchange(ref _haltAfter, HaltedAtOnce);
        if (haltedBefore == NotHalted) Wake();
    }

    /// <summary>Starts the handler, takes events until <see cref="HaltAfter"/>, and shuts the handler down.</summary>
    private protected abstract void TakeEvents();

    /// <summary>Lets the producer go on without this consumer. Called once, after the last event.</summary>
    private protected abstract void Leave();

    /// <summary>Ends a wait that would not end by itself after a halt. Called once, by the one who halts first.</summary>
    private protected virtual void Wake()
    {
    }

    /// <summary>Called by the consumer's thread when the handler has started.</summary>
    private protected void Begin() => Volatile.Write(ref _state, (int)RingWorkerState.Started);

    /// <summary>Stores what the thread allocated since it had allocated so much.</summary>
    private protected void MeasureAllocation(long allocatedBefore) =>
        Volatile.Write(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);

    /// <summary>Keeps what was thrown, and lets the producer go on at once. The failure is stored first: whoever sees the consumer gone finds
    /// the reason.</summary>
    private protected void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        Volatile.Write(ref _failureCount, _failureCount + 1);
        Volatile.Write(ref _state, (int)RingWorkerState.Faulted);
        Release();
    }

    /// <summary>Lets the producer go on while the handler is still being shut down.</summary>
    private protected virtual void Release()
    {
    }
}
