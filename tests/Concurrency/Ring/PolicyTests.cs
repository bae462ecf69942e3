using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class PolicyTests
{
    private const int EventCountMin = 200_000;

    [Test]
    public void ASlowConsumerThatDoesNotGateHoldsNobodyUpAndCountsWhatItMissed()
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(256);
        using RingProducer<CheckedEvent> producer = new RingProducer<CheckedEvent>(new(memory, ProducerType.Single, new YieldingWaitStrategy()));
        RingConsumer<CheckedEvent, CheckingHandler> gating = new("gating", producer, default, IdleStrategy.Yielding);
        SkippingConsumer<CheckedEvent, SlowHandler> skipping = new("skipping", producer.NewReader(lagMax: 100), default, IdleStrategy.Yielding);
        ConflatingConsumer<CheckedEvent, SixteenKeys, SlowHandler> conflating =
            new("conflating", producer.NewReader(), default, 16, default, IdleStrategy.Yielding);
        RingThread[] threads = [RingThread.Start(gating), RingThread.Start(skipping), RingThread.Start(conflating)];
        long eventCount = Publish(producer, () => skipping.Report.LostCount > 0 && conflating.Report.ConflatedCount > 0);
        foreach (RingThread thread in threads) thread.Stop();

        Assert.That((gating.Handler.EventCount, gating.Handler.WrongCount), Is.EqualTo((eventCount, 0L)));
        Assert.That((skipping.Handler.WrongCount, conflating.Handler.WrongCount), Is.EqualTo((0L, 0L)));
        Assert.That(skipping.Report.TakenCount + skipping.Report.LostCount, Is.EqualTo(eventCount));
        Assert.That(skipping.Handler.EventCount, Is.EqualTo(skipping.Report.TakenCount));
        Assert.That(conflating.Report.TakenCount + conflating.Report.LostCount, Is.EqualTo(eventCount));
        Assert.That(conflating.Handler.EventCount + conflating.Report.ConflatedCount, Is.EqualTo(conflating.Report.TakenCount));
        Assert.That(producer.UnnamedWaitCount, Is.Zero);
        Assert.That(skipping.Handler.LastSequence, Is.EqualTo(eventCount - 1), "the newest is taken last");
    }

    // Goes on until both slow ones have shown that they are: on a busy machine their threads may begin late.
    private static long Publish(RingProducer<CheckedEvent> producer, Func<bool> areSlow)
    {
        long sequence = 0;
        while (sequence < EventCountMin || !areSlow())
        {
            producer.Claim().Write(sequence);
            if (sequence++ % 5 == 0) producer.Publish();
        }

        producer.Publish();
        return sequence;
    }

    private struct SlowHandler : IRingHandler<SlowHandler, CheckedEvent>
    {
        public long EventCount { get; private set; }

        public long WrongCount { get; private set; }

        public long LastSequence { get; private set; }

        public void OnEvent(ref CheckedEvent data, long sequence, bool endOfBatch)
        {
            if (!data.IsOf(sequence)) WrongCount++;
            EventCount++;
            LastSequence = sequence;
            if (EventCount % 64 == 0) Thread.Sleep(1);
        }
    }

    private struct SixteenKeys : IEventKeys<CheckedEvent>
    {
        public readonly int KeyOf(in CheckedEvent data) => (int)(data.Sequence % 16);
    }
}
