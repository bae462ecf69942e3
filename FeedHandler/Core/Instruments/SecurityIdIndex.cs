using System.Numerics;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Instruments;

/// <summary>
/// From a venue's SecurityID to a dense index: open addressing over one block of unmanaged memory, at most half full, so that a hit is one
/// multiplication and usually one cache line.
/// </summary>
public sealed unsafe class SecurityIdIndex : IDisposable
{
    private readonly SecurityIdLookup.Slot* _slots;
    private readonly uint _slotCount;
    private bool _isDisposed;

    /// <summary>Takes the memory for a number of instruments.</summary>
    /// <param name="countMax">How many ids there can be, 1 to 2^28.</param>
    public SecurityIdIndex(int countMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(countMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(countMax, 1 << 28);
        CountMax = countMax;
        _slotCount = BitOperations.RoundUpToPowerOf2((uint)countMax * 2);
        _slots = (SecurityIdLookup.Slot*)NativeMemory.AlignedAlloc(_slotCount * (nuint)sizeof(SecurityIdLookup.Slot), 64);
        Lookup = new SecurityIdLookup(_slots, 64 - BitOperations.Log2(_slotCount), _slotCount - 1);
        Reset();
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~SecurityIdIndex() => Free();

    /// <summary>How many ids there can be.</summary>
    public int CountMax { get; }

    /// <summary>How many ids there are.</summary>
    public int Count { get; private set; }

    internal SecurityIdLookup Lookup { get; }

    /// <summary>Looks an id up.</summary>
    /// <param name="securityId">The id.</param>
    /// <returns>Its index, or -1 when it was never added.</returns>
    public int Find(long securityId) => Lookup.Find(securityId);

    /// <summary>Gives an id that is not there yet an index.</summary>
    /// <param name="securityId">The id.</param>
    /// <param name="index">The index, at least 0.</param>
    /// <returns>False when the table is full or the id is there already.</returns>
    public bool TryAdd(long securityId, int index)
    {
        if (Count == CountMax || Find(securityId) >= 0) return false;
        uint at = Lookup.Home(securityId);
        while (_slots[at].IsTaken != 0) at = Lookup.After(at);
        _slots[at] = new SecurityIdLookup.Slot { SecurityId = securityId, Index = (uint)index, IsTaken = 1 };
        Count++;
        return true;
    }

    /// <summary>Forgets every id.</summary>
    public void Reset()
    {
        NativeMemory.Clear(_slots, _slotCount * (nuint)sizeof(SecurityIdLookup.Slot));
        _slots[Lookup.Home(0)].SecurityId = 1; // 0 is at home here, 1 is not: nothing is found in an empty slot
        Count = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_slots);
    }
}
