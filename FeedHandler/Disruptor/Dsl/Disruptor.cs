namespace Disruptor.Dsl;

/// <summary>A ring of events that are objects, with its consumers: says who handles events after whom, starts and stops them.</summary>
/// <typeparam name="T">The event.</typeparam>
public partial class Disruptor<T>
    where T : class
{
    private readonly RingBuffer<T> _ringBuffer;
    private readonly ConsumerRepository _consumers = new();
    private readonly ExceptionHandlerWrapper<T> _exceptionHandler = new();
    private readonly TaskScheduler _taskScheduler;

    // Written by whoever starts the disruptor (interlocked), read by anybody (acquire).
    private int _started;

    /// <summary>A disruptor for several producers, whose consumers block, on threads of the default scheduler.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    public Disruptor(Func<T> eventFactory, int ringBufferSize)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>A disruptor for several producers, whose consumers block.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="taskScheduler">Where the processors run, each as a long-running task.</param>
    public Disruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler)
        : this(eventFactory, ringBufferSize, taskScheduler, SequencerFactory.DefaultProducerType, SequencerFactory.DefaultWaitStrategy())
    {
    }

    /// <summary>A disruptor for several producers, on threads of the default scheduler.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public Disruptor(Func<T> eventFactory, int ringBufferSize, IWaitStrategy waitStrategy)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default, SequencerFactory.DefaultProducerType, waitStrategy)
    {
    }

    /// <summary>A disruptor.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="taskScheduler">Where the processors run, each as a long-running task.</param>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public Disruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler, ProducerType producerType, IWaitStrategy waitStrategy)
    {
        _ringBuffer = RingBuffer<T>.Create(producerType, eventFactory, ringBufferSize, waitStrategy);
        _taskScheduler = taskScheduler;
    }

    /// <summary>The ring.</summary>
    public RingBuffer<T> RingBuffer => _ringBuffer;

    /// <inheritdoc cref="ICursored.Cursor"/>
    public long Cursor => _ringBuffer.Cursor;

    /// <inheritdoc cref="ISequenced.BufferSize"/>
    public long BufferSize => _ringBuffer.BufferSize;

    /// <summary>Whether <see cref="Start"/> was called.</summary>
    public bool HasStarted => Volatile.Read(ref _started) != 0;

    /// <inheritdoc cref="IDataProvider{T}.this"/>
    public T this[long sequence] => _ringBuffer[sequence];

    /// <inheritdoc cref="RingBuffer{T}.PublishEvent"/>
    public RingBuffer<T>.UnpublishedEventScope PublishEvent() => _ringBuffer.PublishEvent();

    /// <inheritdoc cref="RingBuffer{T}.PublishEvents"/>
    public RingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) => _ringBuffer.PublishEvents(count);

    /// <summary>Starts every processor, once.</summary>
    /// <returns>The ring, to publish into.</returns>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public RingBuffer<T> Start()
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

    /// <summary>The ring, and whether the disruptor has started.</summary>
    public override string ToString() => $"Disruptor {{RingBuffer={_ringBuffer}, Started={HasStarted}, TaskScheduler={_taskScheduler}}}";
}
