namespace Disruptor.Dsl;

/// <summary>A ring of events in unmanaged memory, with its consumers. The memory outlives the disruptor.</summary>
/// <typeparam name="T">The event.</typeparam>
public class UnmanagedDisruptor<T> : ValueDisruptor<T, UnmanagedRingBuffer<T>>
    where T : unmanaged
{
    /// <summary>A disruptor for several producers, whose consumers block, on threads of the default scheduler.</summary>
    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <param name="ringBufferSize">How many slots there are: a power of two.</param>
    public UnmanagedDisruptor(nint pointer, int eventSize, int ringBufferSize)
        : this(pointer, eventSize, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>A disruptor for several producers, whose consumers block.</summary>
    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <param name="ringBufferSize">How many slots there are: a power of two.</param>
    /// <param name="taskScheduler">Where the processors run.</param>
    public UnmanagedDisruptor(nint pointer, int eventSize, int ringBufferSize, TaskScheduler taskScheduler)
        : this(pointer, eventSize, ringBufferSize, taskScheduler, SequencerFactory.DefaultProducerType, SequencerFactory.DefaultWaitStrategy())
    {
    }

    /// <summary>A disruptor on threads of the default scheduler.</summary>
    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <param name="ringBufferSize">How many slots there are: a power of two.</param>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public UnmanagedDisruptor(nint pointer, int eventSize, int ringBufferSize, ProducerType producerType, IWaitStrategy waitStrategy)
        : this(pointer, eventSize, ringBufferSize, TaskScheduler.Default, producerType, waitStrategy)
    {
    }

    /// <summary>A disruptor over allocated memory, on threads of the default scheduler.</summary>
    /// <param name="memory">The slots; their count is the size of the ring.</param>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public UnmanagedDisruptor(UnmanagedRingBufferMemory memory, ProducerType producerType, IWaitStrategy waitStrategy)
        : base(new UnmanagedRingBuffer<T>(memory, producerType, waitStrategy), TaskScheduler.Default)
    {
    }

    /// <summary>A disruptor.</summary>
    /// <param name="pointer">Address of the first slot.</param>
    /// <param name="eventSize">Bytes from one slot to the next.</param>
    /// <param name="ringBufferSize">How many slots there are: a power of two.</param>
    /// <param name="taskScheduler">Where the processors run.</param>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public UnmanagedDisruptor(
        nint pointer, int eventSize, int ringBufferSize, TaskScheduler taskScheduler, ProducerType producerType, IWaitStrategy waitStrategy)
        : base(new UnmanagedRingBuffer<T>(pointer, eventSize, SequencerFactory.Create(producerType, ringBufferSize, waitStrategy)), taskScheduler)
    {
    }

    /// <summary>The ring.</summary>
    public UnmanagedRingBuffer<T> RingBuffer => _ringBuffer;

    /// <inheritdoc cref="ICursored.Cursor"/>
    public long Cursor => _ringBuffer.Cursor;

    /// <inheritdoc cref="ISequenced.BufferSize"/>
    public long BufferSize => _ringBuffer.BufferSize;

    /// <inheritdoc cref="IValueDataProvider{T}.this"/>
    public ref T this[long sequence] => ref _ringBuffer[sequence];

    /// <inheritdoc cref="UnmanagedRingBuffer{T}.PublishEvent"/>
    public UnmanagedRingBuffer<T>.UnpublishedEventScope PublishEvent() => _ringBuffer.PublishEvent();

    /// <inheritdoc cref="UnmanagedRingBuffer{T}.PublishEvents"/>
    public UnmanagedRingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) => _ringBuffer.PublishEvents(count);
}
