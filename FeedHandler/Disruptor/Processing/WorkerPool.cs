namespace Disruptor.Processing;

/// <summary>Workers that share the events of a ring: each event goes to one of them.</summary>
/// <typeparam name="T">The event.</typeparam>
public sealed class WorkerPool<T>
    where T : class
{
    private const int OwnRingEventCount = 1024;

    private readonly Sequence _workSequence = new();
    private readonly WorkProcessor<T>[] _workers;

    // Written by whoever starts and halts the pool (interlocked), read by anybody (acquire).
    private int _running;

    /// <summary>A pool over a ring, which must be gated by <see cref="GetWorkerSequences"/>.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="sequenceBarrier">What the workers wait for; halting cancels it.</param>
    /// <param name="exceptionHandler">Who decides about exceptions of the handlers.</param>
    /// <param name="workHandlers">The handlers; each has a thread of its own.</param>
    /// <exception cref="ArgumentException">There is no handler.</exception>
    public WorkerPool(RingBuffer<T> ringBuffer, SequenceBarrier sequenceBarrier, IExceptionHandler<T> exceptionHandler, params IWorkHandler<T>[] workHandlers)
    {
        ArgumentNullException.ThrowIfNull(workHandlers);
        if (workHandlers.Length == 0) throw new ArgumentException("A pool needs a handler: give at least 1.", nameof(workHandlers));
        RingBuffer = ringBuffer;
        _workers = Array.ConvertAll(workHandlers, handler => new WorkProcessor<T>(ringBuffer, sequenceBarrier, handler, exceptionHandler, _workSequence));
    }

    /// <summary>A pool with a ring of its own, for several producers, of 1024 events.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="exceptionHandler">Who decides about exceptions of the handlers.</param>
    /// <param name="workHandlers">The handlers; each has a thread of its own.</param>
    /// <exception cref="ArgumentException">There is no handler.</exception>
    public WorkerPool(Func<T> eventFactory, IExceptionHandler<T> exceptionHandler, params IWorkHandler<T>[] workHandlers)
        : this(RingBuffer<T>.CreateMultiProducer(eventFactory, OwnRingEventCount), exceptionHandler, workHandlers)
    {
        RingBuffer.AddGatingSequences(GetWorkerSequences());
    }

    private WorkerPool(RingBuffer<T> ringBuffer, IExceptionHandler<T> exceptionHandler, IWorkHandler<T>[] workHandlers)
        : this(ringBuffer, ringBuffer.NewBarrier(), exceptionHandler, workHandlers)
    {
    }

    /// <summary>The ring.</summary>
    public RingBuffer<T> RingBuffer { get; }

    /// <summary>Whether the pool was started and not halted.</summary>
    public bool IsRunning => Volatile.Read(ref _running) != 0;

    /// <summary>The sequences of the workers, and the one that they share.</summary>
    public Sequence[] GetWorkerSequences() => [.. _workers.Select(worker => worker.Sequence), _workSequence];

    /// <summary>Waits until every worker's handler was started.</summary>
    /// <param name="timeout">How long to wait for each at most.</param>
    public void WaitUntilStarted(TimeSpan timeout)
    {
        foreach (WorkProcessor<T> worker in _workers) worker.WaitUntilStarted(timeout);
    }

    /// <summary>Starts every worker on the default scheduler, from the cursor on.</summary>
    /// <returns>The ring, to publish into.</returns>
    /// <exception cref="InvalidOperationException">The pool runs already.</exception>
    public RingBuffer<T> Start() => Start(TaskScheduler.Default);

    /// <summary>Starts every worker, from the cursor on.</summary>
    /// <returns>The ring, to publish into.</returns>
    /// <param name="taskScheduler">Where the workers run, each as a long-running task.</param>
    /// <exception cref="InvalidOperationException">The pool runs already.</exception>
    public RingBuffer<T> Start(TaskScheduler taskScheduler)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0) throw new InvalidOperationException("The pool runs already: halt it before it is started again.");
        long cursor = RingBuffer.Cursor;
        _workSequence.SetValue(cursor);
        foreach (WorkProcessor<T> worker in _workers)
        {
            worker.Sequence.SetValue(cursor);
            _ = worker.StartLongRunning(taskScheduler);
        }

        return RingBuffer;
    }

    /// <summary>Waits until every event is taken, then halts. Producers must have stopped.</summary>
    public void DrainAndHalt()
    {
        Sequence[] sequences = GetWorkerSequences();
        while (RingBuffer.Cursor > DisruptorUtil.GetMinimumSequence(sequences)) Thread.Sleep(0);
        Halt();
    }

    /// <summary>Halts every worker after the event in hand.</summary>
    public void Halt()
    {
        foreach (WorkProcessor<T> worker in _workers) worker.Halt();
        Volatile.Write(ref _running, 0);
    }
}
