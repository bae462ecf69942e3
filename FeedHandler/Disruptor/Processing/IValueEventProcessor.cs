namespace Disruptor.Processing;

/// <summary>A processor of events held by value.</summary>
/// <typeparam name="T">The event.</typeparam>
public interface IValueEventProcessor<T> : IEventProcessor
    where T : struct
{
    /// <summary>Runs the loop on the calling thread until it is halted.</summary>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    void Run();

    /// <summary>Sets who decides about exceptions of the handler.</summary>
    /// <param name="exceptionHandler">Who decides.</param>
    void SetExceptionHandler(IValueExceptionHandler<T> exceptionHandler);
}
