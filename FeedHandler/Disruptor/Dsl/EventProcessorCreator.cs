using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Makes a processor of the caller's own kind.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <param name="ringBuffer">The ring whose events it takes.</param>
/// <param name="sequenceBarrier">What it has to wait for.</param>
public delegate IEventProcessor EventProcessorCreator<T>(RingBuffer<T> ringBuffer, SequenceBarrier sequenceBarrier)
    where T : class;
