using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class MultiProducerTests
{
    private const int EventCount = 20_000;

    [Test]
    public void EventsOfAllProducersArriveOnceWholeAndInOrder([Values(1, 2, 3)] int producerCount, [Values(4, 1024)] int ringSize)
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(ringSize);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Multi, new YieldingWaitStrategy());
        long taken = RunWith(ring, producerCount, (_, i) => Publish(ring, 1 + (i % 3)));
        Assert.That(taken, Is.EqualTo(ring.Cursor + 1));
    }

    [Test]
    public void AClaimThatMayFailCompetesWithOnesThatWait()
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(16);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Multi, new YieldingWaitStrategy());
        long taken = RunWith(ring, producerCount: 2, (producer, i) =>
        {
            if (producer == 0) Publish(ring, 1);
            else TryPublish(ring, 1 + (i % 4));
        });
        Assert.That(taken, Is.EqualTo(ring.Cursor + 1).And.GreaterThanOrEqualTo(EventCount / 2));
    }

    // Runs the producers to their end, then lets the consumer drain. Returns how many events it took.
    private static long RunWith(UnmanagedRingBuffer<CheckedEvent> ring, int producerCount, Action<int, int> publish)
    {
        RingConsumer<CheckedEvent, CheckingHandler> consumer = new RingConsumer<CheckedEvent, CheckingHandler>("consumer", ring, default, IdleStrategy.Yielding);
        Threads consumers = new Threads();
        consumers.Start(consumer.Name, consumer.Run);
        Threads producers = new Threads();
        for (int producer = 0; producer < producerCount; producer++)
        {
            int which = producer;
            producers.Start($"producer {which}", () =>
            {
                for (int i = 0; i < EventCount / producerCount; i++) publish(which, i);
            });
        }

        producers.JoinAll();
        consumer.Halt();
        consumers.JoinAll();
        Assert.That((consumer.Handler.WrongCount, consumer.Failure), Is.EqualTo((0L, (Exception?)null)));
        return consumer.Handler.EventCount;
    }

    private static void Publish(UnmanagedRingBuffer<CheckedEvent> ring, int count) => WriteAndPublish(ring, ring.Next(count), count);

    private static void TryPublish(UnmanagedRingBuffer<CheckedEvent> ring, int count)
    {
        if (ring.TryNext(count, out long last)) WriteAndPublish(ring, last, count);
        else Thread.Yield();
    }

    private static void WriteAndPublish(UnmanagedRingBuffer<CheckedEvent> ring, long last, int count)
    {
        for (long sequence = last - count + 1; sequence <= last; sequence++) ring[sequence].Write(sequence);
        ring.Publish(last - count + 1, last);
    }
}
