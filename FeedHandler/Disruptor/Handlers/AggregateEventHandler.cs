namespace Disruptor;

/// <summary>Several handlers on one thread: each event goes to all of them, in order.</summary>
/// <typeparam name="T">The event.</typeparam>
public class AggregateEventHandler<T> : IEventHandler<T>
{
    private readonly IEventHandler<T>[] _eventHandlers;

    /// <summary>The handlers as one.</summary>
    /// <param name="eventHandlers">The handlers, in the order of their calls.</param>
    public AggregateEventHandler(params IEventHandler<T>[] eventHandlers)
    {
        ArgumentNullException.ThrowIfNull(eventHandlers);
        _eventHandlers = [.. eventHandlers];
    }

    /// <inheritdoc/>
    public void OnEvent(T data, long sequence, bool endOfBatch)
    {
        foreach (IEventHandler<T> handler in _eventHandlers) handler.OnEvent(data, sequence, endOfBatch);
    }

    /// <inheritdoc/>
    public void OnStart()
    {
        foreach (IEventHandler<T> handler in _eventHandlers) handler.OnStart();
    }

    /// <inheritdoc/>
    public void OnShutdown()
    {
        foreach (IEventHandler<T> handler in _eventHandlers) handler.OnShutdown();
    }
}
