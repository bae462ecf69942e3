namespace Disruptor.Processing;

/// <content>Starting, halting, and what the handler is told of it.</content>
public partial class ValueEventProcessor<T, TDataProvider, TSequenceBarrierOptions, TEventHandler, TOnBatchStartEvaluator, TBatchSizeLimiter>
{
    private readonly RunState _runState = new();

    // Written by whoever configures the processor (release), read by its thread (acquire).
    private volatile IValueExceptionHandler<T> _exceptionHandler = new ValueFatalExceptionHandler<T>();

    /// <inheritdoc/>
    public bool IsRunning => !_runState.IsIdle;

    /// <inheritdoc/>
    public void Halt()
    {
        _runState.Halt();
        _sequenceBarrier.CancelProcessing();
    }

    /// <inheritdoc/>
    public void SetExceptionHandler(IValueExceptionHandler<T> exceptionHandler)
    {
        ArgumentNullException.ThrowIfNull(exceptionHandler);
        _exceptionHandler = exceptionHandler;
    }

    /// <inheritdoc/>
    public void WaitUntilStarted(TimeSpan timeout) => _runState.WaitUntilStarted(timeout);

    /// <inheritdoc/>
    public Task Start(TaskScheduler taskScheduler, TaskCreationOptions taskCreationOptions)
        => Task.Factory.StartNew(Run, CancellationToken.None, taskCreationOptions, taskScheduler);

    /// <inheritdoc/>
    public void Run()
    {
        if (_runState.Begin() == RunState.Beginning.AlreadyHalted)
        {
            NotifyStart();
            NotifyShutdown();
            return;
        }

        // Whoever halts from here on is seen either by the check below or, having cancelled after this reset, by the barrier.
        _sequenceBarrier.ResetProcessing();
        try
        {
            NotifyStart();
            if (_runState.ShouldRun) ProcessEvents();
        }
        finally
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
    }

    private void NotifyStart()
    {
        try
        {
            _eventHandler.OnStart();
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnStartException(ex);
        }

        _runState.SignalStarted();
    }

    private void NotifyShutdown()
    {
        try
        {
            _eventHandler.OnShutdown();
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnShutdownException(ex);
        }
    }

    private void NotifyTimeout(long sequence)
    {
        try
        {
            _eventHandler.OnTimeout(sequence);
        }
        catch (Exception ex)
        {
            _exceptionHandler.HandleOnTimeoutException(ex, sequence);
        }
    }
}
