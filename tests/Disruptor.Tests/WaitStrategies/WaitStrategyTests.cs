using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.WaitStrategies;

public sealed class WaitStrategyTests
{
    private static readonly IWaitStrategy[] Strategies =
    [
        new BusySpinWaitStrategy(), new YieldingWaitStrategy(), new SpinWaitWaitStrategy(), new SleepingWaitStrategy(), new SleepingWaitStrategy(retries: 0),
        new BlockingWaitStrategy(),
    ];

    private readonly Sequence _cursor = new();
    private CancellationTokenSource _cancellation = null!;

    [SetUp]
    public void SetUp()
    {
        _cursor.SetValue(Sequence.InitialCursorValue);
        _cancellation = new CancellationTokenSource();
    }

    [TearDown]
    public void TearDown() => _cancellation.Dispose();

    [Test]
    public void ReturnsWhatThePredecessorReached(
        [ValueSource(nameof(Strategies))] IWaitStrategy strategy, [Values(10, 12)] long predecessorValue)
    {
        _cursor.SetValue(15);
        DependentSequenceGroup group = new DependentSequenceGroup(_cursor, new Sequence(predecessorValue));
        Assert.That(strategy.WaitFor(10, group, _cancellation.Token), Is.EqualTo(new SequenceWaitResult(predecessorValue)));
    }

    [Test]
    public void WaitsForTheCursorAndThenForThePredecessor([ValueSource(nameof(Strategies))] IWaitStrategy strategy)
    {
        Sequence predecessor = new Sequence();
        DependentSequenceGroup group = new DependentSequenceGroup(_cursor, predecessor);
        Task<SequenceWaitResult> wait = Task.Run(() => strategy.WaitFor(10, group, _cancellation.Token));
        Assert.That(wait.Wait(5), Is.False);
        _cursor.SetValue(15);
        strategy.SignalAllWhenBlocking();
        Assert.That(wait.Wait(5), Is.False);
        predecessor.SetValue(12);
        Assert.That(Within.Patiently(wait, "the predecessor"), Is.EqualTo(new SequenceWaitResult(12)));
    }

    [Test]
    public void IsEndedByCancellation([ValueSource(nameof(Strategies))] IWaitStrategy strategy)
    {
        DependentSequenceGroup group = new DependentSequenceGroup(_cursor);
        Task wait = Task.Run(() => Assert.That(() => strategy.WaitFor(10, group, _cancellation.Token), Throws.InstanceOf<OperationCanceledException>()));
        Assert.That(wait.Wait(5), Is.False);
        _cancellation.Cancel();
        strategy.SignalAllWhenBlocking();
        Within.Patiently(wait, "the cancellation");
    }

    [Test]
    public void DoesNotBeginToWaitWhenCancelledBefore([ValueSource(nameof(Strategies))] IWaitStrategy strategy)
    {
        _cancellation.Cancel();
        Assert.That(() => strategy.WaitFor(10, new DependentSequenceGroup(_cursor), _cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void ServesAChainOfConsumers([ValueSource(nameof(Strategies))] IWaitStrategy strategy)
    {
        const int Count = 200;
        Sequence first = new Sequence();
        Task leader = Task.Run(() => Follow(strategy, new DependentSequenceGroup(_cursor), first, Count));
        Task follower = Task.Run(() => Follow(strategy, new DependentSequenceGroup(_cursor, first), new Sequence(), Count));
        for (int i = 0; i < Count; i++)
        {
            _cursor.SetValue(i);
            strategy.SignalAllWhenBlocking();
            if (i % 50 == 0) Thread.Yield();
        }

        Within.Patiently(leader, "the leader");
        Within.Patiently(follower, "the follower");
    }

    private void Follow(IWaitStrategy strategy, DependentSequenceGroup group, Sequence own, int count)
    {
        for (long next = 0; next < count; next++)
        {
            SequenceWaitResult result = strategy.WaitFor(next, group, _cancellation.Token);
            if (result.UnsafeAvailableSequence < next) throw new InvalidOperationException($"{result.UnsafeAvailableSequence} is below {next}");
            own.SetValue(next);
        }
    }

    [Test]
    public void SaysWhetherItMustBeSignalled()
    {
        string[] blocking = [.. Strategies.Where(strategy => strategy.IsBlockingStrategy).Select(strategy => strategy.GetType().Name)];
        Assert.That(blocking, Is.EqualTo(new[] { nameof(BlockingWaitStrategy) }));
    }
}
