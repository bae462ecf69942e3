using System.Diagnostics.CodeAnalysis;

namespace Disruptor;

/// <summary>Writes the exception to the console and throws it on, which ends the processor.</summary>
/// <typeparam name="T">The event.</typeparam>
public sealed class FatalExceptionHandler<T> : IExceptionHandler<T>
    where T : class
{
    /// <inheritdoc/>
    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleEventException(Exception ex, long sequence, T? evt) => ThrowOn($"Exception processing sequence {sequence} for event {evt}: {ex}", ex);

    /// <inheritdoc/>
    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleOnTimeoutException(Exception ex, long sequence) => ThrowOn($"Exception during OnTimeout() after sequence {sequence}: {ex}", ex);

    /// <inheritdoc/>
    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleEventException(Exception ex, long sequence, EventBatch<T> batch)
        => ThrowOn($"Exception processing sequence {sequence} for batch of {batch.Length} events: {ex}", ex);

    /// <inheritdoc/>
    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleOnStartException(Exception ex) => ThrowOn($"Exception during OnStart(): {ex}", ex);

    /// <inheritdoc/>
    /// <exception cref="ApplicationException">Always; the cause is inside.</exception>
    public void HandleOnShutdownException(Exception ex) => ThrowOn($"Exception during OnShutdown(): {ex}", ex);

    [DoesNotReturn]
    [SuppressMessage("Usage", "CA2201:Do not raise reserved exception types", Justification = "The released behaviour: callers catch this type.")]
    [SuppressMessage("Design", "MA0014:Do not raise System.ApplicationException type", Justification = "The released behaviour: callers catch this type.")]
    private static void ThrowOn(string message, Exception cause)
    {
        Console.WriteLine(message);
        throw new ApplicationException(message, cause);
    }
}
