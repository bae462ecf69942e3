using System.Diagnostics;
using Disruptor;
using Disruptor.Dsl;
using FeedHandler.Ring;

namespace FeedHandler.Benchmarks.Ring;

/// <summary>Events from core 0 to core 1 as fast as they go, in millions a second. The receiver reads every one.</summary>
internal static class OneWays
{
    internal const int Capacity = 65536;
    internal const int EventCount = 4_000_000;

    public static double Ring(int batchCount)
    {
        using RingMemory memory = RingMemory.AllocatePacked<long>(Capacity);
        UnmanagedRingBuffer<long> ring = new(memory, ProducerType.Single, new BusySpinWaitStrategy());
        RingConsumer<long, Adding> consumer = new("adding", ring, default, IdleStrategy.BusySpin);
        using RingThread thread = RingThread.Start(consumer, new ThreadPlacement(CoreIndex: 1));
        double rate = 0;
        PinnedThread producer = new("producer", new ThreadPlacement(CoreIndex: 0), () => rate = Send(ring, consumer.Sequence, batchCount));
        producer.Join();
        thread.Stop();
        return Checked(rate, consumer.Handler.Sum);
    }

    public static double Producer()
    {
        using RingMemory memory = RingMemory.AllocatePacked<long>(Capacity);
        using RingProducer<long> producer = new(new(memory, ProducerType.Single, new BusySpinWaitStrategy()));
        RingConsumer<long, Adding> consumer = new("adding", producer, default, IdleStrategy.BusySpin);
        using RingThread thread = RingThread.Start(consumer, new ThreadPlacement(CoreIndex: 1));
        double rate = 0;
        PinnedThread sender = new("producer", new ThreadPlacement(CoreIndex: 0), () => rate = Send(producer, consumer.Sequence));
        sender.Join();
        thread.Stop();
        return Checked(rate, consumer.Handler.Sum);
    }

    public static double Broadcast()
    {
        using BroadcastRing<long> ring = new(Capacity);
        BroadcastReader<long> reader = ring.NewReader();
        double rate = double.NaN;
        PinnedThread receiver = new("receiver", new ThreadPlacement(CoreIndex: 1), () => rate = Receive(reader));
        PinnedThread sender = new("sender", new ThreadPlacement(CoreIndex: 0), () => Send(ring.Writer));
        receiver.Join();
        sender.Join();
        return rate;
    }

    public static double BetweenProcesses()
    {
        using SharedFolder folder = new();
        SharedRingWriter<long> writer = OpenWriter(folder.Path("one-way"));
        using Process child = SharedChild.Start("receive", folder.Path("one-way"));
        PinnedThread sender = new("sender", new ThreadPlacement(CoreIndex: 0), () => Send(writer.Events));
        sender.Join();
        writer.Dispose();
        string printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return double.Parse(printed, System.Globalization.CultureInfo.InvariantCulture);
    }

    public static double Queue()
    {
        SpscQueue<long> queue = new(Capacity);
        long sum = 0;
        Stopwatch running = Stopwatch.StartNew();
        PinnedThread receiver = new("receiver", new ThreadPlacement(CoreIndex: 1), () => sum = Take(queue));
        PinnedThread sender = new("sender", new ThreadPlacement(CoreIndex: 0), () => Put(queue));
        sender.Join();
        receiver.Join();
        return Checked(EventCount / running.Elapsed.TotalMicroseconds, sum);
    }

    /// <summary>Takes events until the writer closes.</summary>
    /// <returns>Millions a second between the first and the last, lost ones not counted.</returns>
    internal static double Receive(BroadcastReader<long> reader)
    {
        long[] batch = new long[256];
        long startedNs = 0;
        long sum = 0;
        while (reader.NextSequence < EventCount)
        {
            BroadcastRead read = reader.Read(batch, out int count);
            if (read == BroadcastRead.Closed) break;
            if (read != BroadcastRead.Taken) continue;
            if (startedNs == 0) startedNs = Stopwatch.GetTimestamp();
            foreach (long value in batch.AsSpan(0, count)) sum += value;
        }

        double elapsedUs = Stopwatch.GetElapsedTime(startedNs).TotalMicroseconds;
        return sum == 0 ? double.NaN : reader.TakenCount / elapsedUs;
    }

    internal static SharedRingWriter<long> OpenWriter(string path)
    {
        SharedRingResult result = SharedRingWriter<long>.TryOpen(path, Capacity, out SharedRingWriter<long>? writer);
        return writer ?? throw new InvalidOperationException($"{result}");
    }

    internal static SharedRingReader<long> OpenReader(string path)
    {
        SharedRingResult result = SharedRingReader<long>.TryOpen(path, BroadcastStart.Now, out SharedRingReader<long>? reader);
        return reader ?? throw new InvalidOperationException($"{result}");
    }

    private static double Send(UnmanagedRingBuffer<long> ring, Sequence taken, int batchCount)
    {
        long startedNs = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < EventCount; sent += batchCount)
        {
            long last = ring.Next(batchCount);
            for (long sequence = last - batchCount + 1; sequence <= last; sequence++) ring[sequence] = sequence;
            ring.Publish(last - batchCount + 1, last);
        }

        while (taken.Value < ring.Cursor)
        {
        }

        return EventCount / Stopwatch.GetElapsedTime(startedNs).TotalMicroseconds;
    }

    private static double Send(RingProducer<long> producer, Sequence taken)
    {
        long startedNs = Stopwatch.GetTimestamp();
        for (int i = 0; i < EventCount; i++)
        {
            producer.Claim() = i;
            if (i % 64 == 63) producer.Publish();
        }

        producer.Publish();
        while (taken.Value < producer.ClaimedSequence)
        {
        }

        return EventCount / Stopwatch.GetElapsedTime(startedNs).TotalMicroseconds;
    }

    private static void Send(BroadcastWriter<long> writer)
    {
        for (int i = 0; i < EventCount; i++)
        {
            writer.Claim() = i;
            if (i % 64 == 63) writer.Publish();
        }

        writer.Publish();
    }

    private static void Put(SpscQueue<long> queue)
    {
        for (long i = 0; i < EventCount; i++)
        {
            while (!queue.TryEnqueue(i))
            {
            }
        }
    }

    private static long Take(SpscQueue<long> queue)
    {
        long sum = 0;
        for (int i = 0; i < EventCount; i++)
        {
            long item;
            while (!queue.TryDequeue(out item))
            {
            }

            sum += item;
        }

        return sum;
    }

    private static double Checked(double rate, long sum)
    {
        long expected = (long)EventCount * (EventCount - 1) / 2;
        if (sum < expected) throw new InvalidOperationException($"events were lost: the sum is {sum}, not {expected}");
        return rate;
    }

    private struct Adding : IRingHandler<Adding, long>
    {
        public long Sum { get; private set; }

        public void OnEvent(ref long data, long sequence, bool endOfBatch) => Sum += data;
    }
}
