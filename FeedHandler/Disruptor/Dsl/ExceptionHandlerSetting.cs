using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Sets who decides about exceptions of one handler.</summary>
/// <typeparam name="T">The event.</typeparam>
public class ExceptionHandlerSetting<T>
    where T : class
{
    private readonly IEventProcessor _processor;

    internal ExceptionHandlerSetting(IEventProcessor processor)
    {
        _processor = processor;
    }

    /// <summary>Sets the decider.</summary>
    /// <param name="exceptionHandler">The decider.</param>
    /// <exception cref="InvalidOperationException">The processor is of a kind that takes none.</exception>
    public void With(IExceptionHandler<T> exceptionHandler)
    {
        if (_processor is IEventProcessor<T> processor) processor.SetExceptionHandler(exceptionHandler);
        else if (_processor is IAsyncEventProcessor<T> asyncProcessor) asyncProcessor.SetExceptionHandler(exceptionHandler);
        else
        {
            throw new InvalidOperationException(
                $"The processor {_processor.GetType().Name} takes no exception handler: it must handle exceptions itself.");
        }
    }
}
