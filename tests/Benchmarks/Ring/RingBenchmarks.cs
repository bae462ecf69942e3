using BenchmarkDotNet.Attributes;
using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Core.Events;
using FeedHandler.Ring;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>The ring: what the feed thread pays for an event, and how long an event takes to another thread and its answer back.</summary>
public class RingBenchmarks
{
    private const int RingEventCount = 65536;
    private const int EventCount = 4096;
    private RingMemory _memory = null!;
    private RingMemory _answerMemory = null!;
    private UnmanagedRingBuffer<MarketEvent> _ring = null!;
    private UnmanagedRingBuffer<MarketEvent> _answers = null!;
    private RingConsumer<MarketEvent, Echo>? _consumer;
    private Thread? _thread;

    [GlobalSetup]
    public void Allocate()
    {
        _memory = RingMemory.Allocate<MarketEvent>(RingEventCount);
        _answerMemory = RingMemory.Allocate<MarketEvent>(RingEventCount);
        _ring = new(_memory, ProducerType.Single, new BusySpinWaitStrategy());
        _answers = new(_answerMemory, ProducerType.Single, new BusySpinWaitStrategy());
    }

    [GlobalSetup(Targets = [nameof(RoundTrip), nameof(ToAConsumer)])]
    public void StartConsumer()
    {
        Allocate();
        _consumer = new("echo", _ring, new Echo(_answers), IdleStrategy.Yielding);
        _thread = new Thread(_consumer.Run) { IsBackground = true };
        _thread.Start();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _consumer?.Halt();
        _thread?.Join();
        _memory.Dispose();
        _answerMemory.Dispose();
    }

    /// <summary>An event claimed, written and published; nobody consumes.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = EventCount)]
    public long ClaimAndPublish() => Publish();

    /// <summary>The same through the sink of a feed: sixteen events are made visible at once.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long ClaimAndPublishBatch()
    {
        RingSink sink = new(_ring);
        for (int i = 0; i < EventCount; i++)
        {
            sink.Claim().Quantity = i;
            if (i % 16 == 15) sink.Publish(0);
        }

        return _ring.Cursor;
    }

    /// <summary>Events to a consumer on another thread until it has taken the last: throughput.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public long ToAConsumer()
    {
        long last = Publish();
        Await(_consumer!.Sequence, last);
        return last;
    }

    /// <summary>One event to a consumer and its answer back through a second ring: twice the latency of one way.</summary>
    [Benchmark]
    public long RoundTrip()
    {
        long next = _answers.Cursor + 1;
        long sequence = _ring.Next();
        _ring[sequence].Quantity = Echo.Question;
        _ring.Publish(sequence);
        SpinWait wait = default;
        while (_answers.Cursor < next) wait.SpinOnce(sleep1Threshold: -1);
        return next;
    }

    private long Publish()
    {
        long sequence = 0;
        for (int i = 0; i < EventCount; i++)
        {
            sequence = _ring.Next();
            _ring[sequence].Quantity = i;
            _ring.Publish(sequence);
        }

        return sequence;
    }

    private static void Await(Sequence taken, long last)
    {
        SpinWait wait = default;
        while (taken.Value < last) wait.SpinOnce(sleep1Threshold: -1);
    }

    private struct Echo(UnmanagedRingBuffer<MarketEvent> answers) : IRingHandler<Echo, MarketEvent>
    {
        public const long Question = -1;

        public readonly void OnEvent(ref MarketEvent data, long sequence, bool endOfBatch)
        {
            if (data.Quantity == Question) answers.Publish(answers.Next());
        }
    }
}
