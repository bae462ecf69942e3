using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>
/// A bounded queue between any number of threads on either side, without locks: each slot carries the ticket that it is ready for, so
/// threads meet only where they take their tickets (the design is Dmitry Vyukov's bounded MPMC queue). Items of one producer keep their
/// order. A thread that is stopped between its ticket and its slot holds up those who need that slot, and nobody else.
/// </summary>
/// <typeparam name="T">The item.</typeparam>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
public sealed class MpmcQueue<T>
{
    private readonly Slot[] _slots;
    private readonly int _indexMask;
    private MpmcIndexes _indexes;

    /// <summary>An empty queue.</summary>
    /// <param name="capacity">How many items it holds: a power of two, at least 2.</param>
    /// <exception cref="ArgumentException">The capacity is not a power of two, or less than 2.</exception>
    public MpmcQueue(int capacity)
    {
        if (capacity < 2 || !BitOperations.IsPow2(capacity))
            throw new ArgumentException($"A queue of {capacity} items cannot be: give a power of two from 2 on.", nameof(capacity));
        _slots = new Slot[capacity];
        _indexMask = capacity - 1;
        for (int i = 0; i < capacity; i++) _slots[i].Ticket = i;
    }

    /// <summary>How many items it holds at most.</summary>
    public int Capacity => _slots.Length;

    /// <summary>How many items it holds, those included that are being put in or taken out at this moment. A moment old.</summary>
    public int Count
    {
        get
        {
            // Head first: it cannot pass the tail that is read after it.
            long head = Volatile.Read(ref _indexes.Head);
            return (int)Math.Clamp(Volatile.Read(ref _indexes.Tail) - head, 0, Capacity);
        }
    }

    /// <summary>Puts an item in.</summary>
    /// <returns>Whether there was room; when not, nothing was put in.</returns>
    /// <param name="item">The item.</param>
    public bool TryEnqueue(in T item)
    {
        long tail = Volatile.Read(ref _indexes.Tail);
        while (true)
        {
            ref Slot slot = ref _slots[(int)tail & _indexMask];
            long aheadCount = Volatile.Read(ref slot.Ticket) - tail;
            if (aheadCount < 0) return false;
            if (aheadCount > 0)
            {
                tail = Volatile.Read(ref _indexes.Tail);
                continue;
            }

            long seen = Interlocked.CompareExchange(ref _indexes.Tail, tail + 1, tail);
            if (seen == tail)
            {
                slot.Item = item;
                Volatile.Write(ref slot.Ticket, tail + 1);
                return true;
            }

            tail = seen;
        }
    }

    /// <summary>Takes the oldest item out.</summary>
    /// <returns>Whether there was one.</returns>
    /// <param name="item">The item.</param>
    public bool TryDequeue([MaybeNullWhen(false)] out T item)
    {
        long head = Volatile.Read(ref _indexes.Head);
        while (true)
        {
            ref Slot slot = ref _slots[(int)head & _indexMask];
            long aheadCount = Volatile.Read(ref slot.Ticket) - (head + 1);
            if (aheadCount < 0)
            {
                item = default;
                return false;
            }

            long seen = aheadCount == 0 ? Interlocked.CompareExchange(ref _indexes.Head, head + 1, head) : Volatile.Read(ref _indexes.Head);
            if (aheadCount == 0 && seen == head)
            {
                item = slot.Item;
                if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) slot.Item = default!;
                Volatile.Write(ref slot.Ticket, head + Capacity);
                return true;
            }

            head = seen;
        }
    }

    /// <summary>Takes out what is there, oldest first, until the destination is full.</summary>
    /// <returns>How many items were taken.</returns>
    /// <param name="destination">Takes the items from its start.</param>
    public int Drain(Span<T> destination)
    {
        int count = 0;
        while (count < destination.Length && TryDequeue(out destination[count]!)) count++;
        return count;
    }

    private struct Slot
    {
        /// <summary>Equal to the ticket of the producer that may write the item, then one more for the consumer that may take it, then a
        /// lap more. Written by whoever finished with the item (release), read by whoever wants it (acquire).</summary>
        internal long Ticket;

        /// <summary>Written by the producer that holds the ticket, read by the consumer that holds the next: paired by it.</summary>
        internal T Item;
    }
}

/// <summary>The counters of a queue between many threads, each two cache lines away from the other and from everything else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct MpmcIndexes
{
    /// <summary>Tickets to put something in, given out so far. Written by producers (compare-exchange), read by anybody (acquire).</summary>
    [FieldOffset(128)]
    internal long Tail;

    /// <summary>Tickets to take something out, given out so far. Written by consumers (compare-exchange), read by anybody
    /// (acquire).</summary>
    [FieldOffset(256)]
    internal long Head;
}
