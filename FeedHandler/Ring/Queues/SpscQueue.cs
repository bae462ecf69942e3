using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>
/// A bounded queue from one thread to one other, without locks or waiting: commands to a feed thread, for example.
/// Each side looks at the other's counter only when its last view of it says full or empty.
/// </summary>
/// <typeparam name="T">The item.</typeparam>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue.")]
public sealed class SpscQueue<T>
{
    private readonly T[] _items;
    private readonly int _indexMask;
    private SpscIndexes _indexes;

    /// <summary>An empty queue.</summary>
    /// <param name="capacity">How many items it holds: a power of two.</param>
    /// <exception cref="ArgumentException">The capacity is not a power of two.</exception>
    public SpscQueue(int capacity)
    {
        if (capacity < 1 || !BitOperations.IsPow2(capacity))
        {
            throw new ArgumentException($"A queue of {capacity} items cannot be: give a power of two.", nameof(capacity));
        }

        _items = new T[capacity];
        _indexMask = capacity - 1;
    }

    /// <summary>How many items it holds at most.</summary>
    public int Capacity => _items.Length;

    /// <summary>How many items it holds. Exact on either side while the other is quiet, a moment old otherwise.</summary>
    public int Count
    {
        get
        {
            // Head first: it cannot pass the tail that is read after it.
            long head = Volatile.Read(ref _indexes.Head);
            return (int)Math.Min(Capacity, Volatile.Read(ref _indexes.Tail) - head);
        }
    }

    /// <summary>Puts an item in. Called by the producer's thread only.</summary>
    /// <returns>Whether there was room; when not, nothing was put in.</returns>
    /// <param name="item">The item.</param>
    public bool TryEnqueue(in T item)
    {
        long tail = _indexes.Tail;
        if (tail - _indexes.HeadSeen == _items.Length && !RefreshRoom(tail)) return false;
        _items[(int)tail & _indexMask] = item;
        Volatile.Write(ref _indexes.Tail, tail + 1);
        return true;
    }

    /// <summary>Takes the oldest item out. Called by the consumer's thread only.</summary>
    /// <returns>Whether there was one.</returns>
    /// <param name="item">The item.</param>
    public bool TryDequeue([MaybeNullWhen(false)] out T item)
    {
        long head = _indexes.Head;
        if (head == _indexes.TailSeen && !RefreshItems(head))
        {
            item = default;
            return false;
        }

        ref T slot = ref _items[(int)head & _indexMask];
        item = slot;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) slot = default!;
        Volatile.Write(ref _indexes.Head, head + 1);
        return true;
    }

    /// <summary>Takes out what is there, oldest first, until the destination is full: the producer gets the room back at once. Called by
    /// the consumer's thread only.</summary>
    /// <returns>How many items were taken.</returns>
    /// <param name="destination">Takes the items from its start.</param>
    public int Drain(Span<T> destination)
    {
        long head = _indexes.Head;
        if (_indexes.TailSeen - head < destination.Length) RefreshItems(head);
        int count = (int)Math.Min(destination.Length, _indexes.TailSeen - head);
        int firstIndex = (int)head & _indexMask;
        int beforeWrap = Math.Min(count, _items.Length - firstIndex);
        Move(_items.AsSpan(firstIndex, beforeWrap), destination);
        Move(_items.AsSpan(0, count - beforeWrap), destination[beforeWrap..]);
        if (count > 0) Volatile.Write(ref _indexes.Head, head + count);
        return count;
    }

    /// <summary>Puts items in, in their order, as many as there is room for: the consumer sees them at once. Called by the producer's
    /// thread only.</summary>
    /// <returns>How many were put in.</returns>
    /// <param name="items">The items.</param>
    public int Fill(ReadOnlySpan<T> items)
    {
        long tail = _indexes.Tail;
        if (_items.Length - (tail - _indexes.HeadSeen) < items.Length) RefreshRoom(tail);
        int count = (int)Math.Min(items.Length, _items.Length - (tail - _indexes.HeadSeen));
        int firstIndex = (int)tail & _indexMask;
        int beforeWrap = Math.Min(count, _items.Length - firstIndex);
        items[..beforeWrap].CopyTo(_items.AsSpan(firstIndex));
        items[beforeWrap..count].CopyTo(_items);
        if (count > 0) Volatile.Write(ref _indexes.Tail, tail + count);
        return count;
    }

    private static void Move(Span<T> items, Span<T> destination)
    {
        items.CopyTo(destination);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) items.Clear();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefreshRoom(long tail)
    {
        _indexes.HeadSeen = Volatile.Read(ref _indexes.Head);
        return tail - _indexes.HeadSeen < _items.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefreshItems(long head)
    {
        _indexes.TailSeen = Volatile.Read(ref _indexes.Tail);
        return head < _indexes.TailSeen;
    }
}

/// <summary>The counters of a queue between two threads: each thread writes its own pair, two cache lines away from the other's and from
/// everything else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct SpscIndexes
{
    /// <summary>Items put in so far. Written by the producer (release), read by the consumer (acquire).</summary>
    [FieldOffset(120)]
    internal long Tail;

    /// <summary>The head as the producer last saw it. Written and read by the producer alone: no pairing.</summary>
    [FieldOffset(128)]
    internal long HeadSeen;

    /// <summary>Items taken out so far. Written by the consumer (release), read by the producer (acquire).</summary>
    [FieldOffset(256)]
    internal long Head;

    /// <summary>The tail as the consumer last saw it. Written and read by the consumer alone: no pairing.</summary>
    [FieldOffset(264)]
    internal long TailSeen;
}
