namespace Disruptor;

/// <summary>Decides about exceptions of a handler: return to go on with the next event, throw to end the processor.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IValueExceptionHandler<T>
    where T : struct
{
    /// <summary>An event made the handler throw.</summary>
    /// <param name="ex">What it threw.</param>
    /// <param name="sequence">The sequence of the event.</param>
    /// <param name="evt">The slot of the event.</param>
    void HandleEventException(Exception ex, long sequence, ref T evt);

    /// <summary><see cref="IValueEventHandler{T}.OnTimeout"/> threw.</summary>
    /// <param name="ex">What it threw.</param>
    /// <param name="sequence">The last event that was taken.</param>
    void HandleOnTimeoutException(Exception ex, long sequence);

    /// <summary><see cref="IValueEventHandler{T}.OnStart"/> threw.</summary>
    /// <param name="ex">What it threw.</param>
    void HandleOnStartException(Exception ex);

    /// <summary><see cref="IValueEventHandler{T}.OnShutdown"/> threw.</summary>
    /// <param name="ex">What it threw.</param>
    void HandleOnShutdownException(Exception ex);
}
