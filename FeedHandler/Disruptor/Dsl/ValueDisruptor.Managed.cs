namespace Disruptor.Dsl;

/// <summary>A ring of events held by value in managed memory, with its consumers.</summary>
/// <typeparam name="T">The event.</typeparam>
public class ValueDisruptor<T> : ValueDisruptor<T, ValueRingBuffer<T>>
    where T : struct
{
    /// <summary>A disruptor for several producers, whose consumers block, on threads of the default scheduler.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default)
    {
    }

    /// <summary>A disruptor for several producers, on threads of the default scheduler.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, IWaitStrategy waitStrategy)
        : this(eventFactory, ringBufferSize, TaskScheduler.Default, SequencerFactory.DefaultProducerType, waitStrategy)
    {
    }

    /// <summary>A disruptor for several producers, whose consumers block.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="taskScheduler">Where the processors run.</param>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler)
        : this(eventFactory, ringBufferSize, taskScheduler, SequencerFactory.DefaultProducerType, SequencerFactory.DefaultWaitStrategy())
    {
    }

    /// <summary>A disruptor.</summary>
    /// <param name="eventFactory">Called once for each slot, in order.</param>
    /// <param name="ringBufferSize">How many events the ring holds: a power of two.</param>
    /// <param name="taskScheduler">Where the processors run.</param>
    /// <param name="producerType">How many threads publish.</param>
    /// <param name="waitStrategy">How consumers wait.</param>
    public ValueDisruptor(Func<T> eventFactory, int ringBufferSize, TaskScheduler taskScheduler, ProducerType producerType, IWaitStrategy waitStrategy)
        : base(ValueRingBuffer<T>.Create(producerType, eventFactory, ringBufferSize, waitStrategy), taskScheduler)
    {
    }

    /// <summary>The ring.</summary>
    public ValueRingBuffer<T> RingBuffer => _ringBuffer;

    /// <inheritdoc cref="ICursored.Cursor"/>
    public long Cursor => _ringBuffer.Cursor;

    /// <inheritdoc cref="ISequenced.BufferSize"/>
    public long BufferSize => _ringBuffer.BufferSize;

    /// <inheritdoc cref="IValueDataProvider{T}.this"/>
    public ref T this[long sequence] => ref _ringBuffer[sequence];

    /// <inheritdoc cref="ValueRingBuffer{T}.PublishEvent"/>
    public ValueRingBuffer<T>.UnpublishedEventScope PublishEvent() => _ringBuffer.PublishEvent();

    /// <inheritdoc cref="ValueRingBuffer{T}.PublishEvents"/>
    public ValueRingBuffer<T>.UnpublishedEventBatchScope PublishEvents(int count) => _ringBuffer.PublishEvents(count);
}
