namespace Disruptor.Processing;

/// <summary>A processor of events that are objects, whose handler may await.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IAsyncEventProcessor<T> : IEventProcessor
    where T : class
{
    /// <summary>Runs the loop until it is halted, beginning on the calling thread.</summary>
    /// <returns>A task that ends with the loop.</returns>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    Task RunAsync();

    /// <summary>Sets who decides about exceptions of the handler.</summary>
    /// <param name="exceptionHandler">Who decides.</param>
    void SetExceptionHandler(IExceptionHandler<T> exceptionHandler);
}
