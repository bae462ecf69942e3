using Disruptor.Tests.Support;
using PollState = Disruptor.EventPoller.PollState;

namespace Disruptor.Tests.References;

public sealed class EventPollerTests
{
    private readonly List<long> _taken = [];
    private RingBuffer<Box> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        _taken.Clear();
        _ring = RingBuffer<Box>.CreateMultiProducer(() => new Box(), 4);
    }

    [Test]
    public void TakesEventsOneByOneUntilToldToStop()
    {
        EventPoller<Box> poller = _ring.NewPoller();
        Assert.That(poller.Poll(Take), Is.EqualTo(PollState.Idle));
        _ring.PublishEvents(3).Dispose();
        Assert.That(poller.Poll((_, sequence, _) => sequence < 1), Is.EqualTo(PollState.Processing));
        Assert.That(poller.Sequence.Value, Is.EqualTo(1));
        Assert.That(poller.Poll(Take), Is.EqualTo(PollState.Processing));
        Assert.That(_taken, Is.EqualTo(new[] { 2L }));
    }

    [Test]
    public void TakesWhatLiesSideBySideAtOnce()
    {
        EventPoller<Box> poller = _ring.NewPoller();
        _ring.PublishEvents(3).Dispose();
        Assert.That(poller.Poll(TakeBatch), Is.EqualTo(PollState.Processing));
        _ring.PublishEvents(3).Dispose();
        Assert.That(poller.Poll(TakeBatch), Is.EqualTo(PollState.Processing));
        Assert.That(poller.Poll(TakeBatch), Is.EqualTo(PollState.Processing));
        Assert.That(poller.Poll(TakeBatch), Is.EqualTo(PollState.Idle));
        Assert.That(_taken, Is.EqualTo(new[] { 3L, 1L, 2L }), "the second run wraps after one event");
        Assert.That(poller.Sequence.Value, Is.EqualTo(5));
    }

    [Test]
    public void IsGatedByTheConsumersItFollows()
    {
        var first = new Sequence();
        EventPoller<Box> poller = _ring.NewPoller(first);
        _ring.PublishEvent().Dispose();
        Assert.That((poller.Poll(Take), poller.Poll(TakeBatch)), Is.EqualTo((PollState.Gating, PollState.Gating)));
        first.SetValue(0);
        Assert.That(poller.Poll(Take), Is.EqualTo(PollState.Processing));
    }

    private bool Take(Box box, long sequence, bool endOfBatch)
    {
        _taken.Add(sequence);
        return true;
    }

    private void TakeBatch(EventBatch<Box> batch, long sequence) => _taken.Add(batch.Length);
}
