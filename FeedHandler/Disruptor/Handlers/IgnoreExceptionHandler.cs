namespace Disruptor;

/// <summary>Writes the exception to the console and goes on with the next event.</summary>
/// <typeparam name="T">The event.</typeparam>
public class IgnoreExceptionHandler<T> : IExceptionHandler<T>
    where T : class
{
    /// <inheritdoc/>
    public void HandleEventException(Exception ex, long sequence, T? evt)
        => Console.WriteLine($"Exception processing sequence {sequence} for event {evt}: {ex}");

    /// <inheritdoc/>
    public void HandleOnTimeoutException(Exception ex, long sequence) => Console.WriteLine($"Exception during OnTimeout() after sequence {sequence}: {ex}");

    /// <inheritdoc/>
    public void HandleEventException(Exception ex, long sequence, EventBatch<T> batch)
        => Console.WriteLine($"Exception processing sequence {sequence} for batch of {batch.Length} events: {ex}");

    /// <inheritdoc/>
    public void HandleOnStartException(Exception ex) => Console.WriteLine($"Exception during OnStart(): {ex}");

    /// <inheritdoc/>
    public void HandleOnShutdownException(Exception ex) => Console.WriteLine($"Exception during OnShutdown(): {ex}");
}
