namespace Disruptor.Processing;

/// <content>Starting and halting.</content>
public sealed partial class WorkProcessor<T>
{
    /// <inheritdoc/>
    public bool IsRunning => _lifecycle.IsRunning;

    /// <inheritdoc/>
    public void Halt() => _lifecycle.Halt();

    /// <summary>Ends the loop after the event in hand, without cancelling the barrier: the workers that share it go on.</summary>
    public void HaltLater() => _lifecycle.HaltLater();

    /// <inheritdoc/>
    public void WaitUntilStarted(TimeSpan timeout) => _lifecycle.WaitUntilStarted(timeout);

    /// <inheritdoc/>
    public Task Start(TaskScheduler taskScheduler, TaskCreationOptions taskCreationOptions)
        => Task.Factory.StartNew(Run, CancellationToken.None, taskCreationOptions, taskScheduler);

    void IProcessorSteps.ResetBarrier() => _sequenceBarrier.ResetProcessing();

    void IProcessorSteps.CancelBarrier() => _sequenceBarrier.CancelProcessing();

    void IProcessorSteps.OnStart() => _workHandler.OnStart();

    void IProcessorSteps.OnShutdown() => _workHandler.OnShutdown();

    void IProcessorSteps.OnTimeout(long sequence) => _workHandler.OnTimeout(sequence);
}
