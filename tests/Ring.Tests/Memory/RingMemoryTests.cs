using System.Runtime.InteropServices;
using Disruptor;
using Disruptor.Dsl;

namespace FeedHandler.Ring.Tests;

public sealed class RingMemoryTests
{
    [Test]
    public void SlotsBeginOnPagesAndCacheLines()
    {
        using RingMemory memory = RingMemory.Allocate<Odd>(8);
        Assert.That((long)memory.PointerToFirstEvent % Environment.SystemPageSize, Is.Zero);
        Assert.That((memory.EventCount, memory.EventSize), Is.EqualTo((8, 128)));
    }

    [TestCase(1)]
    [TestCase(4096)]
    [TestCase(1 << 20)]
    public void SlotsAreZeroedAndHoldEvents(int eventCount)
    {
        using RingMemory memory = RingMemory.Allocate<long>(eventCount);
        UnmanagedRingBuffer<long> ring = new UnmanagedRingBuffer<long>(memory, ProducerType.Single, new BusySpinWaitStrategy());
        Assert.That(ring[eventCount - 1], Is.Zero);
        for (long i = 0; i < eventCount; i++) ring[i] = i + 1;
        Assert.That((ring[0], ring[eventCount - 1]), Is.EqualTo((1L, (long)eventCount)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void RefusesNothing(int eventCount) => Assert.That(() => RingMemory.Allocate<long>(eventCount), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void CanBeDisposedTwice()
    {
        RingMemory memory = RingMemory.Allocate<long>(8);
        memory.Dispose();
        Assert.That(memory.Dispose, Throws.Nothing);
    }

    [TestCase(typeof(byte), 1)]
    [TestCase(typeof(Three), 4)]
    [TestCase(typeof(long), 8)]
    [TestCase(typeof(decimal), 16)]
    [TestCase(typeof(Odd), 128)]
    public void PackedSlotsNeverStraddleACacheLine(Type type, int slotBytes)
    {
        object memory = typeof(RingMemory).GetMethod(nameof(RingMemory.AllocatePacked))!.MakeGenericMethod(type).Invoke(null, [16, false])!;
        using RingMemory slots = (RingMemory)memory;
        Assert.That(slots.EventSize, Is.EqualTo(slotBytes));
    }

    [Test]
    public void SaysWhatStandsBehindItAndWhatWasRefused()
    {
        using RingMemory memory = RingMemory.Allocate<long>(65536, isLocked: true);
        Assert.That(memory.IsLocked || memory.Refusals.Any(refusal => refusal.Operation.StartsWith("mlock", StringComparison.Ordinal)), Is.True);
        if (OperatingSystem.IsLinux() && memory.Backing != FeedHandler.Native.Memory.PageBacking.ReservedHuge) Assert.That(memory.Refusals, Is.Not.Empty);
    }

    [StructLayout(LayoutKind.Sequential, Size = 3)]
    private struct Three;

    [StructLayout(LayoutKind.Sequential, Size = 65)]
    private struct Odd;
}
