namespace Disruptor;

/// <summary>Decides about exceptions of a handler: return to go on with the next event, throw to end the processor.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IExceptionHandler<T>
    where T : class
{
    /// <summary>An event made the handler throw.</summary>
    /// <param name="ex">What it threw.</param>
    /// <param name="sequence">The sequence of the event.</param>
    /// <param name="evt">The event; null when a worker threw before it had one.</param>
    void HandleEventException(Exception ex, long sequence, T? evt);

    /// <inheritdoc cref="IValueExceptionHandler{T}.HandleOnTimeoutException"/>
    void HandleOnTimeoutException(Exception ex, long sequence);

    /// <summary>A batch made the handler throw.</summary>
    /// <param name="ex">What it threw.</param>
    /// <param name="sequence">The sequence of the first event.</param>
    /// <param name="batch">The events.</param>
    void HandleEventException(Exception ex, long sequence, EventBatch<T> batch);

    /// <inheritdoc cref="IValueExceptionHandler{T}.HandleOnStartException"/>
    void HandleOnStartException(Exception ex);

    /// <inheritdoc cref="IValueExceptionHandler{T}.HandleOnShutdownException"/>
    void HandleOnShutdownException(Exception ex);
}
