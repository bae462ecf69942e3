using System.Numerics;
using System.Runtime.CompilerServices;
using Disruptor;
using FeedHandler.Native;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>
/// Slots for a ring in whole memory pages, huge ones where the machine has them, every page touched when it is made: no slot is faulted
/// in while the feed runs, no slot straddles a cache line that it could have for itself, and nothing else lives in the pages.
/// </summary>
public sealed class RingMemory : UnmanagedRingBufferMemory
{
    private readonly PageMemory _pages;

    private RingMemory(PageMemory pages, int eventCount, int eventSize)
        : base(pages, padding: 0, eventCount, eventSize)
    {
        _pages = pages;
    }

    /// <summary>What stands behind the slots.</summary>
    public PageBacking Backing => _pages.Backing;

    /// <summary>Whether the slots are locked in memory.</summary>
    public bool IsLocked => _pages.IsLocked;

    /// <summary>What was asked of the system and refused: huge pages, a lock. The slots are as usable as without.</summary>
    public IReadOnlyList<NativeResult> Refusals => _pages.Refusals;

    /// <summary>Allocates zeroed slots, each beginning on a cache line.</summary>
    /// <typeparam name="TEvent">What a slot holds.</typeparam>
    /// <param name="eventCount">How many slots: a power of two for a ring.</param>
    /// <param name="isLocked">Whether to lock them in memory (mlock); a refusal is reported and no more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public static RingMemory Allocate<TEvent>(int eventCount, bool isLocked = false)
        where TEvent : unmanaged
        => Allocate(eventCount, SlotSize.WholeLines<TEvent>(), isLocked);

    /// <summary>
    /// Allocates zeroed slots, as many to a cache line as fit without straddling one: for small events that one thread hands to another in
    /// batches. One by one they are slower than slots of a line each, because the two threads then share the line that both work on.
    /// </summary>
    /// <typeparam name="TEvent">What a slot holds.</typeparam>
    /// <param name="eventCount">How many slots: a power of two for a ring.</param>
    /// <param name="isLocked">Whether to lock them in memory (mlock); a refusal is reported and no more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public static RingMemory AllocatePacked<TEvent>(int eventCount, bool isLocked = false)
        where TEvent : unmanaged
        => Allocate(eventCount, SlotSize.Packed<TEvent>(), isLocked);

    private static RingMemory Allocate(int eventCount, int slotBytes, bool isLocked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventCount, 1);
        return new RingMemory(PageMemory.Allocate((nuint)eventCount * (nuint)slotBytes, isLocked), eventCount, slotBytes);
    }
}

/// <summary>How far apart events lie.</summary>
internal static class SlotSize
{
    private const int CacheLineBytes = 64;

    /// <summary>One or more whole cache lines: no two events share one.</summary>
    internal static int WholeLines<TEvent>()
        where TEvent : unmanaged => RoundUp(Unsafe.SizeOf<TEvent>());

    /// <summary>Small events as close as they may lie without one straddling two cache lines; large ones in whole lines.</summary>
    internal static int Packed<TEvent>()
        where TEvent : unmanaged
        => Unsafe.SizeOf<TEvent>() >= CacheLineBytes ? RoundUp(Unsafe.SizeOf<TEvent>()) : (int)BitOperations.RoundUpToPowerOf2((uint)Unsafe.SizeOf<TEvent>());

    private static int RoundUp(int bytes) => (bytes + CacheLineBytes - 1) / CacheLineBytes * CacheLineBytes;
}
