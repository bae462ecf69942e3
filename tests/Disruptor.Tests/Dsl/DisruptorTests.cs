using System.Collections.Concurrent;
using Disruptor.Dsl;
using Disruptor.Processing;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Dsl;

public sealed class DisruptorTests
{
    private readonly ConcurrentQueue<string> _order = new();
    private Disruptor<Box> _disruptor = null!;

    [SetUp]
    public void SetUp()
    {
        _order.Clear();
        _disruptor = new Disruptor<Box>(() => new Box(), 4, TaskScheduler.Default, ProducerType.Multi, new AsyncWaitStrategy());
    }

    [TearDown]
    public void TearDown() => _disruptor.Halt();

    [Test]
    public void HandlersOfEveryKindTakeAnEventAfterThoseTheyFollow()
    {
        _disruptor.HandleEventsWith((IEventHandler<Box>)Noting("a")).Then((IBatchEventHandler<Box>)Noting("b")).Then((IAsyncBatchEventHandler<Box>)Noting("c"))
            .ThenHandleEventsWithWorkerPool(Noting("d"), Noting("d")).Then((IEventHandler<Box>)Noting("e"));
        _disruptor.Start();
        Publish(20);
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        foreach (IGrouping<string, string> calls in _order.GroupBy(call => call[1..], StringComparer.Ordinal))
            Assert.That(string.Concat(calls.Select(call => call[..1])), Is.EqualTo("abcde"), $"event {calls.Key}");
        Assert.That(_order, Has.Count.EqualTo(100));
    }

    [Test]
    public void AHandlerOfABaseTypeWillDo()
    {
        var handler = new CountingHandler();
        IEventHandler<object> handlerOfAny = handler;
        _disruptor.HandleEventsWith(handlerOfAny);
        _disruptor.Start();
        Publish(3);
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That(handler.Count, Is.EqualTo(3));
    }

    [Test]
    public void WhatFollowsTwoBranchesWaitsForBoth()
    {
        using var gate = new SemaphoreSlim(0);
        RecordingReferenceHandler free = new(), held = new() { Event = _ => gate.Wait() }, last = new();
        EventHandlerGroup<Box> branch = _disruptor.HandleEventsWith((IEventHandler<Box>)held);
        _disruptor.HandleEventsWith((IBatchEventHandler<Box>)free).And(branch).HandleEventsWith((IEventHandler<Box>)last);
        _disruptor.Start();
        Publish(2);
        Within.Until(() => free.CountOf("event") == 2, "the free branch");
        Assert.That(last.CountOf("event"), Is.Zero);
        gate.Release(2);
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That(last.CountOf("event"), Is.EqualTo(2));
    }

    [Test]
    public void OwnProcessorsTakeTheirPlaceInTheChain()
    {
        RingBuffer<Box> ring = _disruptor.RingBuffer;
        IEventProcessor<Box> first = EventProcessorFactory.Create(ring, ring.NewBarrier(), (IEventHandler<Box>)Noting("a"));
        EventProcessorCreator<Box> second = (buffer, barrier) => EventProcessorFactory.Create(buffer, barrier, (IEventHandler<Box>)Noting("b"));
        _disruptor.HandleEventsWith(first).Then(second).Then((IEventHandler<Box>)Noting("c"));
        _disruptor.Start();
        Publish(4);
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That(_order.Where(call => call.EndsWith('3')), Is.EqualTo(new[] { "a3", "b3", "c3" }));
        Assert.That(_disruptor.After(first).AsSequenceBarrier().DependentSequences.Value, Is.EqualTo(3));
        Assert.That(_disruptor.After(first).AsAsyncSequenceBarrier().DependentSequences.DependsOnCursor, Is.False);
    }

    [Test]
    public void HandlersAddedLateBeginAtTheCursor()
    {
        var handler = new RecordingReferenceHandler();
        Publish(6);
        _disruptor.HandleEventsWith((IEventHandler<Box>)handler);
        Assert.That(_disruptor.GetSequenceValueFor(handler), Is.EqualTo(5));
        _disruptor.HandleEventsWithWorkerPool(new RecordingReferenceHandler());
        Assert.That(_disruptor.RingBuffer.GetMinimumGatingSequence(), Is.EqualTo(5));
    }

