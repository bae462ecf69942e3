using System.Runtime.CompilerServices;
using FeedHandler.Ring;

namespace FeedHandler.Concurrency.Ring;

public sealed class BroadcastTests
{
    private const int EventCount = 300_000;

    [Test]
    public void ReadersTakeWholeEventsInOrderAndCountTheRest([Values(2, 8, 64, 4096)] int capacity, [Values(1, 3, 40)] int batchCount)
    {
        using BroadcastRing<CheckedEvent> ring = new(capacity);
        BroadcastReader<CheckedEvent> one = ring.NewReader();
        BroadcastReader<CheckedEvent> many = ring.NewReader();
        Tally ones = default;
        Tally manys = default;
        StrongBox<bool> isDone = new();
        Threads threads = new Threads();
        threads.Start("one by one", () => ones = TakeUntil(isDone, one, new CheckedEvent[1]));
        threads.Start("in batches", () => manys = TakeUntil(isDone, many, new CheckedEvent[100]));
        for (long sequence = 0; sequence < EventCount; sequence++)
        {
            ring.Writer.Claim().Write(sequence);
            if (sequence % batchCount == 0) ring.Writer.Publish();
            if (sequence % 10_000 == 0) Thread.Yield();
        }

        ring.Writer.Publish();
        Volatile.Write(ref isDone.Value, true);
        threads.JoinAll();
        Assert.That((ones.WrongCount, manys.WrongCount), Is.EqualTo((0L, 0L)));
        foreach (BroadcastReader<CheckedEvent> reader in new[] { one, many })
            Assert.That((reader.TakenCount + reader.LostCount, reader.Lag), Is.EqualTo(((long)EventCount, 0L)));
        Assert.That((ones.EventCount, manys.EventCount), Is.EqualTo((one.TakenCount, many.TakenCount)));
    }

    private static Tally TakeUntil(StrongBox<bool> isDone, BroadcastReader<CheckedEvent> reader, CheckedEvent[] buffer)
    {
        Tally tally = default;
        while (true)
        {
            // Read before the ring: what was published before the end is seen by the look that follows.
            bool isLast = Volatile.Read(ref isDone.Value);
            bool isAny = buffer.Length == 1 ? tally.Take(reader) : tally.Take(reader, buffer);
            if (!isAny && isLast) return tally;
            if (!isAny) Thread.Yield();
        }
    }
}
