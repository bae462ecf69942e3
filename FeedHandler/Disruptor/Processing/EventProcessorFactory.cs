using Published = Disruptor.ISequenceBarrierOptions.IsDependentSequencePublished;
using Unpublished = Disruptor.ISequenceBarrierOptions.None;

namespace Disruptor.Processing;

/// <summary>Makes processors with the type arguments that suit their barrier and their handler.</summary>
public static partial class EventProcessorFactory
{
    /// <summary>A processor of events held by value.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="dataProvider">The slots.</param>
    /// <param name="sequenceBarrier">Where to wait. It serves this processor alone: halting cancels it.</param>
    /// <param name="eventHandler">Takes the events.</param>
    /// <exception cref="ArgumentException">The handler limits its batches to less than one event.</exception>
    public static IValueEventProcessor<T> Create<T>(IValueDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IValueEventHandler<T> eventHandler)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(sequenceBarrier);
        ArgumentNullException.ThrowIfNull(eventHandler);
        return (sequenceBarrier.GetSequencerOptions(), Checked(eventHandler.MaxBatchSize)) switch
        {
            (Published, null) => Create<T, Published, UnlimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, default),
            (Published, int max) => Create<T, Published, LimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
            (_, null) => Create<T, Unpublished, UnlimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, default),
            (_, int max) => Create<T, Unpublished, LimitedBatchSize>(dataProvider, sequenceBarrier, eventHandler, new LimitedBatchSize(max)),
        };
    }

    private static ValueEventProcessor<T, IValueDataProvider<T>, TOptions, IValueEventHandler<T>, NonEmptyBatch, TLimiter> Create<T, TOptions, TLimiter>(
        IValueDataProvider<T> dataProvider, SequenceBarrier sequenceBarrier, IValueEventHandler<T> eventHandler, TLimiter limiter)
        where T : struct
        where TOptions : ISequenceBarrierOptions
        where TLimiter : struct, IBatchSizeLimiter
        => new(dataProvider, sequenceBarrier, eventHandler, default, limiter);
}
