namespace Disruptor.Dsl;

/// <summary>Passes exceptions to a decider that can be changed while processors hold the wrapper.</summary>
/// <typeparam name="T">The event.</typeparam>
public class ExceptionHandlerWrapper<T> : IExceptionHandler<T>
    where T : class
{
    // Written by whoever configures the disruptor (release), read by the processors' threads (acquire).
    private volatile IExceptionHandler<T> _handler = new FatalExceptionHandler<T>();

    /// <summary>Sets the decider from now on.</summary>
    /// <param name="exceptionHandler">The decider.</param>
    public void SwitchTo(IExceptionHandler<T> exceptionHandler)
    {
        ArgumentNullException.ThrowIfNull(exceptionHandler);
        _handler = exceptionHandler;
    }

    /// <inheritdoc/>
    public void HandleEventException(Exception ex, long sequence, T? evt) => _handler.HandleEventException(ex, sequence, evt);

    /// <inheritdoc/>
    public void HandleOnTimeoutException(Exception ex, long sequence) => _handler.HandleOnTimeoutException(ex, sequence);

    /// <inheritdoc/>
    public void HandleEventException(Exception ex, long sequence, EventBatch<T> batch) => _handler.HandleEventException(ex, sequence, batch);

    /// <inheritdoc/>
    public void HandleOnStartException(Exception ex) => _handler.HandleOnStartException(ex);

    /// <inheritdoc/>
    public void HandleOnShutdownException(Exception ex) => _handler.HandleOnShutdownException(ex);
}
