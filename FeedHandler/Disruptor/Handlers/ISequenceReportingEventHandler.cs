namespace Disruptor;

/// <summary>A handler that frees slots in the midst of a batch by setting its processor's sequence itself.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface ISequenceReportingEventHandler<in T> : IEventHandler<T>, IEventProcessorSequenceAware;
