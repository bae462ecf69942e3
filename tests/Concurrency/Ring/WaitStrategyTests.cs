using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class WaitStrategyTests
{
    private const int EventCount = 10_000;
    private const long Shift = 1_000_000;

    private static readonly Dictionary<string, Func<IWaitStrategy>> Strategies = new(StringComparer.Ordinal)
    {
        ["yielding"] = () => new YieldingWaitStrategy(),
        ["spin-wait"] = () => new SpinWaitWaitStrategy(),
        ["sleeping"] = () => new SleepingWaitStrategy(),
        ["blocking"] = () => new BlockingWaitStrategy(),
    };

    private static IEnumerable<string> StrategyNames => Strategies.Keys;

    [Test]
    public void AChainSeesEachEventAfterItsPredecessorChangedIt([ValueSource(nameof(StrategyNames))] string strategyName, [Values] ProducerType producerType)
    {
        using RingMemory memory = RingMemory.Allocate<CheckedEvent>(256);
        UnmanagedRingBuffer<CheckedEvent> ring = new UnmanagedRingBuffer<CheckedEvent>(memory, producerType, Strategies[strategyName]());
        Sequence shifted = new();
        Sequence taken = new();
        SequenceBarrier ofCursor = ring.NewBarrier();
        SequenceBarrier ofShifted = ring.NewBarrier(shifted);
        ring.AddGatingSequences(taken);
        long wrongCount = 0;
        Threads threads = new Threads();
        threads.Start("shifting", () => Follow(ofCursor, shifted, sequence =>
        {
            if (!ring[sequence].IsOf(sequence)) Interlocked.Increment(ref wrongCount);
            ring[sequence].Write(sequence + Shift);
        }));
        threads.Start("checking", () => Follow(ofShifted, taken, sequence =>
        {
            if (!ring[sequence].IsOf(sequence + Shift)) Interlocked.Increment(ref wrongCount);
        }));
        threads.Start("producer", () => Publish(ring));
        threads.JoinAll();
        Assert.That((taken.Value, wrongCount), Is.EqualTo((EventCount - 1L, 0L)));
    }

    private static void Publish(UnmanagedRingBuffer<CheckedEvent> ring)
    {
        for (int i = 0; i < EventCount; i++)
        {
            long sequence = ring.Next();
            ring[sequence].Write(sequence);
            ring.Publish(sequence);
        }
    }

    // Takes every event, in batches as large as the barrier allows.
    private static void Follow(SequenceBarrier barrier, Sequence own, Action<long> take)
    {
        for (long next = 0; next < EventCount;)
        {
            long available = barrier.WaitFor(next).UnsafeAvailableSequence;
            while (next <= available) take(next++);
            own.SetValue(next - 1);
        }
    }
}
