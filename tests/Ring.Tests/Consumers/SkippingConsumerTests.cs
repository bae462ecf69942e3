using Disruptor;
using Disruptor.Dsl;

namespace FeedHandler.Ring.Tests.Consumers;

public sealed class SkippingConsumerTests
{
    private const int Size = 32;
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
    public void TakesEverythingWhileItKeepsUp()
    {
        SkippingConsumer<long, Collecting> consumer = Make();
        Publish(10);
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Handler.Values, Is.EqualTo(Enumerable.Range(0, 10).Select(static i => 3L * i)));
        Assert.That((consumer.Handler.BatchCounts, consumer.Handler.BatchEndCount), Is.EqualTo((new List<long> { 10 }, 1)));
        Assert.That(consumer.Report, Is.EqualTo(new RingWorkerReport("slow", RingPolicy.Skip, RingWorkerState.Stopped, 10, 0, 10, 0, 0, 0, 0)));
    }

    [Test]
    public void IsNotWaitedForAndSkipsToTheNewestWithACount()
    {
        SkippingConsumer<long, Collecting> consumer = Make();
        Publish(10 * Size);
        Assert.That(consumer.Report.LagCount, Is.EqualTo(10 * Size));
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Handler.Sequences, Is.EqualTo(new[] { (10L * Size) - 1 }));
        Assert.That((consumer.Handler.LostCount, consumer.Report.LostCount, consumer.Report.LagCountMax), Is.EqualTo(((10L * Size) - 1, (10L * Size) - 1, 10L * Size)));
    }

    [Test]
    public void SkipsWhenItIsFurtherBehindThanItMayBe()
    {
        SkippingConsumer<long, Collecting> consumer = Make(lagMax: 4);
        Publish(5);
        consumer.Halt();
        consumer.Run();
        Assert.That((consumer.Handler.Sequences, consumer.Handler.LostCount), Is.EqualTo((new List<long> { 4 }, 4L)));
    }

    [Test]
    public void AHaltThatDoesNotDrainTakesNothingMore()
    {
        SkippingConsumer<long, Collecting> consumer = Make();
        Publish(5);
        consumer.Halt(isDrained: false);
        consumer.Run();
        Assert.That(consumer.Handler.Values, Is.Empty);
    }

    [Test]
    public void AConsumerThatGatesIsWaitedForAllTheSame()
    {
        SkippingConsumer<long, Collecting> skipping = Make();
        RingConsumer<long, Collecting> gating = new("gating", _producer, new Collecting(), IdleStrategy.BusySpin);
        Publish(Size);
        Assert.That(_producer.Ring.TryNext(out _), Is.False);
        gating.Halt();
        gating.Run();
        skipping.Halt();
        skipping.Run();
        Assert.That((gating.Handler.Values.Count, skipping.Handler.Values), Is.EqualTo((Size, gating.Handler.Values)));
    }

    private SkippingConsumer<long, Collecting> Make(long? lagMax = null) =>
        new("slow", _producer.NewReader(BroadcastStart.Now, lagMax), new Collecting(), IdleStrategy.BusySpin);

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref long slot = ref _producer.Claim();
            slot = 3 * _producer.ClaimedSequence;
            _producer.Publish();
        }
    }
}
