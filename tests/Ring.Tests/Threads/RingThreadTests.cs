using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests.Threads;

public sealed class RingThreadTests
{
    private RingMemory _memory = null!;
    private UnmanagedRingBuffer<long> _ring = null!;

    [SetUp]
    public void SetUp()
    {
        _memory = RingMemory.Allocate<long>(64);
        _ring = new UnmanagedRingBuffer<long>(_memory, ProducerType.Single, new BlockingWaitStrategy());
    }

    [TearDown]
    public void TearDown() => _memory.Dispose();

    [Test]
    public void RunsTheConsumerOnANamedThreadOnItsCore()
    {
        Require.That(OperatingSystem.IsLinux(), "affinity is that of Linux");
        ThreadAffinity.GetAllowedCores(out int[] cores);
        RingConsumer<long, Placed> consumer = new("strategy-7", _ring, default, IdleStrategy.OfRing);
        using RingThread thread = RingThread.Start(consumer, new ThreadPlacement(cores[^1]));
        Publish();
        thread.Stop();
        Assert.That((consumer.Handler.Name, consumer.Handler.CoreIndex), Is.EqualTo(("strategy-7", cores[^1])));
        Assert.That((thread.Refusals.Count, consumer.State, consumer.Handler.EventCount), Is.EqualTo((0, RingWorkerState.Stopped, 1)));
    }

    [Test]
    public void IsARealTimeThreadOrSaysWhyNot()
    {
        Require.That(OperatingSystem.IsLinux(), "scheduling classes are those of Linux");
        RingConsumer<long, Placed> consumer = new("real-time", _ring, default, IdleStrategy.OfRing);
        using RingThread thread = RingThread.Start(consumer, new ThreadPlacement(FifoPriority: 1));
        thread.Stop();
        Assert.That(consumer.Handler.IsFifo, Is.EqualTo(thread.Refusals.Count == 0));
        if (!consumer.Handler.IsFifo) Assert.That(thread.Refusals[0].ToString(), Does.Contain("SCHED_FIFO"));
    }

    [Test]
    public void ACoreThatDoesNotExistIsReportedAndTheConsumerRuns()
    {
        RingConsumer<long, Placed> consumer = new("nowhere", _ring, default, IdleStrategy.OfRing);
        using RingThread thread = RingThread.Start(consumer, new ThreadPlacement(CoreIndex: 8000));
        Publish();
        thread.Stop();
        Assert.That(thread.Refusals, Has.Count.EqualTo(1));
        Assert.That((thread.Refusals[0].ToString(), consumer.Handler.EventCount), Is.EqualTo((thread.Refusals[0].ToString(), 1)));
        Assert.That(thread.Refusals[0].Operation, Does.Contain("8000"));
    }

    [Test]
    public void StoppingSurfacesWhatTheHandlerThrew()
    {
        RingConsumer<long, Placed> consumer = new("failing", _ring, new Placed { IsFailing = true }, IdleStrategy.OfRing);
        using RingThread thread = RingThread.Start(consumer);
        Publish();
        Assert.That(() => thread.Stop(), Throws.TypeOf<InvalidOperationException>().With.Message.EqualTo("told to fail"));
        Assert.That(consumer.State, Is.EqualTo(RingWorkerState.Faulted));
    }

    [Test]
    public void DisposingEndsItQuietly()
    {
        RingConsumer<long, Placed> consumer = new("disposed", _ring, new Placed { IsFailing = true }, IdleStrategy.Yielding);
        RingThread thread = RingThread.Start(consumer);
        Publish();
        Assert.That(thread.Dispose, Throws.Nothing);
        Assert.That(consumer.State, Is.GreaterThanOrEqualTo(RingWorkerState.Stopped));
    }

    private void Publish() => _ring.Publish(_ring.Next());

    private struct Placed : IRingHandler<Placed, long>
    {
        public bool IsFailing;
        public string Name;
        public int CoreIndex;
        public bool IsFifo;
        public int EventCount;

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            if (IsFailing) throw new InvalidOperationException("told to fail");
            EventCount++;
        }

        public static void OnStart(ref Placed handler)
        {
            ThreadName.GetForCurrentThread(out handler.Name);
            ThreadAffinity.GetCurrentCore(out handler.CoreIndex);
            ThreadScheduling.GetIsFifo(out handler.IsFifo);
        }
    }
}
