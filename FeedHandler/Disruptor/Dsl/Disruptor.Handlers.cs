using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <content>Who handles events, and who decides about exceptions.</content>
public partial class Disruptor<T>
{
    /// <summary>Handlers that take every event, side by side.</summary>
    /// <returns>The group of the handlers, for others to follow.</returns>
    /// <param name="handlers">The handlers; each has a thread of its own.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> HandleEventsWith(params IEventHandler<T>[] handlers) => CreateEventProcessors([], handlers);

    /// <inheritdoc cref="HandleEventsWith(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> HandleEventsWith(params IBatchEventHandler<T>[] handlers) => CreateEventProcessors([], handlers);

    /// <inheritdoc cref="HandleEventsWith(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> HandleEventsWith(params IAsyncBatchEventHandler<T>[] handlers) => CreateEventProcessors([], handlers);

    /// <summary>Processors of the caller's own making that take every event.</summary>
    /// <returns>The group of the processors, for others to follow.</returns>
    /// <param name="eventProcessorFactories">Make the processors.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> HandleEventsWith(params EventProcessorCreator<T>[] eventProcessorFactories)
        => CreateEventProcessors([], eventProcessorFactories);

    /// <summary>Processors of the caller's own. They gate the ring from its cursor on, and are started with the disruptor.</summary>
    /// <returns>The group of the processors, for others to follow.</returns>
    /// <param name="processors">The processors.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> HandleEventsWith(params IEventProcessor[] processors) => Add([], processors);

    /// <summary>Workers that share the events: each takes some of them.</summary>
    /// <returns>The group of the workers, for others to follow.</returns>
    /// <param name="workHandlers">The handlers; each has a thread of its own.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public EventHandlerGroup<T> HandleEventsWithWorkerPool(params IWorkHandler<T>[] workHandlers) => CreateWorkerPool([], workHandlers);

    /// <summary>Sets who decides about exceptions of handlers that have no decider of their own, those already given included.</summary>
    /// <param name="exceptionHandler">Who decides.</param>
    /// <exception cref="InvalidOperationException">The disruptor has started.</exception>
    public void SetDefaultExceptionHandler(IExceptionHandler<T> exceptionHandler)
    {
        ThrowIfStarted();
        _exceptionHandler.SwitchTo(exceptionHandler);
    }

    /// <summary>Sets who decides about exceptions of one handler.</summary>
    /// <param name="eventHandler">The handler.</param>
    /// <exception cref="ArgumentException">The handler does not consume here.</exception>
    public ExceptionHandlerSetting<T> HandleExceptionsFor(IEventHandler<T> eventHandler) => new(_consumers.ProcessorOf(eventHandler));

    /// <inheritdoc cref="HandleExceptionsFor(IEventHandler{T})"/>
    public ExceptionHandlerSetting<T> HandleExceptionsFor(IBatchEventHandler<T> eventHandler) => new(_consumers.ProcessorOf(eventHandler));

    /// <inheritdoc cref="HandleExceptionsFor(IEventHandler{T})"/>
    public ExceptionHandlerSetting<T> HandleExceptionsFor(IAsyncBatchEventHandler<T> eventHandler) => new(_consumers.ProcessorOf(eventHandler));

    /// <summary>The group of handlers given before, for others to follow.</summary>
    /// <param name="handlers">The handlers.</param>
    /// <exception cref="ArgumentException">A handler does not consume here.</exception>
    public EventHandlerGroup<T> After(params IEventHandler<T>[] handlers) => GroupOf(handlers);

    /// <inheritdoc cref="After(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> After(params IBatchEventHandler<T>[] handlers) => GroupOf(handlers);

    /// <inheritdoc cref="After(IEventHandler{T}[])"/>
    public EventHandlerGroup<T> After(params IAsyncBatchEventHandler<T>[] handlers) => GroupOf(handlers);

    /// <summary>The group of processors, for others to follow.</summary>
    /// <param name="processors">The processors.</param>
    public EventHandlerGroup<T> After(params IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        _consumers.Add(processors);
        return new EventHandlerGroup<T>(this, _consumers, DisruptorUtil.GetSequencesFor(processors));
    }

    /// <summary>What a handler waits for; null when the handler does not consume here.</summary>
    /// <param name="handler">The handler.</param>
    public DependentSequenceGroup? GetDependentSequencesFor(IEventHandler<T> handler) => _consumers.DependentSequencesOf(handler);

    /// <summary>The last event a handler took.</summary>
    /// <param name="handler">The handler.</param>
    /// <exception cref="ArgumentException">The handler does not consume here.</exception>
    public long GetSequenceValueFor(IEventHandler<T> handler) => _consumers.ProcessorOf(handler).Sequence.Value;

    private EventHandlerGroup<T> GroupOf<THandler>(THandler[] handlers)
        where THandler : class
    {
        ArgumentNullException.ThrowIfNull(handlers);
        return new EventHandlerGroup<T>(this, _consumers, Array.ConvertAll(handlers, handler => _consumers.ProcessorOf(handler).Sequence));
    }
}
