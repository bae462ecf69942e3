using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Tests.Support;

namespace FeedHandler.Ring.Tests;

public sealed class SpscQueueTests
{
    [TestCase(0)]
    [TestCase(-4)]
    [TestCase(3)]
    public void RefusesACapacityThatIsNoPowerOfTwo(int capacity) =>
        Assert.That(() => new SpscQueue<int>(capacity), Throws.TypeOf<ArgumentException>());

    [Test]
    public void GivesItemsBackInOrderOverManyLaps()
    {
        SpscQueue<int> queue = new SpscQueue<int>(4);
        int taken = 0;
        for (int put = 0; put < 100; put++)
        {
            Assert.That(queue.TryEnqueue(put), Is.True);
            if (put % 3 == 2) taken = TakeAll(queue, taken);
        }

        Assert.That(TakeAll(queue, taken), Is.EqualTo(100));
    }

    private static int TakeAll(SpscQueue<int> queue, int expected)
    {
        for (; queue.TryDequeue(out int item); expected++) Assert.That(item, Is.EqualTo(expected));
        return expected;
    }

    [Test]
    public void RefusesAnItemWhenFullAndTakesItOnceThereIsRoom()
    {
        SpscQueue<int> queue = new SpscQueue<int>(2);
        Assert.That(queue.TryEnqueue(1) && queue.TryEnqueue(2), Is.True);
        Assert.That(queue.TryEnqueue(3), Is.False);
        Assert.That((queue.Count, queue.Capacity), Is.EqualTo((2, 2)));
        Assert.That(queue.TryDequeue(out int first), Is.True);
        Assert.That(first, Is.EqualTo(1));
        Assert.That(queue.TryEnqueue(3), Is.True);
    }

    [Test]
    public void HasNothingToGiveWhenEmpty()
    {
        SpscQueue<string> queue = new SpscQueue<string>(2);
        Assert.That(queue.TryDequeue(out string? item), Is.False);
        Assert.That(item, Is.Null);
        Assert.That(queue.Count, Is.Zero);
    }

    [Test]
    public void FillsAndDrainsInBatchesOverManyLaps()
    {
        SpscQueue<int> queue = new SpscQueue<int>(8);
        int[] taken = new int[5];
        int put = 0;
        int expected = 0;
        for (int round = 0; round < 100; round++)
        {
            put += queue.Fill([.. Enumerable.Range(put, 1 + (round % 11))]);
            Assert.That(queue.Count, Is.LessThanOrEqualTo(8));
            int count = queue.Drain(taken);
            Assert.That(taken[..count], Is.EqualTo(Enumerable.Range(expected, count)));
            expected += count;
        }

        while (queue.TryDequeue(out int item)) Assert.That(item, Is.EqualTo(expected++));
        Assert.That((expected, queue.Drain(taken), put > 300), Is.EqualTo((put, 0, true)));
    }

    [Test]
    public void ADrainKeepsNoReferenceEither()
    {
        SpscQueue<object> queue = new SpscQueue<object>(2);
        WeakReference taken = PutAndDrain(queue);
        GC.Collect();
        Assert.That(taken.IsAlive, Is.False);
        GC.KeepAlive(queue);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference PutAndDrain(SpscQueue<object> queue)
    {
        queue.Fill([new object()]);
        object[] taken = new object[1];
        queue.Drain(taken);
        return new WeakReference(taken[0]);
    }

    [Test]
    public void KeepsNoReferenceToAnItemThatWasTaken()
    {
        SpscQueue<object> queue = new SpscQueue<object>(2);
        WeakReference taken = PutAndTake(queue);
        GC.Collect();
        Assert.That(taken.IsAlive, Is.False);
        GC.KeepAlive(queue);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference PutAndTake(SpscQueue<object> queue)
    {
        queue.TryEnqueue(new object());
        queue.TryDequeue(out object? item);
        return new WeakReference(item);
    }

    [Test]
    public void TheTwoSidesAreTwoCacheLinesApartFromEachOtherAndFromNeighbours()
    {
        Type indexes = typeof(SpscQueue<int>).GetField("_indexes", BindingFlags.Instance | BindingFlags.NonPublic)!.FieldType;
        int bytes = indexes.GetCustomAttributes<StructLayoutAttribute>().SingleOrDefault()?.Size ?? indexes.StructLayoutAttribute!.Size;
        int producer = ObjectLayout.OffsetOf(indexes, "Tail");
        int consumer = ObjectLayout.OffsetOf(indexes, "Head");
        Assert.That(producer, Is.GreaterThanOrEqualTo(120));
        Assert.That(consumer - ObjectLayout.OffsetOf(indexes, "HeadSeen"), Is.GreaterThanOrEqualTo(128));
        Assert.That(bytes - ObjectLayout.OffsetOf(indexes, "TailSeen"), Is.GreaterThanOrEqualTo(120));
        Assert.That(ObjectLayout.BytesOf(() => new SpscQueue<int>(1)), Is.GreaterThanOrEqualTo(bytes), "the runtime honours the size");
    }
}
