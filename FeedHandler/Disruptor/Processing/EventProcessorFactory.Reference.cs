using Published = Disruptor.ISequenceBarrierOptions.IsDependentSequencePublished;
using Unpublished = Disruptor.ISequenceBarrierOptions.None;

namespace Disruptor.Processing;

/// <content>Processors of events that are objects.</content>
public static partial class EventProcessorFactory
{
    /// <summary>A processor of events that are objects.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="dataProvider">The slots.</param>
    /// <param name="sequenceBarrier">Where to wait. It serves this processor alone: halting cancels it.</param>
    /// <param name="eventHandler">Takes the events.</param>
    /// <exception cref="ArgumentException">The handler limits its batches to less than one event.</exception>
    public static IEventProcessor<T> Create<T>(IDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IEventHandler<T> eventHandler)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(sequenceBarrier);
        ArgumentNullException.ThrowIfNull(eventHandler);
        return dataProvider is RingBuffer<T> ringBuffer
            ? OneByOne<T, RingBufferSlots<T>>(new RingBufferSlots<T>(ringBuffer), sequenceBarrier, eventHandler)
            : OneByOne<T, AnySlots<T>>(new AnySlots<T>(dataProvider), sequenceBarrier, eventHandler);
    }

    /// <summary>A processor that hands on runs of slots.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="dataProvider">The slots.</param>
    /// <param name="sequenceBarrier">Where to wait. It serves this processor alone: halting cancels it.</param>
    /// <param name="eventHandler">Takes the batches.</param>
    /// <exception cref="ArgumentException">The handler limits its batches to less than one event.</exception>
    public static IEventProcessor<T> Create<T>(IDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IBatchEventHandler<T> eventHandler)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(sequenceBarrier);
        ArgumentNullException.ThrowIfNull(eventHandler);
        return (sequenceBarrier.GetSequencerOptions(), Checked(eventHandler.MaxBatchSize)) switch
        {
            (Published, null) => InBatches<T, Published, UnlimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, default),
            (Published, int max) => InBatches<T, Published, LimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
            (_, null) => InBatches<T, Unpublished, UnlimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, default),
            (_, int max) => InBatches<T, Unpublished, LimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
        };
    }

    /// <summary>A processor that hands on runs of slots to a handler that may await.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="dataProvider">The slots.</param>
    /// <param name="sequenceBarrier">Where to wait. It serves this processor alone: halting cancels it.</param>
    /// <param name="eventHandler">Takes the batches.</param>
    /// <exception cref="ArgumentException">The handler limits its batches to less than one event.</exception>
    public static IAsyncEventProcessor<T> Create<T>(
        IDataProvider<T> dataProvider, AsyncSequenceBarrier sequenceBarrier, IAsyncBatchEventHandler<T> eventHandler)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(sequenceBarrier);
        ArgumentNullException.ThrowIfNull(eventHandler);
        return (sequenceBarrier.GetSequencerOptions(), Checked(eventHandler.MaxBatchSize)) switch
        {
            (Published, null) => Awaiting<T, Published, UnlimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, default),
            (Published, int max) => Awaiting<T, Published, LimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
            (_, null) => Awaiting<T, Unpublished, UnlimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, default),
            (_, int max) => Awaiting<T, Unpublished, LimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
        };
    }

    private static int? Checked(int? batchCountMax) => batchCountMax < 1
        ? throw new ArgumentException($"The handler limits its batches to {batchCountMax} events: give at least 1, or null.", nameof(batchCountMax))
        : batchCountMax;

    private static IEventProcessor<T> OneByOne<T, TSlots>(TSlots slots, SequenceBarrier sequenceBarrier, IEventHandler<T> eventHandler)
        where T : class
        where TSlots : struct, IDataProvider<T>
        => (sequenceBarrier.GetSequencerOptions(), Checked(eventHandler.MaxBatchSize)) switch
        {
            (Published, null) => OneByOne<T, TSlots, Published, UnlimitedBatchSize>(slots, sequenceBarrier, eventHandler, default),
            (Published, int max) => OneByOne<T, TSlots, Published, LimitedBatchSize>(slots, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
            (_, null) => OneByOne<T, TSlots, Unpublished, UnlimitedBatchSize>(slots, sequenceBarrier, eventHandler, default),
            (_, int max) => OneByOne<T, TSlots, Unpublished, LimitedBatchSize>(slots, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
        };

    private static EventProcessor<T, TSlots, TOptions, HandlerCalls<T>, NonEmptyBatch, TLimiter> OneByOne<T, TSlots, TOptions, TLimiter>(
        TSlots slots, SequenceBarrier sequenceBarrier, IEventHandler<T> eventHandler, TLimiter limiter)
        where T : class
        where TSlots : struct, IDataProvider<T>
        where TOptions : ISequenceBarrierOptions
        where TLimiter : struct, IBatchSizeLimiter
        => new(slots, sequenceBarrier, new HandlerCalls<T>(eventHandler), default, limiter);

    private static BatchEventProcessor<T, IDataProvider<T>, TOptions, IBatchEventHandler<T>, TLimiter> InBatches<T, TOptions, TLimiter>(
        IDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IBatchEventHandler<T> eventHandler, TLimiter limiter)
        where T : class
        where TOptions : ISequenceBarrierOptions
        where TLimiter : struct, IBatchSizeLimiter
        => new(dataProvider, sequenceBarrier, eventHandler, limiter);

    private static AsyncBatchEventProcessor<T, IDataProvider<T>, TOptions, IAsyncBatchEventHandler<T>, TLimiter> Awaiting<T, TOptions, TLimiter>(
        IDataProvider<T> dataProvider, AsyncSequenceBarrier sequenceBarrier, IAsyncBatchEventHandler<T> eventHandler, TLimiter limiter)
        where T : class
        where TOptions : ISequenceBarrierOptions
        where TLimiter : struct, IBatchSizeLimiter
        => new(dataProvider, sequenceBarrier, eventHandler, limiter);
}
