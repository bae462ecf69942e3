namespace Disruptor.Tests.RingBuffers;

public sealed class UnmanagedRingBufferMemoryTests
{
    [Test]
    public void AllocatesZeroedSlots()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(1024, 8);
        Assert.That(memory.EventCount, Is.EqualTo(1024));
        Assert.That(memory.EventSize, Is.EqualTo(8));
        Assert.That(memory.ToArray<long>(), Has.Length.EqualTo(1024).And.All.Zero);
    }

    [Test]
    public void FillsSlotsInOrder()
    {
        int index = 0;
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(64, () => index++);
        Assert.That(memory.EventSize, Is.EqualTo(4));
        Assert.That(memory.ToArray<int>(), Is.EqualTo(Enumerable.Range(0, 64)));
    }

    [Test]
    public void SlotsBeginOnACacheLine()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 64);
        Assert.That((long)memory.PointerToFirstEvent % 64, Is.Zero);
    }

    [TestCase(0, 8)]
    [TestCase(-1, 8)]
    [TestCase(8, 0)]
    public void RefusesNothing(int eventCount, int eventSize)
        => Assert.That(() => UnmanagedRingBufferMemory.Allocate(eventCount, eventSize), Throws.TypeOf<ArgumentException>());

    [Test]
    public void RefusesToReadPastASlot()
    {
        using UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 4);
        Assert.That(memory.ToArray<long>, Throws.TypeOf<ArgumentException>());
    }

    [Test]
    public void CanBeDisposedTwice()
    {
        UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(4, 4);
        memory.Dispose();
        Assert.That(memory.Dispose, Throws.Nothing);
    }
}
