using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Ring.Tests.Consumers;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests.Producers;

public sealed class RingProducerTests
{
    private const int Size = 16;
    private RingMemory _memory = null!;
    private RingProducer<long> _producer = null!;

    [SetUp]
    public void SetUp()
    {
        _memory = RingMemory.Allocate<long>(Size);
        _producer = new RingProducer<long>(new UnmanagedRingBuffer<long>(_memory, ProducerType.Single, new BusySpinWaitStrategy()));
    }

    [TearDown]
    public void TearDown()
    {
        _producer.Dispose();
        _memory.Dispose();
    }

    [Test]
    public void WhatIsClaimedIsVisibleTogetherOncePublished()
    {
        for (int i = 0; i < 3; i++) _producer.Claim() = i;
        Assert.That((_producer.UnpublishedCount, _producer.Ring.Cursor), Is.EqualTo((3, -1L)));
        _producer[_producer.ClaimedSequence] = 20;
        _producer.Publish();
        Assert.That((_producer.UnpublishedCount, _producer.Ring.Cursor, _producer.Ring[2]), Is.EqualTo((0, 2L, 20L)));
        _producer.Publish();
        Assert.That(_producer.Ring.Cursor, Is.EqualTo(2));
    }

    [Test]
    public void NeverWaitsForWhatItHasNotPublished()
    {
        RingConsumer<long, Collecting> consumer = new("patient", _producer, new Collecting(), IdleStrategy.Yielding);
        using RingThread thread = RingThread.Start(consumer);
        for (int i = 0; i < 10 * Size; i++) _producer.Claim() = i;
        _producer.Publish();
        thread.Stop();
        Assert.That(consumer.Handler.Values, Is.EqualTo(Enumerable.Range(0, 10 * Size)));
    }

    [Test]
    public void CountsEachWaitUnderTheNameOfTheConsumerItWaitedFor()
    {
        RingConsumer<long, Collecting> quick = new("quick", _producer, new Collecting(), IdleStrategy.Yielding);
        RingConsumer<long, Collecting> slow = new("slow", _producer, new Collecting(), IdleStrategy.Yielding);
        using RingThread quickThread = RingThread.Start(quick);
        Publish(Size);
        Within.Until(() => quick.Report.LagCount == 0, "the quick one");
        Thread waiting = new Thread(() => Publish(1)) { IsBackground = true };
        waiting.Start();
        Thread.Sleep(5);
        slow.Halt();
        slow.Run();
        Assert.That(waiting.Join(TimeSpan.FromSeconds(20)), Is.True);
        quickThread.Stop();
        Assert.That((quick.Report.GateWaitCount, slow.Report.GateWaitCount), Is.EqualTo((0L, 1L)));
        Assert.That((slow.Report.GateWaitNs > 0, slow.Report.Policy, _producer.UnnamedWaitCount), Is.EqualTo((true, RingPolicy.Gate, 0L)));
    }

    [Test]
    public void AWaitForAConsumerWithoutANameIsCountedToo()
    {
        RingConsumer<long, Collecting> unnamed = new("joined the ring itself", _producer.Ring, new Collecting(), IdleStrategy.Yielding);
        Publish(Size);
        using RingThread thread = RingThread.Start(unnamed);
        unnamed.Halt();
        Publish(Size);
        Assert.That(_producer.UnnamedWaitCount, Is.LessThanOrEqualTo(1));
        Assert.That(unnamed.Report.GateWaitCount, Is.Zero);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(Size)]
    public void AReaderThatGatesNobodySeesTheSameEvents(int size)
    {
        using RingMemory memory = RingMemory.AllocatePacked<long>(size);
        using RingProducer<long> producer = new RingProducer<long>(new UnmanagedRingBuffer<long>(memory, ProducerType.Single, new BusySpinWaitStrategy()));
        BroadcastReader<long> reader = producer.NewReader();
        for (long i = 0; i < 5 * size; i++)
        {
            producer.Claim() = i;
            Assert.That(reader.TryRead(out _), Is.EqualTo(BroadcastRead.Empty));
            producer.Publish();
            Assert.That((reader.TryRead(out long taken), taken), Is.EqualTo((BroadcastRead.Taken, i)));
        }
    }

    [Test]
    public void RefusesARingOfSeveralProducers()
    {
        UnmanagedRingBuffer<long> ring = new UnmanagedRingBuffer<long>(_memory, ProducerType.Multi, new BusySpinWaitStrategy());
        Assert.That(() => new RingProducer<long>(ring), Throws.TypeOf<ArgumentException>().With.Message.Contains("ProducerType.Single"));
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(100)]
    public void FillsTheLastSlotBeforeItWaits(int batchCount)
    {
        RingConsumer<long, Collecting> consumer = new("resting", _producer, new Collecting(), IdleStrategy.Yielding);
        for (int i = 0; i < Size; i++)
        {
            _producer.Claim() = i;
            if (i % batchCount == 0) _producer.Publish();
        }

        _producer.Publish();
        Assert.That((_producer.Ring.Cursor, consumer.Report.GateWaitCount, consumer.Lag), Is.EqualTo((Size - 1L, 0L, (long)Size)));
    }

    [Test]
    public void PublishingAllocatesNothing()
    {
        _producer.NewReader();
        Assert.That(AllocationMeter.BytesOf(() => Publish(10_000)), Is.Zero);
    }

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _producer.Claim() = i;
            _producer.Publish();
        }
    }
}
