namespace Disruptor.Processing;

/// <summary>Begins, ends and halts the runs of a processor of objects, and tells its handler and its decider about exceptions of them.</summary>
internal sealed class ProcessorLifecycle<T>(IProcessorSteps steps)
    where T : class
{
    private readonly RunState _runState = new();

    // Written by whoever configures the processor (release), read by its thread (acquire).
    private volatile IExceptionHandler<T> _exceptionHandler = new FatalExceptionHandler<T>();

    internal bool IsRunning => !_runState.IsIdle;

    internal bool ShouldRun => _runState.ShouldRun;

    internal IExceptionHandler<T> ExceptionHandler
    {
        get => _exceptionHandler;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _exceptionHandler = value;
        }
    }

    internal void Halt()
    {
        HaltLater();
        steps.CancelBarrier();
    }

    internal void HaltLater() => _runState.Halt();

    internal void WaitUntilStarted(TimeSpan timeout) => _runState.WaitUntilStarted(timeout);

    /// <summary>Begins a run; one that was halted before only starts and shuts the handler down.</summary>
    /// <returns>Whether to go on, with <see cref="NotifyStart"/>, and to end with <see cref="Leave"/>.</returns>
    internal bool TryEnter()
    {
        if (_runState.Begin() == RunState.Beginning.AlreadyHalted)
        {
            NotifyStart();
            NotifyShutdown();
            return false;
        }

        // Whoever halts from here on is seen either by ShouldRun or, having cancelled after this reset, by the barrier.
        steps.ResetBarrier();
        return true;
    }

    internal void NotifyStart()
    {
        try
        {
            steps.OnStart();
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnStartException(ex);
        }

        _runState.SignalStarted();
    }

    internal void NotifyTimeout(long sequence)
    {
        try
        {
            steps.OnTimeout(sequence);
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnTimeoutException(ex, sequence);
        }
    }

    internal void Leave()
    {
        try
        {
            NotifyShutdown();
        }
        finally
        {
            _runState.End();
        }
    }

    private void NotifyShutdown()
    {
        try
        {
            steps.OnShutdown();
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnShutdownException(ex);
        }
    }
}
