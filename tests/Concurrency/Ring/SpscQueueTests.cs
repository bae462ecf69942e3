using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class SpscQueueTests
{
    [Test]
    public void ItemsPassOnceWholeAndInOrder([Values(1, 2, 1024)] int capacity)
    {
        int itemCount = capacity == 1024 ? 500_000 : 5_000;
        SpscQueue<CheckedEvent> queue = new SpscQueue<CheckedEvent>(capacity);
        Threads threads = new Threads();
        threads.Start("producer", () => Produce(queue, itemCount));
        int wrongCount = 0;
        for (long sequence = 0; sequence < itemCount; sequence++)
        {
            CheckedEvent item;
            while (!queue.TryDequeue(out item)) Thread.Yield();
            if (!item.IsOf(sequence)) wrongCount++;
        }

        threads.JoinAll();
        Assert.That((wrongCount, queue.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void TheCountStaysWithinItsBounds()
    {
        SpscQueue<CheckedEvent> queue = new SpscQueue<CheckedEvent>(8);
        Threads threads = new Threads();
        threads.Start("producer", () => Produce(queue, 20_000));
        int outsideCount = 0;
        for (int taken = 0; taken < 20_000;)
        {
            if (queue.Count is < 0 or > 8) outsideCount++;
            if (queue.TryDequeue(out _)) taken++;
            else Thread.Yield();
        }

        threads.JoinAll();
        Assert.That(outsideCount, Is.Zero);
    }

    private static void Produce(SpscQueue<CheckedEvent> queue, int itemCount)
    {
        CheckedEvent item = default;
        for (long sequence = 0; sequence < itemCount; sequence++)
        {
            item.Write(sequence);
            while (!queue.TryEnqueue(item)) Thread.Yield();
        }
    }
}
