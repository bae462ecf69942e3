using System.Reflection;
using System.Runtime.CompilerServices;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests;

public sealed class MpmcQueueTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(-4)]
    [TestCase(3)]
    public void RefusesACapacityThatIsNoPowerOfTwo(int capacity) =>
        Assert.That(() => new MpmcQueue<int>(capacity), Throws.TypeOf<ArgumentException>());

    [TestCase(2)]
    [TestCase(8)]
    public void GivesItemsBackInOrderOverManyLaps(int capacity)
    {
        MpmcQueue<int> queue = new MpmcQueue<int>(capacity);
        int taken = 0;
        for (int put = 0; put < 100; put++)
        {
            Assert.That(queue.TryEnqueue(put), Is.True);
            if (queue.Count < capacity) continue;
            Assert.That(queue.TryEnqueue(-1), Is.False);
            while (queue.TryDequeue(out int item)) Assert.That(item, Is.EqualTo(taken++));
        }

        Assert.That((taken + queue.Count, queue.Capacity), Is.EqualTo((100, capacity)));
    }

    [Test]
    public void HasNothingToGiveWhenEmpty()
    {
        MpmcQueue<string> queue = new MpmcQueue<string>(2);
        Assert.That(queue.TryDequeue(out string? item), Is.False);
        Assert.That((item, queue.Count), Is.EqualTo(((string?)null, 0)));
    }

    [Test]
    public void DrainsInBatches()
    {
        MpmcQueue<int> queue = new MpmcQueue<int>(8);
        for (int i = 0; i < 6; i++) queue.TryEnqueue(i);
        int[] taken = new int[4];
        Assert.That((queue.Drain(taken), taken), Is.EqualTo((4, new[] { 0, 1, 2, 3 })));
        Assert.That((queue.Drain(taken), queue.Drain(taken)), Is.EqualTo((2, 0)));
    }

    [Test]
    public void KeepsNoReferenceToAnItemThatWasTaken()
    {
        MpmcQueue<object> queue = new MpmcQueue<object>(2);
        WeakReference taken = PutAndTake(queue);
        GC.Collect();
        Assert.That(taken.IsAlive, Is.False);
        GC.KeepAlive(queue);
    }

    [Test]
    public void QueueingAllocatesNothing()
    {
        MpmcQueue<(long First, long Second)> queue = new MpmcQueue<(long First, long Second)>(64);
        Assert.That(AllocationMeter.BytesOf(() => PassThrough(queue)), Is.Zero);
    }

    [Test]
    public void TheTwoSidesAreTwoCacheLinesApartFromEachOtherAndFromNeighbours()
    {
        Type indexes = typeof(MpmcQueue<int>).GetField("_indexes", BindingFlags.Instance | BindingFlags.NonPublic)!.FieldType;
        int tail = ObjectLayout.OffsetOf(indexes, "Tail");
        int head = ObjectLayout.OffsetOf(indexes, "Head");
        Assert.That((tail >= 120, head - tail, indexes.StructLayoutAttribute!.Size - head), Is.EqualTo((true, 128, 128)));
        Assert.That(ObjectLayout.BytesOf(() => new MpmcQueue<int>(2)), Is.GreaterThanOrEqualTo(indexes.StructLayoutAttribute.Size), "the runtime honours the size");
    }

    private static void PassThrough(MpmcQueue<(long First, long Second)> queue)
    {
        for (int i = 0; i < 10_000; i++)
        {
            queue.TryEnqueue((i, i));
            queue.TryDequeue(out _);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference PutAndTake(MpmcQueue<object> queue)
    {
        queue.TryEnqueue(new object());
        queue.TryDequeue(out object? item);
        return new WeakReference(item);
    }
}
