using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Orders;

/// <summary>One block of unmanaged memory, as large as it will ever be.</summary>
internal static unsafe class OrderMemory
{
    private const nuint HugePageBytes = 2 << 20;

    /// <summary>Takes zeroed memory.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="limits">Whether it is touched, and who is told before.</param>
    public static byte* Allocate(nuint bytes, in OrderLimits limits)
    {
        // Whole huge pages where that costs little: what is smaller would share its pages with others.
        nuint alignment = bytes >= HugePageBytes ? HugePageBytes : 64;
        byte* memory = (byte*)NativeMemory.AlignedAlloc((bytes + alignment - 1) / alignment * alignment, alignment);
        limits.Advise?.Invoke((nint)memory, bytes);
        if (limits.IsTouched) NativeMemory.Clear(memory, bytes);
        return memory;
    }
}

/// <summary>
/// Numbered records, given out one by one and taken back. The one that was taken back last, which is in a cache, is given first. Number 0 is none, and is
/// there to be written to.
/// </summary>
/// <typeparam name="T">The record; its first bytes hold a <see cref="SortedLink"/> or a <see cref="LaneRecord"/>, of which Back, at the same place in
/// both, links free ones.</typeparam>
internal unsafe struct RecordPool<T>
    where T : unmanaged
{
    private const int BackOffset = 12;
    private readonly uint _limit;
    private uint _free;
    private uint _used;

    public RecordPool(int countMax, in OrderLimits limits)
    {
        _limit = (uint)countMax;
        First = (T*)OrderMemory.Allocate(((nuint)countMax + 1) * (nuint)sizeof(T), limits);
        *First = default;
        Reset();
    }

    /// <summary>The first record, number 0.</summary>
    public T* First { get; }

    /// <summary>How many are given out.</summary>
    public uint Count { get; private set; }

    /// <summary>Whether none is left.</summary>
    public readonly bool IsFull => Count == _limit;

    /// <summary>How many were ever given out at once: no number is above it.</summary>
    public readonly uint Used => _used;

    /// <summary>Gives a record out, with what was left in it.</summary>
    /// <returns>Its number, or 0 when none is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // OrderBenchmarks: once for every order that is added
    public uint Take()
    {
        uint taken = _free;
        if (taken != 0) _free = *Back(taken);
        else if (_used != _limit) taken = ++_used;
        else return 0;
        Count++;
        return taken;
    }

    /// <summary>Takes a record back.</summary>
    public void Free(uint number)
    {
        *Back(number) = _free;
        _free = number;
        Count--;
    }

    /// <summary>Takes all back.</summary>
    public void Reset() => _free = _used = Count = 0;

    /// <summary>How many are in the list of free ones; more than there can be when it is a circle.</summary>
    public readonly uint CountFree()
    {
        uint count = 0;
        for (uint number = _free; number != 0 && count <= _limit; number = *Back(number)) count++;
        return count;
    }

    public readonly void Release() => NativeMemory.AlignedFree(First);

    private readonly uint* Back(uint number) => (uint*)((byte*)(First + number) + BackOffset);
}
