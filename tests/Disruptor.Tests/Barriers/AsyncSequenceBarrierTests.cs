using Disruptor.Dsl;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Barriers;

[TestFixture(ProducerType.Single)]
[TestFixture(ProducerType.Multi)]
public sealed class AsyncSequenceBarrierTests(ProducerType producerType)
{
    private ISequencer _sequencer = null!;

    [SetUp]
    public void SetUp() => _sequencer = SequencerFactory.Create(producerType, 64, new AsyncWaitStrategy());

    [Test]
    public void ReturnsAtOnceWhatIsPublished()
    {
        _sequencer.Next(10);
        for (long sequence = 0; sequence < 4; sequence++) _sequencer.Publish(sequence);
        Task<SequenceWaitResult> wait = _sequencer.NewAsyncBarrier().WaitForAsync(0).AsTask();
        Assert.That(wait.IsCompletedSuccessfully, Is.True);
        Assert.That(wait.GetAwaiter().GetResult(), Is.EqualTo(new SequenceWaitResult(3)));
    }

    [Test]
    public void WaitsForThePublicationThatIsMissing()
    {
        Task<SequenceWaitResult> wait = _sequencer.NewAsyncBarrier().WaitForAsync(0).AsTask();
        Assert.That(wait.Wait(5), Is.False);
        _sequencer.Publish(_sequencer.Next());
        Assert.That(Within.Patiently(wait, "the publication"), Is.EqualTo(new SequenceWaitResult(0)));
    }

    [Test]
    public void CancellationEndsAWaitAndIsReset()
    {
        AsyncSequenceBarrier barrier = _sequencer.NewAsyncBarrier();
        Task<SequenceWaitResult> wait = barrier.WaitForAsync(0).AsTask();
        Assert.That(wait.Wait(5), Is.False);
        barrier.CancelProcessing();
        Assert.That(() => wait.Wait(TimeSpan.FromSeconds(20)), Throws.InstanceOf<AggregateException>().With.InnerException.InstanceOf<OperationCanceledException>());
        Assert.That(barrier.IsCancellationRequested && barrier.CancellationToken.IsCancellationRequested, Is.True);
        Assert.That(barrier.ThrowIfCancellationRequested, Throws.InstanceOf<OperationCanceledException>());
        barrier.ResetProcessing();
        Assert.That(barrier.IsCancellationRequested, Is.False);
    }

    [Test]
    public void TimesOut()
    {
        ISequencer sequencer = SequencerFactory.Create(producerType, 64, new AsyncWaitStrategy(TimeSpan.FromMilliseconds(1)));
        Assert.That(Within.Patiently(sequencer.NewAsyncBarrier().WaitForAsync(0).AsTask(), "the timeout"), Is.EqualTo(SequenceWaitResult.Timeout));
        Assert.That(sequencer.NewBarrier().WaitFor(0), Is.EqualTo(SequenceWaitResult.Timeout));
    }
}
