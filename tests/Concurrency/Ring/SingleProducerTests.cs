using System.Runtime.CompilerServices;
using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class SingleProducerTests
{
    private const int EventCount = 200_000;

    [Test]
    public void EveryConsumerTakesEveryEventOnceWholeAndInOrder([Values(1, 2, 3)] int consumerCount, [Values(1, 64, 4096)] int ringSize)
    {
        // A ring of one event hands over at every event, which is a thread switch when there are more threads than cores.
        int eventCount = ringSize == 1 ? 2_000 : EventCount;
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(ringSize);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Single, new YieldingWaitStrategy());
        RingConsumer<CheckedEvent, CheckingHandler>[] consumers = MakeConsumers(ring, consumerCount);
        Threads threads = new Threads();
        foreach (RingConsumer<CheckedEvent, CheckingHandler> consumer in consumers) threads.Start(consumer.Name, consumer.Run);

        for (int i = 0; i < eventCount; i++) Publish(ring);
        foreach (RingConsumer<CheckedEvent, CheckingHandler> consumer in consumers) consumer.Halt();
        threads.JoinAll();
        foreach (RingConsumer<CheckedEvent, CheckingHandler> consumer in consumers)
            Assert.That((consumer.Handler.EventCount, consumer.Handler.WrongCount, consumer.Failure), Is.EqualTo(((long)eventCount, 0L, (Exception?)null)), consumer.Name);
    }

    [Test]
    public void BatchClaimsOfEverySizeArriveWhole()
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(32);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Single, new YieldingWaitStrategy());
        RingConsumer<CheckedEvent, CheckingHandler> consumer = MakeConsumers(ring, 1)[0];
        Threads threads = new Threads();
        threads.Start(consumer.Name, consumer.Run);
        long expected = 0;
        for (int i = 0; i < 10_000; i++)
        {
            int count = 1 + (i % 32);
            long last = ring.Next(count);
            for (long sequence = last - count + 1; sequence <= last; sequence++) ring[sequence].Write(sequence);
            ring.Publish(last - count + 1, last);
            expected += count;
        }

        consumer.Halt();
        threads.JoinAll();
        Assert.That((consumer.Handler.EventCount, consumer.Handler.WrongCount), Is.EqualTo((expected, 0L)));
    }

    [Test]
    public void AConsumerThatFailsNeverStopsTheOthersOrTheProducer()
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(64);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Single, new YieldingWaitStrategy());
        RingConsumer<CheckedEvent, CheckingHandler> healthy = MakeConsumers(ring, 1)[0];
        RingConsumer<CheckedEvent, CheckingHandler> failing = new RingConsumer<CheckedEvent, CheckingHandler>("failing", ring, new CheckingHandler(failAt: 5_000), IdleStrategy.Yielding);
        Threads threads = new Threads();
        threads.Start(healthy.Name, healthy.Run);
        threads.Start(failing.Name, failing.Run);
        for (int i = 0; i < EventCount; i++) Publish(ring);
        healthy.Halt();
        threads.JoinAll();
        Assert.That((failing.State, failing.Handler.EventCount), Is.EqualTo((RingWorkerState.Faulted, 5_000L)));
        Assert.That((healthy.Handler.EventCount, healthy.Handler.WrongCount), Is.EqualTo(((long)EventCount, 0L)));
    }

    [Test]
    public void AHaltDrainsWhatWasPublishedBeforeIt()
    {
        for (int round = 0; round < 100; round++)
        {
            using RingMemory memory = RingMemory.Allocate<CheckedEvent>(256);
            UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Single, new YieldingWaitStrategy());
            RingConsumer<CheckedEvent, CheckingHandler> consumer = MakeConsumers(ring, 1)[0];
            Threads threads = new Threads();
            threads.Start(consumer.Name, consumer.Run);
            for (int i = 0; i < round; i++) Publish(ring);
            consumer.Halt();

            // The consumer no longer counts for the producer once it has stopped, so this never blocks.
            for (int i = 0; i < 300; i++) Publish(ring);
            threads.JoinAll();

            // One that had looked for the halt just before it came may still take what it finds behind it.
            Assert.That(consumer.Handler.EventCount, Is.GreaterThanOrEqualTo(round));
            Assert.That(consumer.Handler.WrongCount, Is.Zero);
        }
    }

    [Test]
    public void ConsumersMayJoinAndLeaveWhileTheProducerRuns()
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(64);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, ProducerType.Single, new YieldingWaitStrategy());
        StrongBox<bool> stop = new StrongBox<bool>();
        Threads threads = new Threads();
        threads.Start("producer", () =>
        {
            while (!Volatile.Read(ref stop.Value)) Publish(ring);
        });
        for (int round = 0; round < 50; round++) JoinAndLeave(ring);
        Volatile.Write(ref stop.Value, true);
        threads.JoinAll();
    }

    private static void JoinAndLeave(UnmanagedRingBuffer<CheckedEvent> ring)
    {
        RingConsumer<CheckedEvent, OrderHandler> consumer = new("guest", ring, default, IdleStrategy.Yielding);
        Threads threads = new Threads();
        threads.Start(consumer.Name, consumer.Run);
        SpinWait.SpinUntil(() => consumer.Sequence.Value > ring.BufferSize, TimeSpan.FromMilliseconds(5));
        consumer.Halt();
        threads.JoinAll();
        Assert.That((consumer.Handler.WrongCount, consumer.Failure), Is.EqualTo((0L, (Exception?)null)));
    }

    private static RingConsumer<CheckedEvent, CheckingHandler>[] MakeConsumers(UnmanagedRingBuffer<CheckedEvent> ring, int count)
        => [.. Enumerable.Range(0, count).Select(i => new RingConsumer<CheckedEvent, CheckingHandler>($"consumer {i}", ring, default, IdleStrategy.Yielding))];

    private static void Publish(UnmanagedRingBuffer<CheckedEvent> ring)
    {
        long sequence = ring.Next();
        ring[sequence].Write(sequence);
        ring.Publish(sequence);
    }
}
