namespace Disruptor.Tests.Support;

/// <summary>Counts what a sequencer asks of its wait strategy.</summary>
internal sealed class RecordingWaitStrategy(bool isBlocking) : IWaitStrategy
{
    internal int SignalCount { get; private set; }

    public bool IsBlockingStrategy => isBlocking;

    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
        => dependentSequences.SpinWaitFor(sequence, cancellationToken);

    public void SignalAllWhenBlocking() => SignalCount++;
}
