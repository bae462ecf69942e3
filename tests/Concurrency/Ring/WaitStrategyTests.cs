using Disruptor;
using Disruptor.Dsl;

namespace FeedHandler.Concurrency.Ring;

public sealed class WaitStrategyTests
{
    private const int EventCount = 10_000;

    private static readonly Dictionary<string, Func<IWaitStrategy>> Strategies = new(StringComparer.Ordinal)
    {
        ["yielding"] = () => new YieldingWaitStrategy(),
        ["spin-wait"] = () => new SpinWaitWaitStrategy(),
        ["sleeping"] = () => new SleepingWaitStrategy(),
        ["blocking"] = () => new BlockingWaitStrategy(),
        ["blocking spin-wait"] = () => new BlockingSpinWaitWaitStrategy(),
        ["timeout blocking"] = () => new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1)),
    };

    private static IEnumerable<string> StrategyNames => Strategies.Keys;

    [Test]
    public void AChainSeesEachEventAfterItsPredecessorChangedIt([ValueSource(nameof(StrategyNames))] string strategyName, [Values] ProducerType producerType)
    {
        var disruptor = new ValueDisruptor<CheckedEvent>(() => default, 256, TaskScheduler.Default, producerType, Strategies[strategyName]());
        var shifting = new Shifting();
        var checking = new Checking();
        disruptor.HandleEventsWith(shifting).Then(checking);
        disruptor.Start();
        for (int i = 0; i < EventCount; i++)
        {
            using ValueRingBuffer<CheckedEvent>.UnpublishedEventScope scope = disruptor.PublishEvent();
            scope.Event().Write(scope.Sequence);
        }

        disruptor.Shutdown(TimeSpan.FromSeconds(30));
        Assert.That((checking.EventCount, checking.WrongCount, shifting.WrongCount), Is.EqualTo((EventCount, 0, 0)));
    }

    private sealed class Shifting : IValueEventHandler<CheckedEvent>
    {
        internal int WrongCount { get; private set; }

        public void OnEvent(ref CheckedEvent data, long sequence, bool endOfBatch)
        {
            if (!data.IsOf(sequence)) WrongCount++;
            data.Write(sequence + 1_000_000);
        }
    }

    private sealed class Checking : IValueEventHandler<CheckedEvent>
    {
        internal int EventCount { get; private set; }

        internal int WrongCount { get; private set; }

        public void OnEvent(ref CheckedEvent data, long sequence, bool endOfBatch)
        {
            if (!data.IsOf(sequence + 1_000_000) || sequence != EventCount) WrongCount++;
            EventCount++;
        }
    }
}
