using Disruptor.Dsl;
using PollState = Disruptor.EventPoller.PollState;

namespace Disruptor.Tests.Pollers;

[TestFixture(ProducerType.Single)]
[TestFixture(ProducerType.Multi)]
public sealed class ValueEventPollerTests(ProducerType producerType)
{
    private readonly List<(long Event, long Sequence, bool EndOfBatch)> _taken = [];
    private ValueRingBuffer<long> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        _taken.Clear();
        _ring = ValueRingBuffer<long>.Create(producerType, () => 0, 16, new BusySpinWaitStrategy());
    }

    [Test]
    public void IsIdleWhileNothingIsPublished()
    {
        ValueEventPoller<long> poller = _ring.NewPoller();
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Idle));
        Assert.That(poller.Sequence.Value, Is.EqualTo(-1));
    }

    [Test]
    public void TakesEverythingThatIsAvailable()
    {
        ValueEventPoller<long> poller = _ring.NewPoller();
        Publish(3);
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Processing));
        Assert.That(_taken, Is.EqualTo(new[] { (100L, 0L, false), (101L, 1L, false), (102L, 2L, true) }));
        Assert.That(poller.Sequence.Value, Is.EqualTo(2));
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Idle));
    }

    [Test]
    public void StopsWhenTheHandlerSaysSo()
    {
        ValueEventPoller<long> poller = _ring.NewPoller();
        Publish(3);
        Assert.That(poller.Poll(TakeOne), Is.EqualTo(PollState.Processing));
        Assert.That(poller.Sequence.Value, Is.Zero);
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Processing));
        Assert.That(_taken.Select(taken => taken.Sequence), Is.EqualTo(new[] { 0L, 1L, 2L }));
    }

    [Test]
    public void AnEventThatThrowsIsNotTaken()
    {
        ValueEventPoller<long> poller = _ring.NewPoller();
        Publish(3);
        Assert.That(() => poller.Poll((ref long _, long sequence, bool _) => sequence == 1 ? throw new TimeoutException() : true), Throws.TypeOf<TimeoutException>());
        Assert.That(poller.Sequence.Value, Is.Zero);
        poller.Poll(TakeAll);
        Assert.That(_taken.Select(taken => taken.Sequence), Is.EqualTo(new[] { 1L, 2L }));
    }

    [Test]
    public void IsGatedByTheConsumersItFollows()
    {
        var first = new Sequence();
        ValueEventPoller<long> poller = _ring.NewPoller(first);
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Idle));
        Publish(2);
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Gating));
        first.SetValue(0);
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Processing));
        Assert.That(_taken, Is.EqualTo(new[] { (100L, 0L, true) }));
    }

    [Test]
    public void DoesNotTakeWhatIsOnlyClaimed()
    {
        ValueEventPoller<long> poller = _ring.NewPoller();
        _ring.Next();
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(producerType == ProducerType.Multi ? PollState.Gating : PollState.Idle));
        _ring.Publish(0);
        Assert.That(poller.Poll(TakeAll), Is.EqualTo(PollState.Processing));
    }

    [Test]
    public void ChangesEventsInPlace()
    {
        Publish(1);
        _ring.NewPoller().Poll((ref long data, long _, bool _) => (data = 7) == 7);
        Assert.That(_ring[0], Is.EqualTo(7));
    }

    private bool TakeAll(ref long data, long sequence, bool endOfBatch)
    {
        _taken.Add((data, sequence, endOfBatch));
        return true;
    }

    private bool TakeOne(ref long data, long sequence, bool endOfBatch)
    {
        TakeAll(ref data, sequence, endOfBatch);
        return false;
    }

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using ValueRingBuffer<long>.UnpublishedEventScope scope = _ring.PublishEvent();
            scope.Event() = 100 + scope.Sequence;
        }
    }
}
