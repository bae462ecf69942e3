using Disruptor.Dsl;

namespace Disruptor.Tests.RingBuffers;

/// <summary>The scopes of both rings, by the same cases.</summary>
public sealed class PublicationScopeTests
{
    private UnmanagedRingBufferMemory _memory = null!;
    private UnmanagedRingBuffer<long> _unmanaged = null!;
    private ValueRingBuffer<long> _value = null!;

    [SetUp]
    public void SetUp()
    {
        _memory = UnmanagedRingBufferMemory.Allocate(4, () => -1L);
        _unmanaged = new UnmanagedRingBuffer<long>(_memory, ProducerType.Single, new BlockingWaitStrategy());
        _value = ValueRingBuffer<long>.CreateSingleProducer(() => -1L, 4);
    }

    [TearDown]
    public void TearDown() => _memory.Dispose();

    [Test]
    public void AScopePublishesOnExitAndNotBefore()
    {
        using (ValueRingBuffer<long>.UnpublishedEventScope scope = _value.PublishEvent())
        {
            scope.Event() = 10 + scope.Sequence;
            Assert.That(_value.Cursor, Is.EqualTo(-1));
        }

        using (UnmanagedRingBuffer<long>.UnpublishedEventScope scope = _unmanaged.PublishEvent())
        {
            scope.Event() = 10 + scope.Sequence;
            Assert.That(_unmanaged.Cursor, Is.EqualTo(-1));
        }

        AssertEvents(0, 10, -1, -1, -1);
    }

    [Test]
    public void AScopePublishesEvenWhenItsBodyThrows()
    {
        Assert.That(ThrowInScope, Throws.TypeOf<TimeoutException>());
        Assert.That(_value.Cursor, Is.Zero);

        void ThrowInScope()
        {
            using ValueRingBuffer<long>.UnpublishedEventScope scope = _value.PublishEvent();
            throw new TimeoutException();
        }
    }

    [Test]
    public void ABatchScopePublishesAllOnExit()
    {
        using (ValueRingBuffer<long>.UnpublishedEventBatchScope scope = _value.PublishEvents(3))
        {
            Assert.That((scope.StartSequence, scope.EndSequence), Is.EqualTo((0L, 2L)));
            for (int i = 0; i < 3; i++) scope.Event(i) = 20 + i;
            Assert.That(_value.Cursor, Is.EqualTo(-1));
        }

        using (UnmanagedRingBuffer<long>.UnpublishedEventBatchScope scope = _unmanaged.PublishEvents(3))
        {
            Assert.That((scope.StartSequence, scope.EndSequence), Is.EqualTo((0L, 2L)));
            for (int i = 0; i < 3; i++) scope.Event(i) = 20 + i;
            Assert.That(_unmanaged.Cursor, Is.EqualTo(-1));
        }

        AssertEvents(2, 20, 21, 22, -1);
    }

    [Test]
    public void ATryScopeHoldsAnEventWhileThereIsRoom()
    {
        using (ValueRingBuffer<long>.NullableUnpublishedEventScope scope = _value.TryPublishEvent())
        {
            Assert.That(scope.HasEvent && scope.TryGetEvent(out ValueRingBuffer<long>.EventRef slot) && (slot.Event() = 30 + slot.Sequence) == 30, Is.True);
        }

        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventScope scope = _unmanaged.TryPublishEvent())
        {
            Assert.That(scope.HasEvent && scope.TryGetEvent(out UnmanagedRingBuffer<long>.EventRef slot) && (slot.Event() = 30 + slot.Sequence) == 30, Is.True);
        }

        AssertEvents(0, 30, -1, -1, -1);
    }

    [Test]
    public void ATryBatchScopeHoldsEventsWhileThereIsRoom()
    {
        using (ValueRingBuffer<long>.NullableUnpublishedEventBatchScope scope = _value.TryPublishEvents(2))
        {
            Assert.That(scope.HasEvents && scope.TryGetEvents(out ValueRingBuffer<long>.EventBatchRef slots) && (slots.Event(1) = slots.EndSequence) == 1, Is.True);
        }

        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventBatchScope scope = _unmanaged.TryPublishEvents(2))
        {
            Assert.That(scope.HasEvents && scope.TryGetEvents(out UnmanagedRingBuffer<long>.EventBatchRef slots) && (slots.Event(1) = slots.EndSequence) == 1, Is.True);
        }

        AssertEvents(1, -1, 1, -1, -1);
    }

    [Test]
    public void ATryScopeIsEmptyAndHarmlessWhenTheRingIsFull()
    {
        _value.AddGatingSequences(new Sequence());
        _unmanaged.AddGatingSequences(new Sequence());
        _value.Publish(_value.Next(3));
        _unmanaged.Publish(_unmanaged.Next(3));

        using (ValueRingBuffer<long>.NullableUnpublishedEventBatchScope scope = _value.TryPublishEvents(2))
            Assert.That(scope.HasEvents || scope.TryGetEvents(out _), Is.False);
        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventBatchScope scope = _unmanaged.TryPublishEvents(2))
            Assert.That(scope.HasEvents || scope.TryGetEvents(out _), Is.False);
        _value.PublishEvent().Dispose();
        _unmanaged.PublishEvent().Dispose();
        using (ValueRingBuffer<long>.NullableUnpublishedEventScope scope = _value.TryPublishEvent())
            Assert.That(scope.HasEvent || scope.TryGetEvent(out _), Is.False);
        using (UnmanagedRingBuffer<long>.NullableUnpublishedEventScope scope = _unmanaged.TryPublishEvent())
            Assert.That(scope.HasEvent || scope.TryGetEvent(out _), Is.False);
        Assert.That((_value.Cursor, _unmanaged.Cursor), Is.EqualTo((3L, 3L)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(5)]
    public void RefusesACountOutOfRangeAndClaimsNothing(int count)
    {
        Assert.That(() => _value.PublishEvents(count), Throws.TypeOf<ArgumentException>());
        Assert.That(() => _value.TryPublishEvents(count), Throws.TypeOf<ArgumentException>());
        Assert.That(() => _unmanaged.PublishEvents(count), Throws.TypeOf<ArgumentException>());
        Assert.That(() => _unmanaged.TryPublishEvents(count), Throws.TypeOf<ArgumentException>());
        Assert.That((_value.Next(), _unmanaged.Next()), Is.EqualTo((0L, 0L)));
    }

    private void AssertEvents(long cursor, params long[] expected)
    {
        Assert.That((_value.Cursor, _unmanaged.Cursor), Is.EqualTo((cursor, cursor)));
        Assert.That(_memory.ToArray<long>(), Is.EqualTo(expected));
        Assert.That(new[] { _value[0], _value[1], _value[2], _value[3] }, Is.EqualTo(expected));
    }
}
