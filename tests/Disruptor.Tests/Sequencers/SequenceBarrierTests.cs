using Disruptor.Dsl;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Sequencers;

[TestFixture(ProducerType.Single)]
[TestFixture(ProducerType.Multi)]
public sealed class SequenceBarrierTests(ProducerType producerType)
{
    private ISequencer _sequencer = null!;

    [SetUp]
    public void SetUp() => _sequencer = SequencerFactory.Create(producerType, 64);

    [Test]
    public void ReturnsEverythingThatIsPublished()
    {
        _sequencer.Publish(0, _sequencer.Next(10));
        SequenceBarrier barrier = _sequencer.NewBarrier();
        Assert.That(barrier.WaitFor(0), Is.EqualTo(new SequenceWaitResult(9)));
        Assert.That(barrier.WaitFor(-1), Is.EqualTo(new SequenceWaitResult(9)));
    }

    [Test]
    public void DoesNotPassWhatIsOnlyClaimed()
    {
        _sequencer.Next(10);
        for (long sequence = 0; sequence < 4; sequence++) _sequencer.Publish(sequence);
        SequenceBarrier barrier = _sequencer.NewBarrier();
        Assert.That(barrier.WaitFor(0).UnsafeAvailableSequence, Is.EqualTo(3));
    }

    [Test]
    public void FollowsTheSlowestPredecessor()
    {
        _sequencer.Publish(0, _sequencer.Next(10));
        SequenceBarrier barrier = _sequencer.NewBarrier(new Sequence(8), new Sequence(5), new Sequence(9));
        Assert.That(barrier.WaitFor(2).UnsafeAvailableSequence, Is.EqualTo(5));
    }

    [Test]
    public void WaitsForThePublicationThatIsMissing()
    {
        SequenceBarrier barrier = _sequencer.NewBarrier();
        Task<SequenceWaitResult> wait = Task.Run(() => barrier.WaitFor(0));
        Assert.That(wait.Wait(20), Is.False);
        _sequencer.Publish(_sequencer.Next());
        Assert.That(Within.Patiently(wait, "the publication"), Is.EqualTo(new SequenceWaitResult(0)));
    }

    [Test]
    public void ACancelledBarrierThrowsEvenWhenEventsAreThere()
    {
        _sequencer.Publish(_sequencer.Next());
        SequenceBarrier barrier = _sequencer.NewBarrier();
        barrier.CancelProcessing();
        Assert.That(() => barrier.WaitFor(0), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void CancellingWakesAWaitingConsumer()
    {
        SequenceBarrier barrier = _sequencer.NewBarrier();
        Task wait = Task.Run(() => Assert.That(() => barrier.WaitFor(0), Throws.InstanceOf<OperationCanceledException>()));
        Assert.That(wait.Wait(20), Is.False);
        barrier.CancelProcessing();
        Within.Patiently(wait, "the cancellation");
    }

    [Test]
    public void CancellationIsSetAndReset()
    {
        SequenceBarrier barrier = _sequencer.NewBarrier();
        Assert.That(barrier.IsCancellationRequested, Is.False);
        CancellationToken first = barrier.CancellationToken;
        barrier.CancelProcessing();
        Assert.That(first.IsCancellationRequested, Is.True);
        Assert.That(barrier.IsCancellationRequested, Is.True);
        Assert.That(barrier.ThrowIfCancellationRequested, Throws.InstanceOf<OperationCanceledException>());

        barrier.ResetProcessing();
        Assert.That(barrier.IsCancellationRequested, Is.False);
        Assert.That(barrier.CancellationToken.IsCancellationRequested, Is.False);
        Assert.That(barrier.ThrowIfCancellationRequested, Throws.Nothing);
    }

    [Test]
    public void OnlyCancelsItself()
    {
        SequenceBarrier other = _sequencer.NewBarrier();
        _sequencer.NewBarrier().CancelProcessing();
        Assert.That(other.IsCancellationRequested, Is.False);
    }

    [Test]
    public void PassesATimeoutOn()
    {
        ISequencer sequencer = SequencerFactory.Create(producerType, 64, new ImpatientWaitStrategy());
        Assert.That(sequencer.NewBarrier().WaitFor(0), Is.EqualTo(SequenceWaitResult.Timeout));
    }

    [Test]
    public void ChecksPublicationOnlyWhereItMustBeChecked()
    {
        bool onCursor = IsPublishedTaken(_sequencer.NewBarrier());
        bool onPredecessor = IsPublishedTaken(_sequencer.NewBarrier(new Sequence()));
        Assert.That(onCursor, Is.EqualTo(producerType == ProducerType.Single));
        Assert.That(onPredecessor, Is.True);
    }

    private static bool IsPublishedTaken(SequenceBarrier barrier)
        => string.Equals(barrier.GetSequencerOptions().GetType().Name, "IsDependentSequencePublished", StringComparison.Ordinal);

    [Test]
    public void AResetWithoutCancellationLeavesWhoeverWaitsToTheNextCancellation()
    {
        SingleProducerSequencer sequencer = new SingleProducerSequencer(8, new BlockingWaitStrategy());
        SequenceBarrier barrier = sequencer.NewBarrier();
        CancellationToken waitedWith = barrier.CancellationToken;
        barrier.ResetProcessing();
        barrier.CancelProcessing();
        Assert.That(waitedWith.IsCancellationRequested, Is.True);
        barrier.ResetProcessing();
        Assert.That(barrier.IsCancellationRequested, Is.False);
    }
}
