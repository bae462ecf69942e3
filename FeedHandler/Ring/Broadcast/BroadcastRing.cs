using System.Numerics;
using FeedHandler.Native.Memory;

namespace FeedHandler.Ring;

/// <summary>
/// A ring in which one thread writes, waits for nobody, and any number of threads read: a reader that is too slow loses events, knows it
/// and knows how many. Between processes it is <see cref="SharedRingWriter{TEvent}"/>.
/// </summary>
/// <typeparam name="TEvent">The event.</typeparam>
public sealed unsafe class BroadcastRing<TEvent> : IDisposable
    where TEvent : unmanaged
{
    private const int EpochOffset = 0;
    private const int CursorsOffset = EpochOffset + BroadcastEpoch.Bytes;
    private const int SlotsOffset = CursorsOffset + BroadcastCursors.Bytes;

    private readonly PageMemory _pages;
    private readonly BroadcastSlots _slots;

    /// <summary>An empty ring.</summary>
    /// <param name="capacity">How many events it holds: a power of two, at least 2.</param>
    /// <exception cref="ArgumentException">The capacity is not a power of two, or less than 2.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not so much memory.</exception>
    public BroadcastRing(int capacity)
    {
        CheckCapacity(capacity);
        int slotBytes = SlotSize.Packed<TEvent>();
        _pages = PageMemory.Allocate(SlotsOffset + ((nuint)capacity * (nuint)slotBytes));
        byte* first = (byte*)_pages.Address;
        _slots = new BroadcastSlots(
            (BroadcastCursors*)(first + CursorsOffset), (BroadcastEpoch*)(first + EpochOffset), first + SlotsOffset, slotBytes, capacity);
        _slots.Cursors->Claimed = _slots.Cursors->Cursor = -1;
        Writer = new BroadcastWriter<TEvent>(_slots);
    }

    /// <summary>The one writer.</summary>
    public BroadcastWriter<TEvent> Writer { get; }

    /// <summary>How many events it holds.</summary>
    public int Capacity => _slots.Capacity;

    /// <summary>Another reader, for one thread.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="lagMax">How many events it may be behind before it skips to the newest by itself; null for as many as are there.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lag is less than 1.</exception>
    public BroadcastReader<TEvent> NewReader(BroadcastStart start = BroadcastStart.Now, long? lagMax = null) => new(_slots, start, lagMax ?? Capacity);

    /// <summary>Gives the memory back at once. No thread may use the writer or a reader any more.</summary>
    public void Dispose() => _pages.Dispose();

    /// <summary>Throws when a broadcast cannot have so many slots.</summary>
    internal static void CheckCapacity(int capacity)
    {
        if (capacity < 2 || !BitOperations.IsPow2(capacity))
            throw new ArgumentException($"A broadcast of {capacity} events cannot be: give a power of two from 2 on.", nameof(capacity));
    }
}
