using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests;

[TestFixture(ProducerType.Single)]
[TestFixture(ProducerType.Multi)]
public sealed class RingConsumerTests(ProducerType producerType)
{
    private const int Size = 16;
    private RingMemory _memory = null!;
    private UnmanagedRingBuffer<long> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        _memory = RingMemory.Allocate<long>(Size);
        _ring = new UnmanagedRingBuffer<long>(_memory, producerType, new BusySpinWaitStrategy());
    }

    [TearDown]
    public void TearDown() => _memory.Dispose();

    [Test]
    public void TakesEveryEventAndStopsAfterWhatWasPublishedBeforeTheHalt()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        Publish(10);
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.State, Is.EqualTo(RingWorkerState.Stopped));
        Assert.That(consumer.Handler.Sum, Is.EqualTo(Enumerable.Range(0, 10).Sum(i => 3L * i)));
        Assert.That(consumer.Sequence.Value, Is.EqualTo(9));
        Assert.That((consumer.Handler.StartCount, consumer.Handler.ShutdownCount), Is.EqualTo((1, 1)));
    }

    [Test]
    public void DoesNotTakeWhatIsPublishedAfterTheHalt()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        Publish(5);
        consumer.Halt();
        Publish(5);
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Sequence.Value, Is.EqualTo(4));
    }

    [Test]
    public void HaltedOnAnEmptyRingItEndsWithoutAnEvent()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Handler.EventCount, Is.Zero);
        Assert.That(consumer.State, Is.EqualTo(RingWorkerState.Stopped));
    }

    [Test]
    public void AnUnpublishedClaimDoesNotHoldTheHalt()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        Publish(2);
        _ring.Next();
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Sequence.Value, Is.EqualTo(1));
    }

    [Test]
    public void GivesSlotsBackFourTimesALap()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        Publish(Size);
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Handler.BatchCount, Is.EqualTo(4));
        Assert.That((consumer.Handler.StartedEventCount, consumer.Handler.LagMax), Is.EqualTo(((long)Size, (long)Size)));
        Assert.That((consumer.Report.TakenCount, consumer.Report.LagCountMax), Is.EqualTo(((long)Size, (long)Size)));
    }

    [Test]
    public void BeginsAtTheCursorAndGatesFromThere()
    {
        Publish(3);
        RingConsumer<long, Summing> consumer = Make(new Summing());
        Assert.That((consumer.Sequence.Value, consumer.Lag), Is.EqualTo((2L, 0L)));
        Publish(Size);
        Assert.That(consumer.Lag, Is.EqualTo(Size));
        Assert.That(_ring.TryNext(out _), Is.False);
    }

    [Test]
    public void AHaltedConsumerGatesNoLonger()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        consumer.Halt();
        consumer.Run();
        Publish(3 * Size);
        Assert.That(_ring.Cursor, Is.EqualTo((3 * Size) - 1));
    }

    [Test]
    public void AHandlerThatThrowsReleasesTheProducerAndKeepsTheReason()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing { ThrowAt = 3 });
        Publish(Size);
        Assert.That(_ring.TryNext(out _), Is.False);
        consumer.Run();
        Assert.That(consumer.State, Is.EqualTo(RingWorkerState.Faulted));
        Assert.That(consumer.Failure, Is.TypeOf<InvalidOperationException>().With.Message.EqualTo("event 3"));
        Assert.That(consumer.FailureCount, Is.EqualTo(1));
        Assert.That((consumer.Sequence.Value, consumer.Lag), Is.EqualTo((long.MaxValue, 0L)));
        Assert.That(consumer.Handler.ShutdownCount, Is.EqualTo(1));
        Publish(3 * Size);
    }

    [Test]
    public void TheFirstFailureIsKeptAndAllAreCounted()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing { ThrowAt = 0, ThrowOnShutdown = true });
        Publish(1);
        consumer.Run();
        Assert.That(consumer.Failure!.Message, Is.EqualTo("event 0"));
        Assert.That(consumer.FailureCount, Is.EqualTo(2));
    }

    [Test]
    public void OneFailureLeavesOtherConsumersGating()
    {
        RingConsumer<long, Summing> failing = Make(new Summing { ThrowAt = 0 });
        RingConsumer<long, Summing> other = Make(new Summing());
        Publish(Size);
        failing.Run();
        Assert.That(_ring.TryNext(out _), Is.False);
        other.Halt();
        other.Run();
        Assert.That(other.Handler.EventCount, Is.EqualTo(Size));
    }

    [Test]
    public void AStartThatThrowsIsAFailure()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing { ThrowOnStart = true });
        Publish(1);
        consumer.Run();
        Assert.That(consumer.Failure!.Message, Is.EqualTo("start"));
        Assert.That((consumer.Handler.EventCount, consumer.Handler.ShutdownCount), Is.EqualTo((0, 1)));
    }

    [Test]
    public void AHaltThatDoesNotDrainEndsAfterTheBatch()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        Publish(10);
        consumer.Halt();
        Assert.That(consumer.State, Is.EqualTo(RingWorkerState.Created));
        consumer.Halt(isDrained: false);
        consumer.Run();
        Assert.That((consumer.Handler.EventCount, consumer.State), Is.EqualTo((0, RingWorkerState.Stopped)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void WaitsAsTheRingDoesAndDrainsWhenItIsHalted(bool isDrained)
    {
        UnmanagedRingBuffer<long> ring = new UnmanagedRingBuffer<long>(_memory, producerType, new BlockingWaitStrategy());
        RingConsumer<long, Summing> consumer = new RingConsumer<long, Summing>("test", ring, new Summing(), IdleStrategy.OfRing);
        using RingThread thread = RingThread.Start(consumer);
        for (int round = 1; round <= 5; round++)
        {
            PublishTo(ring, 3);
            Within.Until(() => consumer.Sequence.Value == (3 * round) - 1, "three events");
        }

        consumer.Halt(isDrained);
        consumer.Halt();
        Assert.That(thread.Join(TimeSpan.FromSeconds(20)), Is.True);
        Assert.That((consumer.Failure, consumer.State, consumer.Handler.EventCount), Is.EqualTo(((Exception?)null, RingWorkerState.Stopped, 15)));
        Assert.That(consumer.AllocatedBytes, Is.Zero);
    }

    [Test]
    public void TellsOfATimeoutOfTheRingsWaitStrategy()
    {
        UnmanagedRingBuffer<long> ring = new UnmanagedRingBuffer<long>(_memory, producerType, new ImpatientWaitStrategy());
        RingConsumer<long, Summing> consumer = new RingConsumer<long, Summing>("test", ring, new Summing { ThrowAtTimeout = true }, IdleStrategy.OfRing);
        using RingThread thread = RingThread.Start(consumer);
        Assert.That(thread.Join(TimeSpan.FromSeconds(20)), Is.True);
        Assert.That(consumer.Failure?.Message, Is.EqualTo("timeout at 0"));
    }

    [Test]
    public void RunsOnce()
    {
        RingConsumer<long, Summing> consumer = Make(new Summing());
        consumer.Halt();
        consumer.Run();
        Assert.That(consumer.Run, Throws.TypeOf<InvalidOperationException>().With.Message.Contains("test"));
    }

    [Test]
    public void IsIdleBetweenEvents()
    {
        RingConsumer<long, Summing> consumer = new RingConsumer<long, Summing>("test", _ring, new Summing(), IdleStrategy.Yielding);
        Thread thread = new Thread(consumer.Run) { IsBackground = true };
        thread.Start();
        Publish(5);
        Within.Until(() => consumer.Sequence.Value == 4, "five events");
        Assert.That(consumer.State, Is.EqualTo(RingWorkerState.Started));
        Thread.Sleep(1);
        consumer.Halt();
        Assert.That(thread.Join(TimeSpan.FromSeconds(20)), Is.True);
        Assert.That(consumer.Handler.IdleCount, Is.Positive);
    }

    private RingConsumer<long, Summing> Make(Summing handler) => new("test", _ring, handler, IdleStrategy.BusySpin);

    private void Publish(int count) => PublishTo(_ring, count);

    private static void PublishTo(UnmanagedRingBuffer<long> ring, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long sequence = ring.Next();
            ring[sequence] = 3 * sequence;
            ring.Publish(sequence);
        }
    }

    private struct Summing() : IRingHandler<Summing, long>
    {
        public long ThrowAt = -1;
        public bool ThrowOnStart = false;
        public bool ThrowAtTimeout = false;
        public bool ThrowOnShutdown = false;
        public long StartedEventCount = 0;
        public long LagMax = 0;
        public long Sum = 0;
        public int EventCount = 0;
        public int BatchCount = 0;
        public int StartCount = 0;
        public int IdleCount = 0;
        public int ShutdownCount = 0;

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            if (sequence == ThrowAt) throw new InvalidOperationException($"event {sequence}");
            Sum += data;
            EventCount++;
            if (endOfBatch) BatchCount++;
        }

        public static void OnStart(ref Summing handler)
        {
            handler.StartCount++;
            if (handler.ThrowOnStart) throw new InvalidOperationException("start");
        }

        public static void OnBatchStart(ref Summing handler, long eventCount, long lagCount)
        {
            handler.StartedEventCount += eventCount;
            handler.LagMax = Math.Max(handler.LagMax, lagCount);
        }

        public static void OnTimeout(ref Summing handler, long sequence)
        {
            if (handler.ThrowAtTimeout) throw new InvalidOperationException($"timeout at {sequence}");
        }

        public static void OnIdle(ref Summing handler) => handler.IdleCount++;

        public static void OnShutdown(ref Summing handler)
        {
            handler.ShutdownCount++;
            if (handler.ThrowOnShutdown) throw new InvalidOperationException("shutdown");
        }
    }

    /// <summary>Gives every wait up at once.</summary>
    private sealed class ImpatientWaitStrategy : IWaitStrategy
    {
        public bool IsBlockingStrategy => false;

        public SequenceWaitResult WaitFor(long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken) => SequenceWaitResult.Timeout;

        public void SignalAllWhenBlocking()
        {
        }
    }
}
