using Disruptor.Dsl;
using Disruptor.Processing;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Processing;

/// <summary>The processors of reference events, which differ in how they call their handler and in nothing else.</summary>
[TestFixture(Kind.OneByOne, ProducerType.Single)]
[TestFixture(Kind.OneByOne, ProducerType.Multi)]
[TestFixture(Kind.InBatches, ProducerType.Single)]
[TestFixture(Kind.InBatches, ProducerType.Multi)]
[TestFixture(Kind.Awaiting, ProducerType.Single)]
[TestFixture(Kind.Awaiting, ProducerType.Multi)]
public sealed class ReferenceEventProcessorTests(ReferenceEventProcessorTests.Kind kind, ProducerType producerType)
{
    private RecordingReferenceHandler _handler = null!;
    private RecordingReferenceExceptionHandler _exceptions = null!;
    private RingBuffer<Box> _ring = null!;

    public enum Kind
    {
        OneByOne,
        InBatches,
        Awaiting,
    }

    [SetUp]
    public void SetUp()
    {
        _handler = new RecordingReferenceHandler();
        _exceptions = new RecordingReferenceExceptionHandler();
        _ring = RingBuffer<Box>.Create(producerType, () => new Box(), 16, new AsyncWaitStrategy());
    }

    [Test]
    public void CallsTheHandlerInTheOrderOfItsLife()
    {
        IEventProcessor processor = Make();
        Publish(3);
        RunUntil(processor, () => processor.Sequence.Value == 2);
        Assert.That(_handler.Calls.Where(call => !call.StartsWith("batch", StringComparison.Ordinal)), Is.EqualTo(new[] { "start", "event 0", "event 1", "event 2.", "shutdown" }));
        Assert.That(_handler.CountOf("batch 3"), Is.EqualTo(kind == Kind.OneByOne ? 1 : 0));
        Assert.That(processor.IsRunning, Is.False);
    }

    [Test]
    public void CutsBatchesToTheHandlersLimit()
    {
        _handler.MaxBatchSize = 6;
        IEventProcessor processor = Make();
        Publish(15);
        RunUntil(processor, () => processor.Sequence.Value == 14);
        Assert.That(_handler.Calls.Where(call => call.EndsWith('.')), Is.EqualTo(new[] { "event 5.", "event 11.", "event 14." }));
    }

    [Test]
    public void RefusesALimitBelowOne()
    {
        _handler.MaxBatchSize = 0;
        Assert.That(Make, Throws.TypeOf<ArgumentException>());
    }

    [Test]
    public void TakesWhatIsPublishedWhileItWaits()
    {
        IEventProcessor processor = Make();
        Task run = processor.Start();
        processor.WaitUntilStarted(TimeSpan.FromSeconds(20));
        for (int i = 0; i < 40; i++)
        {
            Publish(1);
            if (i % 8 == 7) Thread.Sleep(1);
        }

        Within.Until(() => processor.Sequence.Value == 39, "forty events");
        processor.Halt();
        Within.Patiently(run, "the halt");
        Assert.That(_handler.Calls.Where(call => call.StartsWith("event", StringComparison.Ordinal)).Select(call => call.TrimEnd('.')), Is.EqualTo(Enumerable.Range(0, 40).Select(i => $"event {i}")));
    }

    [Test]
    public void AnExceptionCostsItsEventOrItsBatchAndNothingAfterIt()
    {
        _handler.Event = sequence =>
        {
            if (sequence == 1) throw new InvalidOperationException("one");
        };
        IEventProcessor processor = Make();
        Publish(3);
        RunUntil(processor, () => processor.Sequence.Value == 2);
        Assert.That(_exceptions.Calls, Is.EqualTo(new[] { kind == Kind.OneByOne ? "event 1 101 one" : "batch 0 of 3 one" }));
        Assert.That(_handler.CountOf("event 2"), Is.EqualTo(kind == Kind.OneByOne ? 1 : 0));
    }

