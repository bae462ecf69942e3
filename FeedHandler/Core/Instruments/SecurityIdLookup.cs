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

    /// <summary>Looks an id up where nearly all are.</summary>
    /// <param name="securityId">The id.</param>
    /// <param name="index">Its index, when it is there.</param>
    /// <returns>False when it is elsewhere or nowhere: <see cref="Find"/> knows.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public bool TryFindAtHome(long securityId, out uint index)
    {
        Slot* slot = _slots + Home(securityId);
        index = slot->Index;
        return slot->SecurityId == securityId;
    }

    /// <summary>Looks an id up.</summary>
    /// <param name="securityId">The id.</param>
    /// <returns>Its index, or -1 when it was never added.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Find(long securityId)
    {
        for (uint at = Home(securityId); ; at = After(at))
        {
            Slot slot = _slots[at];
            if (slot.IsTaken == 0) return -1;
            if (slot.SecurityId == securityId) return (int)slot.Index;
        }
    }

    internal struct Slot
    {
        public long SecurityId; // where no id was put, one that is at home elsewhere
        public uint Index;
        public int IsTaken;
    }
}
