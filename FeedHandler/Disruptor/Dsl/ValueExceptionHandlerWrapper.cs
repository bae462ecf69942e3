namespace Disruptor.Dsl;

/// <summary>Passes exceptions on to a handler that can be replaced after the processors were made.</summary>
/// <typeparam name="T">The event.</typeparam>
public class ValueExceptionHandlerWrapper<T> : IValueExceptionHandler<T>
    where T : struct
{
    // Written by whoever configures the disruptor (release), read by the processors' threads (acquire).
    private volatile IValueExceptionHandler<T> _handler = new ValueFatalExceptionHandler<T>();

    /// <summary>Replaces the handler.</summary>
    /// <param name="exceptionHandler">Who decides from now on.</param>
    public void SwitchTo(IValueExceptionHandler<T> exceptionHandler)
    {
        ArgumentNullException.ThrowIfNull(exceptionHandler);
        _handler = exceptionHandler;
    }

    /// <inheritdoc/>
    public void HandleEventException(Exception ex, long sequence, ref T evt) => _handler.HandleEventException(ex, sequence, ref evt);

    /// <inheritdoc/>
    public void HandleOnTimeoutException(Exception ex, long sequence) => _handler.HandleOnTimeoutException(ex, sequence);

    /// <inheritdoc/>
    public void HandleOnStartException(Exception ex) => _handler.HandleOnStartException(ex);

    /// <inheritdoc/>
    public void HandleOnShutdownException(Exception ex) => _handler.HandleOnShutdownException(ex);
}
