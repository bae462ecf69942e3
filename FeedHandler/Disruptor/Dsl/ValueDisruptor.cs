using System.Diagnostics.CodeAnalysis;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>A ring with its consumers: says who handles events after whom, starts and stops them.</summary>
/// <typeparam name="T">The event.</typeparam>
/// <typeparam name="TRingBuffer">The ring.</typeparam>
public abstract partial class ValueDisruptor<T, TRingBuffer> : IValueDisruptor<T>
    where T : struct
    where TRingBuffer : IValueRingBuffer<T>
{
    /// <summary>The ring.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "The released surface shows it.")]
    protected readonly TRingBuffer _ringBuffer;

    private readonly ConsumerRepository _consumers = new();
    private readonly ValueExceptionHandlerWrapper<T> _exceptionHandler = new();
    private readonly TaskScheduler _taskScheduler;

    // Written by whoever starts the disruptor (interlocked), read by anybody (acquire).
    private int _started;

    /// <summary>A disruptor over a ring.</summary>
    /// <param name="ringBuffer">The ring.</param>
    /// <param name="taskScheduler">Where the processors run, each as a long-running task.</param>
    protected ValueDisruptor(TRingBuffer ringBuffer, TaskScheduler taskScheduler)
    {
        _ringBuffer = ringBuffer;
        _taskScheduler = taskScheduler;
    }

    /// <summary>Whether <see cref="Start"/> was called.</summary>
    public bool HasStarted => Volatile.Read(ref _started) != 0;

    /// <summary>Handlers that take every event, side by side.</summary>
    /// <returns>The group of the handlers, for others to follow.</returns>
    /// <param name="handlers">The handlers; each has a thread of its own.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IValueEventHandler<T>[] handlers) => CreateEventProcessors([], handlers);

    /// <summary>Processors of the caller's own making that take every event.</summary>
    /// <returns>The group of the processors, for others to follow.</returns>
    /// <param name="eventProcessorFactories">Make the processors.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params ValueEventProcessorCreator<T>[] eventProcessorFactories)
        => CreateEventProcessors([], eventProcessorFactories);

    /// <summary>Processors of the caller's own. They gate the ring from its cursor on, and are started with the disruptor.</summary>
    /// <returns>The group of the processors, for others to follow.</returns>
    /// <param name="processors">The processors.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public ValueEventHandlerGroup<T> HandleEventsWith(params IEventProcessor[] processors) => Add([], processors);

    /// <summary>Sets who decides about exceptions of handlers that have no decider of their own, those already given included.</summary>
    /// <param name="exceptionHandler">Who decides.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public void SetDefaultExceptionHandler(IValueExceptionHandler<T> exceptionHandler)
    {
        ThrowIfStarted();
        _exceptionHandler.SwitchTo(exceptionHandler);
    }

    /// <summary>Sets who decides about exceptions of one handler.</summary>
    /// <param name="eventHandler">The handler.</param>
    /// <exception cref="ArgumentException">The handler does not consume here.</exception>
    public ValueExceptionHandlerSetting<T> HandleExceptionsFor(IValueEventHandler<T> eventHandler) =>
        new(_consumers.ProcessorOf(eventHandler));

    /// <summary>The group of handlers given before, for others to follow.</summary>
    /// <param name="handlers">The handlers.</param>
    /// <exception cref="ArgumentException">A handler does not consume here.</exception>
    public ValueEventHandlerGroup<T> After(params IValueEventHandler<T>[] handlers)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        return new ValueEventHandlerGroup<T>(this, _consumers, Array.ConvertAll(handlers, handler => _consumers.ProcessorOf(handler).Sequence));
    }

    /// <summary>The group of processors, for others to follow.</summary>
    /// <param name="processors">The processors.</param>
    public ValueEventHandlerGroup<T> After(params IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        _consumers.Add(processors);
        return new ValueEventHandlerGroup<T>(this, _consumers, DisruptorUtil.GetSequencesFor(processors));
    }

    /// <summary>What a handler waits for; null when the handler does not consume here.</summary>
    /// <param name="handler">The handler.</param>
    public DependentSequenceGroup? GetDependentSequencesFor(IValueEventHandler<T> handler) => _consumers.DependentSequencesOf(handler);

    /// <summary>The last event a handler took.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="ArgumentException">The handler does not consume here.</exception>
    public long GetSequenceValueFor(IValueEventHandler<T> handler) => _consumers.ProcessorOf(handler).Sequence.Value;

    /// <summary>The ring, and whether the disruptor has started.</summary>
    public override string ToString() => $"ValueDisruptor {{RingBuffer={_ringBuffer}, Started={HasStarted}, TaskScheduler={_taskScheduler}}}";
}