    [Test]
    public void TheDefaultExceptionHandlerEndsTheProcessor()
    {
        _handler.Event = _ => throw new InvalidOperationException("broken");
        IEventProcessor processor = Make(isDecided: false);
        Publish(1);
        Task run = processor.Start();
        Assert.That(() => run.Wait(TimeSpan.FromSeconds(20)), Throws.TypeOf<AggregateException>().With.InnerException.TypeOf<ApplicationException>());
        Assert.That(_handler.CountOf("shutdown"), Is.EqualTo(1));
    }

    [Test]
    public void PassesTimeoutsAndTheirExceptionsOn()
    {
        _ring = RingBuffer<Box>.Create(producerType, () => new Box(), 16, new AsyncWaitStrategy(TimeSpan.FromMilliseconds(1)));
        _handler.Timeout = () => throw new InvalidOperationException("late");
        IEventProcessor processor = Make();
        RunUntil(processor, () => _exceptions.Calls.Any());
        Assert.That(_exceptions.Calls.First(), Is.EqualTo("timeout -1 late"));
    }

    [Test]
    public void HaltedBeforeItRunsItOnlyStartsAndShutsDown()
    {
        IEventProcessor processor = Make();
        Publish(1);
        processor.Halt();
        Within.Patiently(processor.Start(), "the run");
        Assert.That(_handler.Calls, Is.EqualTo(new[] { "start", "shutdown" }));
    }

    [Test]
    public void AlwaysHalts()
    {
        for (int i = 0; i < 200; i++)
        {
            IEventProcessor processor = Make();
            Task run = processor.Start();
            if (i % 2 == 1) Thread.Yield();
            processor.Halt();
            Within.Patiently(run, "the halt");
        }

        Assert.That((_handler.CountOf("start"), _handler.CountOf("shutdown")), Is.EqualTo((200, 200)));
    }

    [Test]
    public void RunsAgainAfterAHalt()
    {
        IEventProcessor processor = Make();
        Publish(1);
        RunUntil(processor, () => processor.Sequence.Value == 0);
        Publish(1);
        RunUntil(processor, () => processor.Sequence.Value == 1);
        Assert.That(_handler.CountOf("event"), Is.EqualTo(2));
    }

    [Test]
    public void RefusesNoExceptionHandler()
        => Assert.That(() => SetExceptionHandler(Make(), null!), Throws.TypeOf<ArgumentNullException>());

    private static void RunUntil(IEventProcessor processor, Func<bool> condition)
    {
        Task run = processor.Start();
        Within.Until(condition, "the processor");
        processor.Halt();
        Within.Patiently(run, "the halt");
    }

    private static void SetExceptionHandler(IEventProcessor processor, IExceptionHandler<Box> exceptionHandler)
    {
        if (processor is IEventProcessor<Box> synchronous) synchronous.SetExceptionHandler(exceptionHandler);
        else ((IAsyncEventProcessor<Box>)processor).SetExceptionHandler(exceptionHandler);
    }

    private IEventProcessor Make() => Make(isDecided: true);

    private IEventProcessor Make(bool isDecided)
    {
        IEventProcessor processor = kind switch
        {
            Kind.OneByOne => EventProcessorFactory.Create(_ring, _ring.NewBarrier(), (IEventHandler<Box>)_handler),
            Kind.InBatches => EventProcessorFactory.Create(_ring, _ring.NewBarrier(), (IBatchEventHandler<Box>)_handler),
            _ => EventProcessorFactory.Create(_ring, _ring.NewAsyncBarrier(), (IAsyncBatchEventHandler<Box>)_handler),
        };
        if (isDecided) SetExceptionHandler(processor, _exceptions);
        _ring.AddGatingSequences(processor.Sequence);
        return processor;
    }

    private void Publish(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using RingBuffer<Box>.UnpublishedEventScope scope = _ring.PublishEvent();
            scope.Event().Value = 100 + scope.Sequence;
        }
    }
}
