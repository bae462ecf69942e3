namespace Disruptor.Tests.Support;

/// <summary>Gives every wait up at once.</summary>
internal sealed class ImpatientWaitStrategy : IWaitStrategy
{
    public bool IsBlockingStrategy => false;

    public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken) => SequenceWaitResult.Timeout;

    public void SignalAllWhenBlocking()
    {
    }
}
