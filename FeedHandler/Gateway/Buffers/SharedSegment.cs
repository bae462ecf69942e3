namespace FeedHandler.Gateway.Buffers;

/// <summary>
/// A piece of native memory that any number of connections send from: who has it counts, and with the last one it goes back to its pool. It belongs
/// to one loop's thread. What was once sent of it must not change any more: write behind it.
/// </summary>
public sealed unsafe class SharedSegment
{
    private readonly SegmentPool _pool;
    private readonly byte* _address;
    private int _referenceCount;

    internal SharedSegment(SegmentPool pool, int index, byte* address, int capacity)
    {
        _pool = pool;
        Index = index;
        _address = address;
        Capacity = capacity;
    }

    /// <summary>How many bytes fit.</summary>
    public int Capacity { get; }

    /// <summary>How many were written.</summary>
    public int Length { get; private set; }

    /// <summary>How many have it: who rented it, and slices that are queued.</summary>
    public int ReferenceCount => _referenceCount;

    /// <summary>The room behind what was written.</summary>
    public Span<byte> Free => new(_address + Length, Capacity - Length);

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => new(_address, Length);

    internal int Index { get; }

    internal byte* Address => _address;

    /// <summary>Says how much of <see cref="Free"/> was written.</summary>
    /// <param name="bytes">At most what is free.</param>
    public void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(Capacity - Length), nameof(bytes));
        Length += bytes;
    }

    /// <summary>One more has it.</summary>
    public void Retain() => _referenceCount++;

    /// <summary>One less has it; with the last one it is free.</summary>
    /// <exception cref="InvalidOperationException">Nobody had it.</exception>
    public void Release()
    {
        if (_referenceCount <= 0) throw new InvalidOperationException("A segment was released more often than it was taken.");
        if (--_referenceCount == 0) _pool.GiveBack(this);
    }

    internal void Begin()
    {
        Length = 0;
        _referenceCount = 1;
    }
}
