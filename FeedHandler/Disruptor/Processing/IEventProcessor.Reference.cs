namespace Disruptor.Processing;

/// <summary>A processor of events that are objects.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IEventProcessor<T> : IEventProcessor
    where T : class
{
    /// <summary>Runs the loop on the calling thread until it is halted.</summary>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    void Run();

    /// <summary>Sets who decides about exceptions of the handler.</summary>
    /// <param name="exceptionHandler">Who decides.</param>
    void SetExceptionHandler(IExceptionHandler<T> exceptionHandler);
}
