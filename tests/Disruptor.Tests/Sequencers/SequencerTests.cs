using Disruptor.Dsl;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Sequencers;

[TestFixture(ProducerType.Single)]
[TestFixture(ProducerType.Multi)]
public sealed class SequencerTests(ProducerType producerType)
{
    private const int Size = 16;
    private ISequencer _sequencer = null!;
    private Sequence _consumer = null!;

    [SetUp]
    public void SetUp()
    {
        _sequencer = SequencerFactory.Create(producerType, Size, new BlockingWaitStrategy());
        _consumer = new Sequence();
    }

    [TestCase(0)]
    [TestCase(-8)]
    [TestCase(3)]
    [TestCase(100)]
    public void RefusesASizeThatIsNoPowerOfTwo(int size)
        => Assert.That(() => SequencerFactory.Create(producerType, size), Throws.TypeOf<ArgumentException>().With.Message.Contains($"{size} events"));

    [Test]
    public void BeginsAtZero()
    {
        Assert.That(_sequencer.Cursor, Is.EqualTo(-1));
        Assert.That(_sequencer.Next(), Is.Zero);
    }

    [Test]
    public void ABatchClaimReturnsItsLastSequence() => Assert.That(_sequencer.Next(4), Is.EqualTo(3));

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(int.MinValue)]
    [TestCase(Size + 1)]
    public void RefusesAClaimOutOfRange(int n)
    {
        Assert.That(() => _sequencer.Next(n), Throws.TypeOf<ArgumentException>());
        Assert.That(() => _sequencer.TryNext(n, out _), Throws.TypeOf<ArgumentException>());
        Assert.That(_sequencer.Next(), Is.Zero, "a refused claim claims nothing");
    }

    [Test]
    public void AWholeRingCanBeClaimedAtOnce()
    {
        _sequencer.AddGatingSequences(_consumer);
        Assert.That(_sequencer.TryNext(Size, out long sequence), Is.True);
        Assert.That(sequence, Is.EqualTo(Size - 1));
        Assert.That(_sequencer.TryNext(out _), Is.False);
    }

    [Test]
    public void CountsCapacityFromClaims()
    {
        _sequencer.AddGatingSequences(_consumer);
        Assert.That(_sequencer.GetRemainingCapacity(), Is.EqualTo(Size));
        for (int i = 1; i <= Size; i++)
        {
            _sequencer.Next();
            Assert.That(_sequencer.GetRemainingCapacity(), Is.EqualTo(Size - i));
            Assert.That(_sequencer.HasAvailableCapacity(Size - i), Is.True);
            Assert.That(_sequencer.HasAvailableCapacity(Size - i + 1), Is.False);
        }
    }

    [Test]
    public void AFailedTryClaimsNothingAndSucceedsOnceAConsumerMoved()
    {
        _sequencer.AddGatingSequences(_consumer);
        for (int i = 0; i < Size; i++) _sequencer.Publish(_sequencer.Next());
        Assert.That(_sequencer.TryNext(out _), Is.False);
        Assert.That(_sequencer.TryNext(2, out _), Is.False);

        _consumer.SetValue(0);
        Assert.That(_sequencer.TryNext(2, out _), Is.False, "only one slot is free");
        Assert.That(_sequencer.TryNext(out long sequence), Is.True);
        Assert.That(sequence, Is.EqualTo(Size));
    }

    [Test]
    public void TheProducerWaitsForTheSlowestConsumer()
    {
        Sequence slow = new Sequence();
        _sequencer.AddGatingSequences(_consumer, slow);
        _sequencer.Publish(0, _sequencer.Next(Size));
        _consumer.SetValue(Size - 1);

        using ManualResetEventSlim waiting = new ManualResetEventSlim();
        Task<long> producer = Task.Run(() =>
        {
            waiting.Set();
            return _sequencer.Next();
        });
        waiting.Wait();
        Assert.That(producer.Wait(20), Is.False, "claimed a slot that was not consumed");
        slow.SetValue(0);
        Assert.That(Within.Patiently(producer, "the claim"), Is.EqualTo(Size));
    }

    [Test]
    public void WaitingForCapacityPublishesNothing()
    {
        _sequencer.AddGatingSequences(_consumer);
        long claimed = _sequencer.Next(Size);
        Task<long> producer = Task.Run(() => _sequencer.Next());
        Assert.That(producer.Wait(20), Is.False);
        Assert.That(_sequencer.GetHighestPublishedSequence(0, Math.Min(_sequencer.Cursor, claimed)), Is.EqualTo(-1));
        _consumer.SetValue(claimed);
        Within.Patiently(producer, "the claim");
    }

    [Test]
    public void ASequenceIsAvailableFromItsPublicationUntilItIsOverwritten()
    {
        long hi = _sequencer.Next(6);
        for (long i = 0; i <= hi; i++) Assert.That(_sequencer.IsAvailable(i), Is.False, $"{i} is only claimed");
        _sequencer.Publish(0, hi);
        for (long i = 0; i <= hi; i++) Assert.That(_sequencer.IsAvailable(i), Is.True, $"{i} is published");
        Assert.That(_sequencer.IsAvailable(hi + 1), Is.False);

        for (int i = 0; i < Size; i++) _sequencer.Publish(_sequencer.Next());
        Assert.That(_sequencer.IsAvailable(0), Is.False, "0 is overwritten");
    }

    [Test]
    public void AClaimCanBeSetForTheStart()
    {
        _sequencer.Claim(14);
        _sequencer.Publish(14);
        Assert.That(_sequencer.Next(), Is.EqualTo(15));
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public void SignalsOncePerPublicationAndOnlyABlockingStrategy(bool isBlocking, int expectedCount)
    {
        RecordingWaitStrategy waitStrategy = new RecordingWaitStrategy(isBlocking);
        ISequencer sequencer = SequencerFactory.Create(producerType, Size, waitStrategy);
        sequencer.Publish(sequencer.Next());
        Assert.That(waitStrategy.SignalCount, Is.EqualTo(expectedCount));
        sequencer.Publish(1, sequencer.Next(4));
        Assert.That(waitStrategy.SignalCount, Is.EqualTo(2 * expectedCount));
    }

    [Test]
    public void AddedConsumersJoinAtTheCursor()
    {
        for (int i = 0; i < 5; i++) _sequencer.Publish(_sequencer.Next());
        Assert.That(_sequencer.GetMinimumSequence(), Is.EqualTo(4), "the cursor while nothing gates");
        _sequencer.AddGatingSequences(_consumer);
        Assert.That(_consumer.Value, Is.EqualTo(4));
    }

    [Test]
    public void ARemovedConsumerGatesNoLonger()
    {
        Sequence other = new Sequence();
        _sequencer.AddGatingSequences(_consumer, other, _consumer);
        _sequencer.Publish(0, _sequencer.Next(Size));
        other.SetValue(7);
        Assert.That(_sequencer.GetMinimumSequence(), Is.EqualTo(-1));
        Assert.That(_sequencer.RemoveGatingSequence(_consumer), Is.True);
        Assert.That(_sequencer.GetMinimumSequence(), Is.EqualTo(7), "both occurrences are gone");
        Assert.That(_sequencer.RemoveGatingSequence(_consumer), Is.False);
        Assert.That(_sequencer.TryNext(8, out _), Is.True);
        Assert.That(_sequencer.TryNext(out _), Is.False);
    }

    [Test]
    public void WrapsManyLapsBehindAConsumer()
    {
        _sequencer.AddGatingSequences(_consumer);
        for (long i = 0; i < 10 * Size; i++)
        {
            Assert.That(_sequencer.Next(), Is.EqualTo(i));
            _sequencer.Publish(i);
            _consumer.SetValue(i);
        }

        Assert.That(_sequencer.GetRemainingCapacity(), Is.EqualTo(Size));
    }
}
