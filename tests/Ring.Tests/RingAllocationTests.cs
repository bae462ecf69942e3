using Disruptor;
using Disruptor.Dsl;

namespace FeedHandler.Ring.Tests;

public sealed class RingAllocationTests
{
    private const int EventCount = 100_000;

    [Test]
    public void PublishingAndConsumingAllocatesNothingOnEitherThread([Values] ProducerType producerType)
    {
        using RingMemory memory = RingMemory.Allocate<long>(1024);
        UnmanagedRingBuffer<long> ring = new UnmanagedRingBuffer<long>(memory, producerType, new YieldingWaitStrategy());
        RingConsumer<long, Measuring> consumer = new RingConsumer<long, Measuring>("measured", ring, default, IdleStrategy.Yielding);
        Thread thread = new Thread(consumer.Run) { IsBackground = true };
        thread.Start();
        Publish(ring, EventCount / 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Publish(ring, EventCount);
        long producerBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        consumer.Halt();
        Assert.That(thread.Join(TimeSpan.FromSeconds(20)), Is.True);
        Assert.That(consumer.Handler.EventCount, Is.EqualTo(EventCount + (EventCount / 10)));
        Assert.That((producerBytes, consumer.Handler.Bytes), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public void QueueingAllocatesNothing()
    {
        SpscQueue<long> queue = new SpscQueue<long>(64);
        Assert.That(FeedHandler.Tests.Support.AllocationMeter.BytesOf(() => PassThrough(queue)), Is.Zero);
    }

    private static void PassThrough(SpscQueue<long> queue)
    {
        for (int i = 0; i < EventCount; i++)
        {
            queue.TryEnqueue(i);
            queue.TryDequeue(out _);
        }
    }

    private static void Publish(UnmanagedRingBuffer<long> ring, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long sequence = ring.Next();
            ring[sequence] = sequence;
            ring.Publish(sequence);
        }
    }

    private struct Measuring : IRingHandler<Measuring, long>
    {
        private long _before;

        public int EventCount { get; private set; }

        public long Bytes { get; private set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch) => EventCount++;

        public static void OnStart(ref Measuring handler) => handler._before = GC.GetAllocatedBytesForCurrentThread();

        public static void OnShutdown(ref Measuring handler) => handler.Bytes = GC.GetAllocatedBytesForCurrentThread() - handler._before;
    }
}
