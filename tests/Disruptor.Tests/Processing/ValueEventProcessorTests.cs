using Disruptor.Dsl;
using Disruptor.Processing;
using Disruptor.Tests.Support;
using FeedHandler.Tests.Support;

namespace Disruptor.Tests.Processing;

[TestFixture(ProducerType.Single)]
[TestFixture(ProducerType.Multi)]
public sealed class ValueEventProcessorTests(ProducerType producerType)
{
    private RecordingHandler _handler = null!;
    private RecordingExceptionHandler _exceptions = null!;
    private ValueRingBuffer<long> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        _handler = new RecordingHandler();
        _exceptions = new RecordingExceptionHandler();
        _ring = ValueRingBuffer<long>.Create(producerType, () => 0, 16, new BlockingWaitStrategy());
    }

    [Test]
    public void CallsTheHandlerInTheOrderOfItsLife()
    {
        IValueEventProcessor<long> processor = Make();
        Publish(3);
        Task run = processor.Start();
        Within.Until(() => processor.Sequence.Value == 2, "three events");
        processor.Halt();
        Within.Patiently(run, "the halt");
        Assert.That(_handler.Calls, Is.EqualTo(new[] { "start", "batch 3", "event 0", "event 1", "event 2.", "shutdown" }));
        Assert.That(processor.IsRunning, Is.False);
    }

    [Test]
    public void CutsBatchesToTheHandlersLimit()
    {
        _handler.MaxBatchSize = 6;
        IValueEventProcessor<long> processor = Make();
        Publish(15);
        RunUntil(processor, () => processor.Sequence.Value == 14);
        Assert.That(_handler.Calls.Where(call => call.StartsWith("batch", StringComparison.Ordinal)), Is.EqualTo(new[] { "batch 6", "batch 6", "batch 3" }));
        Assert.That(_handler.Calls.Where(call => call.EndsWith('.')), Is.EqualTo(new[] { "event 5.", "event 11.", "event 14." }));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void RefusesALimitBelowOne(int limit)
    {
        _handler.MaxBatchSize = limit;
        Assert.That(Make, Throws.TypeOf<ArgumentException>());
    }

    [Test]
    public void NeverStartsAnEmptyBatch()
    {
        IValueEventProcessor<long> processor = Make();
        Task run = processor.Start();
        for (int i = 0; i < 3; i++)
        {
            // Claimed and not published: the cursor of several producers is ahead of what may be taken.
            long sequence = _ring.Next();
            Thread.Sleep(2);
            _ring.Publish(sequence);
        }

        Within.Until(() => processor.Sequence.Value == 2, "three events");
        processor.Halt();
        Within.Patiently(run, "the halt");
        Assert.That(_handler.CountOf("batch 0"), Is.Zero);
        Assert.That(_handler.CountOf("event"), Is.EqualTo(3));
    }

    [Test]
    public void AnExceptionCostsOnlyItsEvent()
    {
        _handler.Event = sequence =>
        {
            if (sequence % 2 == 1) throw new InvalidOperationException("odd");
        };
        IValueEventProcessor<long> processor = Make();
        processor.SetExceptionHandler(_exceptions);
        Publish(5);
        RunUntil(processor, () => processor.Sequence.Value == 4);
        Assert.That(_exceptions.Calls, Is.EqualTo(new[] { "event 1 101 odd", "event 3 103 odd" }));
        Assert.That(_handler.Calls.Where(call => call.StartsWith("event", StringComparison.Ordinal)), Is.EqualTo(new[] { "event 0", "event 2", "event 4." }));
    }

    [Test]
    public void TheDefaultExceptionHandlerEndsTheProcessor()
    {
        _handler.Event = _ => throw new InvalidOperationException("broken");
        IValueEventProcessor<long> processor = Make();
        Publish(1);
        Task run = processor.Start();
        Assert.That(() => run.Wait(TimeSpan.FromSeconds(20)), Throws.TypeOf<AggregateException>().With.InnerException.TypeOf<ApplicationException>());
        Assert.That(run.Exception!.InnerException!.InnerException!.Message, Is.EqualTo("broken"));
        Assert.That(_handler.Calls, Does.Contain("shutdown"));
        Assert.That(processor.IsRunning, Is.False);
        Assert.That(processor.Sequence.Value, Is.EqualTo(-1));
    }

    [Test]
    public void ExceptionsOfStartAndShutdownAreHandled()
    {
        _handler.Start = () => throw new InvalidOperationException("no start");
        _handler.Shutdown = () => throw new InvalidOperationException("no end");
        IValueEventProcessor<long> processor = Make();
        processor.SetExceptionHandler(_exceptions);
        Publish(1);
        RunUntil(processor, () => processor.Sequence.Value == 0);
        Assert.That(_exceptions.Calls, Is.EqualTo(new[] { "start no start", "shutdown no end" }));
        Assert.That(processor.IsRunning, Is.False);
    }

    [Test]
    public void TimeoutsReachTheHandlerAndTheirExceptionsAreHandled()
    {
        _ring = ValueRingBuffer<long>.Create(producerType, () => 0, 16, new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1)));
        _handler.Timeout = () => throw new InvalidOperationException("late");
        IValueEventProcessor<long> processor = Make();
        processor.SetExceptionHandler(_exceptions);
        RunUntil(processor, () => _handler.CountOf("timeout -1") >= 2);
        Assert.That(_exceptions.Calls, Does.Contain("timeout -1 late"));
    }

    [Test]
    public void RefusesNoExceptionHandler() => Assert.That(() => Make().SetExceptionHandler(null!), Throws.TypeOf<ArgumentNullException>());

    [Test]
    public void HaltedBeforeItRunsItStartsAndShutsDownOnly()
    {
        IValueEventProcessor<long> processor = Make();
        Publish(1);
        processor.Halt();
        Within.Patiently(processor.Start(), "the end");
        Assert.That(_handler.Calls, Is.EqualTo(new[] { "start", "shutdown" }));
    }

    [Test]
    public void AlwaysHaltsHoweverCloseToItsStart()
    {
        for (int i = 0; i < 300; i++)
        {
            var handler = new RecordingHandler();
            IValueEventProcessor<long> processor = EventProcessorFactory.Create(_ring, _ring.NewBarrier(), handler);
            Task run = processor.Start();
            if (i % 2 == 0) Thread.Yield();
            processor.Halt();
            Within.Patiently(run, "the halt");
            Assert.That(handler.Calls, Is.EqualTo(new[] { "start", "shutdown" }));
        }
    }

    [Test]
    public void CannotRunTwiceAtOnceAndCanRunAgain()
    {
        IValueEventProcessor<long> processor = Make();
        Task run = processor.Start();
        processor.WaitUntilStarted(TimeSpan.FromSeconds(20));
        Assert.That(processor.IsRunning, Is.True);
        Assert.That(processor.Run, Throws.TypeOf<InvalidOperationException>());
        processor.Halt();
        Within.Patiently(run, "the halt");

        Publish(1);
        RunUntil(processor, () => processor.Sequence.Value == 0);
        Assert.That(_handler.Calls, Is.EqualTo(new[] { "start", "shutdown", "start", "batch 1", "event 0.", "shutdown" }));
    }

    [Test]
    public void AHandlerMayReportProgressWithinABatch()
    {
        var handler = new ReportingHandler();
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(_ring, _ring.NewBarrier(), handler);
        _ring.AddGatingSequences(processor.Sequence);
        Assert.That(handler.Own, Is.SameAs(processor.Sequence));
    }

    private sealed class ReportingHandler : RecordingHandler, IEventProcessorSequenceAware
    {
        internal Sequence? Own { get; private set; }

        public void SetSequenceCallback(Sequence sequenceCallback) => Own = sequenceCallback;
    }

    private IValueEventProcessor<long> Make()
    {
        IValueEventProcessor<long> processor = EventProcessorFactory.Create(_ring, _ring.NewBarrier(), _handler);
        _ring.AddGatingSequences(processor.Sequence);
        return processor;
    }

    private void Publish(int count)
    {
        long last = _ring.Next(count);
        for (long sequence = last - count + 1; sequence <= last; sequence++) _ring[sequence] = 100 + sequence;
        _ring.Publish(last - count + 1, last);
    }

    private static void RunUntil(IValueEventProcessor<long> processor, Func<bool> condition)
    {
        Task run = processor.StartLongRunning();
        Within.Until(condition, "the processor");
        processor.Halt();
        Within.Patiently(run, "the halt");
    }
}
