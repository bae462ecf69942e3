namespace Disruptor.Processing;

/// <content>Starting, halting, and what the handler is told of them.</content>
public partial class BatchEventProcessor<T, TDataProvider, TSequenceBarrierOptions, TEventHandler, TBatchSizeLimiter>
{
    /// <inheritdoc/>
    public bool IsRunning => _lifecycle.IsRunning;

    /// <inheritdoc/>
    public void Halt() => _lifecycle.Halt();

    /// <inheritdoc/>
    public void SetExceptionHandler(IExceptionHandler<T> exceptionHandler) => _lifecycle.ExceptionHandler = exceptionHandler;

    /// <inheritdoc/>
    public void WaitUntilStarted(TimeSpan timeout) => _lifecycle.WaitUntilStarted(timeout);

    /// <inheritdoc/>
    public Task Start(TaskScheduler taskScheduler, TaskCreationOptions taskCreationOptions)
        => Task.Factory.StartNew(Run, CancellationToken.None, taskCreationOptions, taskScheduler);

    void IProcessorSteps.ResetBarrier() => _sequenceBarrier.ResetProcessing();

    void IProcessorSteps.CancelBarrier() => _sequenceBarrier.CancelProcessing();

    void IProcessorSteps.OnStart() => _eventHandler.OnStart();

    void IProcessorSteps.OnShutdown() => _eventHandler.OnShutdown();

    void IProcessorSteps.OnTimeout(long sequence) => _eventHandler.OnTimeout(sequence);
}
