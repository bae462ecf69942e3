using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>Sets who decides about exceptions of one handler.</summary>
/// <typeparam name="T">The event.</typeparam>
public class ValueExceptionHandlerSetting<T>
    where T : struct
{
    private readonly IEventProcessor _processor;

    internal ValueExceptionHandlerSetting(IEventProcessor processor)
    {
        _processor = processor;
    }

    /// <summary>Sets who decides, instead of the default.</summary>
    /// <param name="exceptionHandler">Who decides.</param>
    /// <exception cref="InvalidOperationException">The processor is of the caller's own kind and takes no exception handler.</exception>
    public void With(IValueExceptionHandler<T> exceptionHandler)
    {
        if (_processor is not IValueEventProcessor<T> processor)
            throw new InvalidOperationException(
                $"The processor {_processor.GetType().Name} takes no exception handler: it must handle exceptions itself.");
        processor.SetExceptionHandler(exceptionHandler);
    }
}
