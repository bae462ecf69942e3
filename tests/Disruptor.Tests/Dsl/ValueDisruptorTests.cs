using Disruptor.Dsl;
using Disruptor.Processing;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Dsl;

public sealed class ValueDisruptorTests
{
    private ValueDisruptor<long> _disruptor = null!;

    [SetUp]
    public void SetUp() => _disruptor = new ValueDisruptor<long>(() => 0, 4);

    [TearDown]
    public void TearDown() => _disruptor.Halt();

    [Test]
    public void ThoseThatFollowTakeAnEventAfterThoseTheyFollow()
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _disruptor.HandleEventsWith(Noting(order, "a"), Noting(order, "a")).Then(Noting(order, "b")).Then(Noting(order, "c"));
        _disruptor.Start();
        Publish(20);
        _disruptor.Shutdown();
        foreach (IGrouping<long, string> calls in order.GroupBy(call => long.Parse(call[1..]), call => call[..1]))
            Assert.That(string.Concat(calls), Is.EqualTo("aabc"), $"event {calls.Key}");
        Assert.That(order, Has.Count.EqualTo(80));
    }

    [Test]
    public void HandlersOfOneStageShareTheirGroupAndItsTag()
    {
        RecordingHandler first = new(), second = new(), third = new();
        _disruptor.HandleEventsWith(first).Then(second, third);
        _disruptor.GetDependentSequencesFor(second)!.Tag = "stage 2";
        Assert.That(_disruptor.GetDependentSequencesFor(third)!.Tag, Is.EqualTo("stage 2"));
        Assert.That(_disruptor.GetDependentSequencesFor(third), Is.SameAs(_disruptor.GetDependentSequencesFor(second)));
        Assert.That(_disruptor.GetDependentSequencesFor(first)!.Tag, Is.Null);
    }

    [Test]
    public void EventsPublishedBeforeTheStartAreTaken()
    {
        RecordingHandler handler = Consume();
        Publish(2);
        _disruptor.Start();
        Publish(1);
        _disruptor.Shutdown();
        Assert.That(handler.CountOf("event"), Is.EqualTo(3));
    }

    [Test]
    public void ShutdownDrainsEvenWhenNoTaskRunsYet()
    {
        RecordingHandler handler = Consume();
        Publish(4);
        _disruptor.Start();
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That(handler.CountOf("event"), Is.EqualTo(4));
    }

    [Test]
    public void ShutdownThatRunsOutOfTimeThrowsAndHaltsNothing()
    {
        using var gate = new ManualResetEventSlim();
        var handler = new RecordingHandler { Event = _ => gate.Wait() };
        _disruptor.HandleEventsWith(handler);
        _disruptor.Start();
        Publish(1);
        Assert.That(() => _disruptor.Shutdown(TimeSpan.FromMilliseconds(1)), Throws.TypeOf<TimeoutException>());
        gate.Set();
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That(handler.CountOf("event"), Is.EqualTo(1));
    }

    [Test]
    public void TheLastOfAChainHoldsTheProducer()
    {
        using var gate = new SemaphoreSlim(0);
        var last = new RecordingHandler { Event = _ => gate.Wait() };
        _disruptor.HandleEventsWith(new RecordingHandler()).Then(last);
        _disruptor.Start();
        Publish(4);
        Assert.That(_disruptor.RingBuffer.TryNext(out _), Is.False);
        Task producer = Task.Run(() => Publish(1));
        Assert.That(producer.Wait(20), Is.False);
        gate.Release(10);
        Within.Patiently(producer, "room in the ring");
        _disruptor.Shutdown();
        Assert.That(_disruptor.RingBuffer.GetRemainingCapacity(), Is.EqualTo(4));
    }

    [Test]
    public void HandlersAddedAfterPublicationBeginAtTheCursor()
    {
        Publish(6);
        RecordingHandler handler = Consume();
        Assert.That(_disruptor.GetSequenceValueFor(handler), Is.EqualTo(5));
    }

    [Test]
    public void ProcessorsAddedAfterPublicationBeginAtTheCursor()
    {
        ValueRingBuffer<long> ring = _disruptor.RingBuffer;
        IValueEventProcessor<long> first = EventProcessorFactory.Create(ring, ring.NewBarrier(), new RecordingHandler());
        IValueEventProcessor<long> second = EventProcessorFactory.Create(ring, ring.NewBarrier(first.Sequence), new RecordingHandler());
        Publish(6);
        _disruptor.HandleEventsWith(first, second);
        Assert.That((first.Sequence.Value, second.Sequence.Value), Is.EqualTo((5L, 5L)));
    }

    [Test]
    public void SeveralGroupsCanBeFollowedAtOnce()
    {
        var first = new RecordingHandler();
        var second = new RecordingHandler();
        var third = new RecordingHandler();
        _disruptor.HandleEventsWith(first);
        ValueEventHandlerGroup<long> secondGroup = _disruptor.HandleEventsWith(second);
        _disruptor.After(first).And(secondGroup).HandleEventsWith(third);
        Assert.That(_disruptor.GetDependentSequencesFor(third)!.DependentSequenceCount, Is.EqualTo(2));
        Assert.That(_disruptor.GetDependentSequencesFor(third)!.DependsOnCursor, Is.False);
        Assert.That(_disruptor.GetDependentSequencesFor(first)!.DependsOnCursor, Is.True);
        Assert.That(_disruptor.GetDependentSequencesFor(new RecordingHandler()), Is.Null);
        RunThrough(3);
        Assert.That(third.CountOf("event"), Is.EqualTo(3));
    }

    [Test]
    public void ProcessorsOfTheCallersOwnCanFollowAndBeFollowed()
    {
        var first = new RecordingHandler();
        var own = new RecordingHandler();
        var last = new RecordingHandler();
        _disruptor.HandleEventsWith(first);
        SequenceBarrier barrier = _disruptor.After(first).AsSequenceBarrier();
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(_disruptor.RingBuffer, barrier, own);
        _disruptor.After(first).And(processor).HandleEventsWith(last);
        RunThrough(5);
        Assert.That((own.CountOf("event"), last.CountOf("event")), Is.EqualTo((5, 5)));
        Assert.That(own.CountOf("start"), Is.EqualTo(1), "a processor that is named twice is started once");
    }

    [Test]
    public void FactoriesGetTheBarrierOfTheirPlace()
    {
        var first = new RecordingHandler();
        var second = new RecordingHandler();
        var dependsOnCursor = new List<bool>();
        _disruptor.HandleEventsWith(Make(first)).Then(Make(second));
        RunThrough(3);
        Assert.That(dependsOnCursor, Is.EqualTo(new[] { true, false }));
        Assert.That((first.CountOf("event"), second.CountOf("event")), Is.EqualTo((3, 3)));

        ValueEventProcessorCreator<long> Make(RecordingHandler handler) => (ring, barrier) =>
        {
            dependsOnCursor.Add(barrier.DependentSequences.DependsOnCursor);
            return EventProcessorFactory.Create(ring, barrier, handler);
        };
    }

    [Test]
    public void OnlyItsOwnHandlersCanBeFollowed()
    {
        _disruptor.HandleEventsWith(new EqualHandler());
        Assert.That(() => _disruptor.After(new EqualHandler()), Throws.TypeOf<ArgumentException>(), "handlers are known by identity");
        Assert.That(() => _disruptor.GetSequenceValueFor(new RecordingHandler()), Throws.TypeOf<ArgumentException>());
    }

    private sealed class EqualHandler : RecordingHandler
    {
        public override bool Equals(object? obj) => true;

        public override int GetHashCode() => 1;
    }

    [Test]
    public void TheDefaultExceptionHandlerServesHandlersGivenBeforeAndAfter()
    {
        var exceptions = new RecordingExceptionHandler();
        _disruptor.HandleEventsWith(Throwing("before"));
        _disruptor.SetDefaultExceptionHandler(exceptions);
        _disruptor.HandleEventsWith(Throwing("after"));
        RunThrough(1);
        Assert.That(exceptions.Calls, Is.EquivalentTo(new[] { "event 0 100 before", "event 0 100 after" }));
    }

    [Test]
    public void AHandlerCanHaveItsOwnExceptionHandler()
    {
        var exceptions = new RecordingExceptionHandler();
        RecordingHandler handler = Throwing("own");
        _disruptor.HandleEventsWith(handler);
        _disruptor.HandleExceptionsFor(handler).With(exceptions);
        RunThrough(1);
        Assert.That(exceptions.Calls, Is.EqualTo(new[] { "event 0 100 own" }));
    }

    [Test]
    public void NothingCanBeAddedAfterTheStart()
    {
        RecordingHandler handler = Consume();
        _disruptor.Start();
        Assert.That(_disruptor.HasStarted, Is.True);
        Assert.That(_disruptor.Start, Throws.TypeOf<InvalidOperationException>());
        Assert.That(() => _disruptor.HandleEventsWith(new RecordingHandler()), Throws.TypeOf<InvalidOperationException>());
        Assert.That(() => _disruptor.After(handler).Then(new RecordingHandler()), Throws.TypeOf<InvalidOperationException>());
        Assert.That(() => _disruptor.SetDefaultExceptionHandler(new RecordingExceptionHandler()), Throws.TypeOf<InvalidOperationException>());
    }

    [Test]
    public void BatchesArePublishedTogether()
    {
        RecordingHandler handler = Consume();
        using (ValueRingBuffer<long>.UnpublishedEventBatchScope scope = _disruptor.PublishEvents(3))
        {
            for (int i = 0; i < 3; i++) scope.Event(i) = i;
        }

        _disruptor.Start();
        _disruptor.Shutdown();
        Assert.That(handler.Calls, Does.Contain("batch 3"));
        Assert.That((_disruptor.Cursor, _disruptor.BufferSize, _disruptor[2]), Is.EqualTo((2L, 4L, 2L)));
    }

    [Test]
    public void RunsOnUnmanagedMemoryAsWell()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, () => 0L);
        var disruptor = new UnmanagedDisruptor<long>(memory, ProducerType.Single, new YieldingWaitStrategy());
        var first = new RecordingHandler();
        var second = new RecordingHandler();
        disruptor.HandleEventsWith(first).Then(second);
        disruptor.Start();
        for (int i = 0; i < 10; i++)
        {
            using UnmanagedRingBuffer<long>.UnpublishedEventScope scope = disruptor.PublishEvent();
            scope.Event() = scope.Sequence;
        }

        disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That((first.CountOf("event"), second.CountOf("event")), Is.EqualTo((10, 10)));
        Assert.That((disruptor.Cursor, disruptor.BufferSize, disruptor[9]), Is.EqualTo((9L, 4L, 9L)));
    }

    private RecordingHandler Consume()
    {
        var handler = new RecordingHandler();
        _disruptor.HandleEventsWith(handler);
        return handler;
    }

    private static RecordingHandler Throwing(string message) => new() { Event = _ => throw new InvalidOperationException(message) };

    private static RecordingHandler Noting(System.Collections.Concurrent.ConcurrentQueue<string> order, string name)
        => new() { Event = sequence => order.Enqueue($"{name}{sequence}") };

    private void RunThrough(int count)
    {
        _disruptor.Start();
        Publish(count);
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
    }

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using ValueRingBuffer<long>.UnpublishedEventScope scope = _disruptor.PublishEvent();
            scope.Event() = 100 + scope.Sequence;
        }
    }
}
