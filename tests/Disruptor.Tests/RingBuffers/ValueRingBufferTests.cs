using Disruptor.Dsl;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.RingBuffers;

public sealed class ValueRingBufferTests
{
    [TestCase(0)]
    [TestCase(31)]
    [TestCase(32)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MaxValue + 1L)]
    [TestCase(long.MaxValue)]
    public void ASequenceHasItsSlot(long sequence)
    {
        int index = 0;
        var ring = new ValueRingBuffer<int>(() => index++, 32);
        Assert.That(ring[sequence], Is.EqualTo(sequence % 32));
    }

    [Test]
    public void StartsWithDefaultEventsWhenThereIsNoFactory()
    {
        var ring = new ValueRingBuffer<int>(new SingleProducerSequencer(4));
        for (int i = 0; i < 4; i++) Assert.That(ring[i], Is.Zero);
    }

    [TestCase(ProducerType.Single)]
    [TestCase(ProducerType.Multi)]
    public void IsMadeForOneProducerOrForSeveral(ProducerType producerType)
    {
        ValueRingBuffer<int> ring = ValueRingBuffer<int>.Create(producerType, () => 7, 8, new YieldingWaitStrategy());
        ring.Next();
        Assert.That(ring.BufferSize, Is.EqualTo(8));
        Assert.That(ring.Cursor, Is.EqualTo(producerType == ProducerType.Single ? -1 : 0), "only several producers move the cursor by claiming");
    }

    [Test]
    public void ShorthandsChooseTheProducers()
    {
        Assert.That(CursorAfterClaim(ValueRingBuffer<int>.CreateSingleProducer(() => 0, 4)), Is.EqualTo(-1));
        Assert.That(CursorAfterClaim(ValueRingBuffer<int>.CreateSingleProducer(() => 0, 4, new YieldingWaitStrategy())), Is.EqualTo(-1));
        Assert.That(CursorAfterClaim(ValueRingBuffer<int>.CreateMultiProducer(() => 0, 4)), Is.Zero);
        Assert.That(CursorAfterClaim(ValueRingBuffer<int>.CreateMultiProducer(() => 0, 4, new YieldingWaitStrategy())), Is.Zero);
        Assert.That(CursorAfterClaim(new ValueRingBuffer<int>(() => 0, 4)), Is.Zero);
    }

    private static long CursorAfterClaim(ValueRingBuffer<int> ring)
    {
        ring.Next();
        return ring.Cursor;
    }

    [Test]
    public void ClaimsAPreallocatedSlot()
    {
        ValueRingBuffer<int> ring = ValueRingBuffer<int>.CreateSingleProducer(() => 0, 8);
        ring.ClaimAndGetPreallocated(20) = 99;
        ring.Publish(20);
        Assert.That(ring[20], Is.EqualTo(99));
        Assert.That(ring.IsAvailable(20), Is.True);
        Assert.That(ring.Next(), Is.EqualTo(21));
    }

    [Test]
    public void EventsAreIsolatedFromTheEndsOfTheArray()
    {
        // The slots hold 8 bytes, so 16 of them lie before the first and behind the last.
        long arrayBytes = ObjectLayout.BytesOf(() => ValueRingBuffer<long>.CreateSingleProducer(() => 0, 1, new BusySpinWaitStrategy()))
            - ObjectLayout.BytesOf(() => ValueRingBuffer<Wide>.CreateSingleProducer(() => default, 1, new BusySpinWaitStrategy()));
        Assert.That(arrayBytes, Is.EqualTo(((1 + 32) * 8) - ((1 + 2) * 128)));
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 128)]
    private struct Wide;

    [Test]
    public void DescribesItself() => Assert.That(new ValueRingBuffer<int>(() => 0, 4).ToString(), Does.Contain("Int32").And.Contain("4"));
}
