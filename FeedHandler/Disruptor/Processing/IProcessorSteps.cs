namespace Disruptor.Processing;

/// <summary>What a <see cref="ProcessorLifecycle{T}"/> asks of its processor.</summary>
internal interface IProcessorSteps
{
    void ResetBarrier();

    void CancelBarrier();

    void OnStart();

    void OnShutdown();

    void OnTimeout(long sequence);
}
