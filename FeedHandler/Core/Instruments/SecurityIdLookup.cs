using System.Runtime.CompilerServices;

namespace FeedHandler.Core.Instruments;

/// <summary>The read side of a <see cref="SecurityIdIndex"/>, small enough to live in registers. Valid as long as the index is.</summary>
internal readonly unsafe struct SecurityIdLookup(SecurityIdLookup.Slot* slots, int shift, uint mask)
{
    private readonly Slot* _slots = slots;
    private readonly int _shift = shift;
    private readonly uint _mask = mask;

    // Fibonacci hashing: ids come in runs, and the golden ratio spreads a run evenly.
    public uint Home(long securityId) => (uint)((ulong)securityId * 11400714819323198485ul >> _shift);

    public uint After(uint at) => (at + 1) & _mask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public int Find(long securityId)
    {
        var slot = _slots + Home(securityId);
        return slot->SecurityId == securityId && slot->IndexPlusOne != 0 ? slot->IndexPlusOne - 1 : FindFurther(securityId);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindFurther(long securityId)
    {
        for (var at = Home(securityId); ; at = After(at))
        {
            var slot = _slots[at];
            if (slot.IndexPlusOne == 0) return -1;
            if (slot.SecurityId == securityId) return slot.IndexPlusOne - 1;
        }
    }

    internal struct Slot
    {
        public long SecurityId;
        public int IndexPlusOne;
    }
}
