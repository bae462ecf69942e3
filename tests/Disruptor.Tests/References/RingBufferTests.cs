using Disruptor.Dsl;
using Disruptor.Tests.Support;

namespace Disruptor.Tests.References;

public sealed class RingBufferTests
{
    private RingBuffer<Box> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        long index = 0;
        _ring = RingBuffer<Box>.CreateSingleProducer(() => new Box { Value = index++ }, 8);
    }

    [TestCase(0)]
    [TestCase(8)]
    [TestCase(int.MaxValue + 1L)]
    [TestCase(long.MaxValue)]
    public void ASequenceHasItsEvent(long sequence) => Assert.That(_ring[sequence].Value, Is.EqualTo(sequence % 8));

    [Test]
    public void ABatchEndsWhereTheRingWraps()
    {
        Assert.That(Values(_ring.GetBatch(2, 5)), Is.EqualTo(new[] { 2, 3, 4, 5 }));
        Assert.That(Values(_ring.GetBatch(6, 12)), Is.EqualTo(new[] { 6, 7 }));
        Assert.That(Values(_ring.GetBatch(8, 15)), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5, 6, 7 }));
    }

    private static IEnumerable<long> Values(EventBatch<Box> batch) => batch.AsEnumerable().Select(box => box.Value);

    [Test]
    public void ScopesPublishOnExit()
    {
        using (RingBuffer<Box>.UnpublishedEventScope scope = _ring.PublishEvent()) scope.Event().Value = 10 + scope.Sequence;
        using (RingBuffer<Box>.UnpublishedEventBatchScope scope = _ring.PublishEvents(2)) scope.Event(1).Value = 10 + scope.EndSequence;
        using (RingBuffer<Box>.NullableUnpublishedEventScope scope = _ring.TryPublishEvent())
            Assert.That(scope.TryGetEvent(out RingBuffer<Box>.EventRef box) && (box.Event().Value = 10 + box.Sequence) == 13, Is.True);
        using (RingBuffer<Box>.NullableUnpublishedEventBatchScope scope = _ring.TryPublishEvents(2))
            Assert.That(scope.TryGetEvents(out RingBuffer<Box>.EventBatchRef boxes) && (boxes.Event(1).Value = 10 + boxes.EndSequence) == 15, Is.True);
        Assert.That(_ring.Cursor, Is.EqualTo(5));
        Assert.That(Values(_ring.GetBatch(0, 5)), Is.EqualTo(new[] { 10, 1, 12, 13, 4, 15 }));
    }

    [Test]
    public void ATryScopeIsEmptyWhenTheRingIsFull()
    {
        _ring.AddGatingSequences(new Sequence());
        _ring.PublishEvents(8).Dispose();
        using RingBuffer<Box>.NullableUnpublishedEventScope scope = _ring.TryPublishEvent();
        using RingBuffer<Box>.NullableUnpublishedEventBatchScope batch = _ring.TryPublishEvents(2);
        Assert.That(scope.HasEvent || batch.HasEvents || scope.TryGetEvent(out _) || batch.TryGetEvents(out _), Is.False);
    }

    [Test]
    public void ClaimsAPreallocatedEvent()
    {
        Assert.That(_ring.ClaimAndGetPreallocated(20).Value, Is.EqualTo(4));
        Assert.That(_ring.Next(), Is.EqualTo(21));
    }

    [TestCase(ProducerType.Single, -1)]
    [TestCase(ProducerType.Multi, 0)]
    public void IsMadeForOneProducerOrForSeveral(ProducerType producerType, long cursorAfterClaim)
    {
        RingBuffer<Box> ring = RingBuffer<Box>.Create(producerType, () => new Box(), 4, new YieldingWaitStrategy());
        ring.Next();
        Assert.That(ring.Cursor, Is.EqualTo(cursorAfterClaim));
        Assert.That(ring.ToString(), Does.Contain("Box"));
    }
}
