using Disruptor.Dsl;

namespace Disruptor.Tests.RingBuffers;

public sealed class UnmanagedRingBufferTests
{
    private UnmanagedRingBufferMemory _memory = null!;
    private UnmanagedRingBuffer<long> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        long index = 0;
        _memory = UnmanagedRingBufferMemory.Allocate(32, () => index++);
        _ring = new UnmanagedRingBuffer<long>(_memory, ProducerType.Single, new BlockingWaitStrategy());
    }

    [TearDown]
    public void TearDown() => _memory.Dispose();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MaxValue + 1L)]
    [TestCase(long.MaxValue)]
    public void ASequenceHasItsSlot(long sequence) => Assert.That(_ring[sequence], Is.EqualTo(sequence % 32));

    [Test]
    public void SlotsAreWrittenInPlace()
    {
        long sequence = _ring.Next();
        _ring[sequence] = 99;
        _ring.Publish(sequence);
        Assert.That(_memory.ToArray<long>()[0], Is.EqualTo(99));
        Assert.That(_ring.Cursor, Is.Zero);
    }

    [Test]
    public void SlotsMayBeLargerThanTheEvent()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 24);
        UnmanagedRingBuffer<long> ring = new UnmanagedRingBuffer<long>(memory.PointerToFirstEvent, 24, new SingleProducerSequencer(4));
        for (int i = 0; i < 4; i++) ring[i] = i + 1;
        Assert.That(memory.ToArray<Spaced>(), Is.EqualTo(new Spaced[] { new(1, 0, 0), new(2, 0, 0), new(3, 0, 0), new(4, 0, 0) }));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(4)]
    public void RefusesSlotsThatHoldNoEvent(int eventSize)
        => Assert.That(() => new UnmanagedRingBuffer<long>(_memory.PointerToFirstEvent, eventSize, new SingleProducerSequencer(1)), Throws.TypeOf<ArgumentException>());

    [Test]
    public void GatesThroughTheSequencer()
    {
        Sequence consumer = new Sequence();
        _ring.AddGatingSequences(consumer);
        _ring.Publish(0, _ring.Next(32));
        Assert.That(_ring.HasAvailableCapacity(1), Is.False);
        Assert.That(_ring.TryNext(out _), Is.False);
        Assert.That(_ring.TryNext(2, out _), Is.False);
        consumer.SetValue(4);
        Assert.That(_ring.GetMinimumGatingSequence(), Is.EqualTo(4));
        Assert.That(_ring.GetRemainingCapacity(), Is.EqualTo(5));
        Assert.That(_ring.RemoveGatingSequence(consumer), Is.True);
        Assert.That(_ring.TryNext(32, out _), Is.True);
    }

    [Test]
    public void BarriersFollowIt()
    {
        SequenceBarrier barrier = _ring.NewBarrier();
        _ring.Publish(_ring.Next());
        Assert.That(barrier.WaitFor(0).UnsafeAvailableSequence, Is.Zero);
    }

    [Test]
    public void DescribesItself() => Assert.That(_ring.ToString(), Does.Contain("Int64").And.Contain("32"));

    private readonly record struct Spaced(long Value, long Second, long Third);
}
