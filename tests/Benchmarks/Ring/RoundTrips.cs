using System.Diagnostics;
using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Native.Threads;
using FeedHandler.Ring;
using HdrHistogram;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>One event to the other core and its answer back.</summary>
internal static class RoundTrips
{
    internal const int TripCount = 200_000;
    internal const int Capacity = 1024;

    private static readonly LongHistogram Histogram = new(1_000_000_000, 3);

    public static double InProcess()
    {
        using RingMemory memory = RingMemory.Allocate<long>(Capacity);
        using RingMemory answerMemory = RingMemory.Allocate<long>(Capacity);
        UnmanagedRingBuffer<long> ring = new(memory, ProducerType.Single, new BusySpinWaitStrategy());
        UnmanagedRingBuffer<long> answers = new(answerMemory, ProducerType.Single, new BusySpinWaitStrategy());
        RingConsumer<long, Echo> echo = new("echo", ring, new Echo(answers), IdleStrategy.BusySpin);
        RingConsumer<long, Clocking> asking = new("asking", answers, new Clocking(ring), IdleStrategy.BusySpin);
        using RingThread echoThread = RingThread.Start(echo, new ThreadPlacement(CoreIndex: 1));
        using RingThread askingThread = RingThread.Start(asking, new ThreadPlacement(CoreIndex: 0));
        askingThread.Join();
        echoThread.Stop(isDrained: false);
        return asking.Handler.MedianNs;
    }

    public static double BetweenProcesses()
    {
        using SharedFolder folder = new();
        SharedRingWriter<long> there = OneWays.OpenWriter(folder.Path("there"));
        using Process child = SharedChild.Start("echo", folder.Path("there"), folder.Path("back"));
        SharedRingReader<long> back = OneWays.OpenReader(folder.Path("back"));
        double median = double.NaN;
        PinnedThread thread = new("asking", new ThreadPlacement(CoreIndex: 0), () => median = Ask(there.Events, back.Events));
        thread.Join();
        there.Dispose();
        back.Dispose();
        child.WaitForExit();
        return median;
    }

    private static double Ask(BroadcastWriter<long> there, BroadcastReader<long> back)
    {
        Histogram.Reset();
        for (long i = 0; i < TripCount; i++)
        {
            long startedNs = Stopwatch.GetTimestamp();
            there.Publish(i);
            while (back.TryRead(out _) != BroadcastRead.Taken)
            {
            }

            Histogram.RecordValue(Stopwatch.GetTimestamp() - startedNs);
        }

        return Histogram.GetValueAtPercentile(50);
    }

    private readonly struct Echo(UnmanagedRingBuffer<long> answers) : IRingHandler<Echo, long>
    {
        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            long answer = answers.Next();
            answers[answer] = data;
            answers.Publish(answer);
        }
    }

    // Asks again when the answer is there, and ends its own run by throwing nothing: it just asks no more.
    private struct Clocking(UnmanagedRingBuffer<long> ring) : IRingHandler<Clocking, long>
    {
        private long _startedNs;
        private long _tripCount;

        public double MedianNs { get; private set; }

        public static void OnStart(ref Clocking handler)
        {
            Histogram.Reset();
            handler.Ask();
        }

        public void OnEvent(ref long data, long sequence, bool endOfBatch)
        {
            Histogram.RecordValue(Stopwatch.GetTimestamp() - _startedNs);
            if (++_tripCount == TripCount)
            {
                MedianNs = Histogram.GetValueAtPercentile(50);
                throw new OperationCanceledException("measured");
            }

            Ask();
        }

        private void Ask()
        {
            _startedNs = Stopwatch.GetTimestamp();
            long sequence = ring.Next();
            ring[sequence] = sequence;
            ring.Publish(sequence);
        }
    }
}
