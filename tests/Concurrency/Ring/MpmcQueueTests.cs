using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class MpmcQueueTests
{
    private const int ItemCount = 60_000;

    [Test]
    public void ItemsOfAllProducersPassOnceWholeAndInTheirOrder([Values(1, 3)] int producerCount, [Values(1, 2)] int consumerCount, [Values(2, 1024)] int capacity)
    {
        int itemCount = capacity == 2 ? 6_000 : ItemCount;
        MpmcQueue<(int Producer, CheckedEvent Item)> queue = new MpmcQueue<(int Producer, CheckedEvent Item)>(capacity);
        Threads threads = new Threads();
        long leftCount = itemCount;
        long wrongCount = 0;
        for (int producer = 0; producer < producerCount; producer++)
        {
            int which = producer;
            threads.Start($"producer {which}", () => Produce(queue, which, itemCount / producerCount));
        }

        for (int consumer = 0; consumer < consumerCount; consumer++)
            threads.Start($"consumer {consumer}", () => Interlocked.Add(ref wrongCount, Consume(queue, producerCount, itemCount / producerCount, ref leftCount)));
        threads.JoinAll();
        Assert.That((wrongCount, leftCount, queue.Count), Is.EqualTo((0L, 0L, 0)));
    }

    private static void Produce(MpmcQueue<(int Producer, CheckedEvent Item)> queue, int which, int itemCount)
    {
        CheckedEvent item = default;
        for (long sequence = 0; sequence < itemCount; sequence++)
        {
            item.Write(sequence);
            while (!queue.TryEnqueue((which, item))) Thread.Yield();
        }
    }

    // Each item is whole and later than the one before it of the same producer; how many there are in all tells that each came once.
    private static long Consume(MpmcQueue<(int Producer, CheckedEvent Item)> queue, int producerCount, long itemCountEach, ref long leftCount)
    {
        long wrongCount = 0;
        long[] next = new long[producerCount];
        (int Producer, CheckedEvent Item)[] batch = new (int Producer, CheckedEvent Item)[16];
        while (Interlocked.Read(ref leftCount) > 0)
        {
            int count = queue.Drain(batch);
            if (count == 0) Thread.Yield();
            foreach ((int producer, CheckedEvent item) in batch.AsSpan(0, count))
            {
                long sequence = next[producer];
                while (sequence < itemCountEach && !item.IsOf(sequence)) sequence++;
                if (sequence == itemCountEach) wrongCount++;
                next[producer] = sequence + 1;
            }

            Interlocked.Add(ref leftCount, -count);
        }

        return wrongCount;
    }
}
