using Disruptor.Processing;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Processing;

public sealed class WorkerPoolTests
{
    private RecordingReferenceHandler[] _workers = null!;
    private RecordingReferenceExceptionHandler _exceptions = null!;
    private WorkerPool<Box> _pool = null!;

    [SetUp]
    public void SetUp()
    {
        _workers = [new(), new(), new()];
        _exceptions = new RecordingReferenceExceptionHandler();
        _pool = new WorkerPool<Box>(() => new Box(), _exceptions, _workers);
    }

    [TearDown]
    public void TearDown() => _pool.Halt();

    [Test]
    public void EachEventGoesToOneWorker()
    {
        _pool.Start();
        Publish(3000);
        _pool.DrainAndHalt();
        IEnumerable<string> events = _workers.SelectMany(worker => worker.Calls).Where(call => call.StartsWith("event", StringComparison.Ordinal));
        Assert.That(events, Is.EquivalentTo(Enumerable.Range(0, 3000).Select(i => $"event {i}")));
    }

    [Test]
    public void TakesNothingBeforeItIsPublished()
    {
        RingBuffer<Box> ring = _pool.Start();
        ring.Next();
        long second = ring.Next();
        ring.Publish(second);
        Thread.Sleep(10);
        Assert.That(_workers.Sum(worker => worker.CountOf("event 0")), Is.Zero);
        ring.Publish(second - 1);
        _pool.DrainAndHalt();
        Assert.That(_workers.Sum(worker => worker.CountOf("event")), Is.EqualTo(2));
    }

    [Test]
    public void AnExceptionCostsOnlyItsEvent()
    {
        foreach (RecordingReferenceHandler worker in _workers) worker.Event = value => throw new InvalidOperationException($"at {value}");
        _pool.Start();
        Publish(5);
        _pool.DrainAndHalt();
        Assert.That(_exceptions.Calls, Is.EquivalentTo(Enumerable.Range(0, 5).Select(i => $"event {i} {i} at {i}")));
    }

    [Test]
    public void ASlowWorkerHoldsTheProducerAtItsEvent()
    {
        using var gate = new ManualResetEventSlim();
        _workers[0].Event = _workers[1].Event = _workers[2].Event = value =>
        {
            if (value == 0) gate.Wait();
        };
        RingBuffer<Box> ring = _pool.Start();
        Publish(ring.BufferSize);
        Within.Until(() => _workers.Sum(worker => worker.CountOf("event")) == ring.BufferSize - 1, "the other events");
        Assert.That(ring.TryNext(out _), Is.False);
        gate.Set();
        _pool.DrainAndHalt();
        Assert.That(_workers.Sum(worker => worker.CountOf("event")), Is.EqualTo(ring.BufferSize));
    }

    [Test]
    public void AReleasedSlotHoldsTheProducerNoMore()
    {
        var worker = new ReleasingHandler();
        var pool = new WorkerPool<Box>(() => new Box(), _exceptions, worker);
        RingBuffer<Box> ring = pool.Start();
        ring.Publish(ring.Next());
        Within.Until(() => worker.HasReleased, "the release");
        Assert.That(ring.GetMinimumGatingSequence(), Is.Zero, "the shared sequence alone holds the producer");
        worker.Gate.Set();
        pool.Halt();
    }

    [Test]
    public void RunsOnceAtATime()
    {
        Assert.That(_pool.IsRunning, Is.False);
        _pool.Start();
        _pool.WaitUntilStarted(TimeSpan.FromSeconds(20));
        Assert.That(_pool.IsRunning, Is.True);
        Assert.That(() => _pool.Start(), Throws.TypeOf<InvalidOperationException>());
        _pool.Halt();
        Assert.That(_pool.IsRunning, Is.False);
        Within.Until(() => Array.TrueForAll(_workers, worker => worker.CountOf("shutdown") == 1), "the halt");
    }

    [Test]
    public void NeedsAHandler()
        => Assert.That(() => new WorkerPool<Box>(() => new Box(), _exceptions), Throws.TypeOf<ArgumentException>());

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using RingBuffer<Box>.UnpublishedEventScope scope = _pool.RingBuffer.PublishEvent();
            scope.Event().Value = scope.Sequence;
        }
    }

    private sealed class ReleasingHandler : IWorkHandler<Box>, IEventReleaseAware
    {
        private IEventReleaser _releaser = null!;
        private volatile bool _hasReleased;

        internal ManualResetEventSlim Gate { get; } = new();

        internal bool HasReleased => _hasReleased;

        public void SetEventReleaser(IEventReleaser eventReleaser) => _releaser = eventReleaser;

        public void OnEvent(Box evt)
        {
            _releaser.Release();
            _hasReleased = true;
            Gate.Wait();
        }
    }
}
