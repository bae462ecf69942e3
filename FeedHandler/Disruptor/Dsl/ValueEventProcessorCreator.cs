using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Makes a processor of the caller's own kind.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="ringBuffer">The ring.</param>
/// <param name="sequenceBarrier">Where the processor is to wait.</param>
public delegate IEventProcessor ValueEventProcessorCreator<T>(IValueRingBuffer<T> ringBuffer, SequenceBarrier sequenceBarrier)
    where T : struct;