    [Test]
    public void HandlersOfOneStageShareTheirGroup()
    {
        RecordingReferenceHandler first = new(), second = new(), third = new();
        _disruptor.HandleEventsWith((IEventHandler<Box>)first).Then(second, (IEventHandler<Box>)third);
        Assert.That(_disruptor.GetDependentSequencesFor(first)!.DependsOnCursor, Is.True);
        Assert.That(_disruptor.GetDependentSequencesFor(third), Is.SameAs(_disruptor.GetDependentSequencesFor(second)));
        Assert.That(_disruptor.GetDependentSequencesFor(new RecordingReferenceHandler()), Is.Null);
    }

    [Test]
    public void ExceptionsGoToTheHandlersDeciderOrElseToTheDefault([Values] bool hasItsOwn)
    {
        RecordingReferenceExceptionHandler common = new(), own = new();
        var handlers = Enumerable.Range(0, 3).Select(_ => new RecordingReferenceHandler { Event = _ => throw new InvalidOperationException("x") }).ToArray();
        _disruptor.HandleEventsWith((IEventHandler<Box>)handlers[0]);
        _disruptor.SetDefaultExceptionHandler(common);
        _disruptor.HandleEventsWith((IBatchEventHandler<Box>)handlers[1]);
        _disruptor.HandleEventsWith((IAsyncBatchEventHandler<Box>)handlers[2]);
        if (hasItsOwn)
        {
            _disruptor.HandleExceptionsFor((IEventHandler<Box>)handlers[0]).With(own);
            _disruptor.HandleExceptionsFor((IBatchEventHandler<Box>)handlers[1]).With(own);
            _disruptor.HandleExceptionsFor((IAsyncBatchEventHandler<Box>)handlers[2]).With(own);
        }

        _disruptor.Start();
        Publish(1);
        _disruptor.Shutdown(TimeSpan.FromSeconds(20));
        Assert.That((hasItsOwn ? own : common).Calls, Is.EquivalentTo(new[] { "event 0 0 x", "batch 0 of 1 x", "batch 0 of 1 x" }));
        Assert.That((hasItsOwn ? common : own).Calls, Is.Empty);
    }

    [Test]
    public void MisuseIsRefused()
    {
        RecordingReferenceHandler known = new(), unknown = new();
        _disruptor.HandleEventsWith((IEventHandler<Box>)known);
        Assert.That(() => _disruptor.After((IEventHandler<Box>)unknown), Throws.TypeOf<ArgumentException>());
        Assert.That(() => _disruptor.GetSequenceValueFor(unknown), Throws.TypeOf<ArgumentException>());
        Assert.That(_disruptor.HasStarted, Is.False);
        _disruptor.Start();
        Assert.That(_disruptor.HasStarted, Is.True);
        Assert.That(() => _disruptor.Start(), Throws.TypeOf<InvalidOperationException>());
        Assert.That(() => _disruptor.HandleEventsWith((IEventHandler<Box>)unknown), Throws.TypeOf<InvalidOperationException>());
        Assert.That(() => _disruptor.HandleEventsWithWorkerPool(unknown), Throws.TypeOf<InvalidOperationException>());
        Assert.That(() => _disruptor.SetDefaultExceptionHandler(new IgnoreExceptionHandler<Box>()), Throws.TypeOf<InvalidOperationException>());
    }

    [Test]
    public void ShutdownThatRunsOutOfTimeThrowsAndHaltsNothing()
    {
        using var gate = new ManualResetEventSlim();
        var handler = new RecordingReferenceHandler { Event = _ => gate.Wait() };
        _disruptor.HandleEventsWith((IBatchEventHandler<Box>)handler);
        _disruptor.Start();
        Publish(1);
        Assert.That(() => _disruptor.Shutdown(TimeSpan.FromMilliseconds(1)), Throws.TypeOf<TimeoutException>());
        gate.Set();
        _disruptor.Shutdown();
        Assert.That(handler.CountOf("event"), Is.EqualTo(1));
    }

    [Test]
    public void SaysWhatItIs()
    {
        Publish(1);
        Assert.That((_disruptor.Cursor, _disruptor.BufferSize, _disruptor[0].Value), Is.EqualTo((0, 4, 0)));
        Assert.That(_disruptor.ToString(), Does.Contain("Started=False").And.Contain("BufferSize=4"));
    }

    private RecordingReferenceHandler Noting(string name) => new() { Event = value => _order.Enqueue($"{name}{value}") };

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using RingBuffer<Box>.UnpublishedEventScope scope = _disruptor.PublishEvent();
            scope.Event().Value = scope.Sequence;
        }
    }

    private sealed class CountingHandler : IEventHandler<object>
    {
        internal int Count { get; private set; }

        public void OnEvent(object data, long sequence, bool endOfBatch) => Count++;
    }
}
