using System.Buffers;
using System.Runtime.CompilerServices;

namespace FeedHandler.Gateway.Sessions;

/// <summary>A list in an array of the pool: none while it is empty, none left behind when it is emptied. For one thread.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal struct PooledList<T>
{
    private const int CountMin = 4;
    private T[]? _items;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>For how many there is room now.</summary>
    public readonly int Capacity => _items?.Length ?? 0;

    /// <summary>All of them; valid until one is added or removed.</summary>
    public readonly Span<T> Items => new(_items, 0, Count);

    /// <summary>One of them.</summary>
    public readonly ref T this[int index] => ref Items[index];

    /// <summary>Adds one behind the others.</summary>
    public void Add(T item)
    {
        if (Count == Capacity) Grow();
        _items![Count++] = item;
    }

    /// <summary>Adds several behind the others.</summary>
    public void Add(ReadOnlySpan<T> items)
    {
        while (Capacity - Count < items.Length) Grow();
        items.CopyTo(_items.AsSpan(Count));
        Count += items.Length;
    }

    /// <summary>Removes one; the last one takes its place.</summary>
    public void RemoveAt(int index)
    {
        Items[index] = _items![--Count];
        if (Count == 0) Clear();
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) _items[Count] = default!;
    }

    /// <summary>Removes all, and gives the array back.</summary>
    public void Clear()
    {
        if (_items is not null) ArrayPool<T>.Shared.Return(_items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        (_items, Count) = (null, 0);
    }

    private void Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(CountMin, 2 * Capacity));
        Items.CopyTo(larger);
        if (_items is not null) ArrayPool<T>.Shared.Return(_items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        _items = larger;
    }
}
