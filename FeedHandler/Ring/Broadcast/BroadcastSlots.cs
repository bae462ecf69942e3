namespace FeedHandler.Ring;

/// <summary>Where a broadcast lies in memory. The addresses stay valid while the memory's owner is not disposed of.</summary>
/// <param name="cursors">The counters.</param>
/// <param name="epoch">The life of the writer.</param>
/// <param name="first">The first slot.</param>
/// <param name="slotBytes">Bytes from one slot to the next.</param>
/// <param name="capacity">How many slots: a power of two.</param>
internal readonly unsafe struct BroadcastSlots(BroadcastCursors* cursors, BroadcastEpoch* epoch, byte* first, int slotBytes, int capacity)
{
    internal readonly BroadcastCursors* Cursors = cursors;
    internal readonly BroadcastEpoch* Epoch = epoch;
    internal readonly byte* First = first;
    internal readonly int SlotBytes = slotBytes;
    internal readonly int Capacity = capacity;

    /// <summary>The slot of a sequence. Masked, so that no counter, however wrong, leads out of the memory.</summary>
    internal byte* this[long sequence] => First + ((nint)(sequence & (Capacity - 1)) * SlotBytes);
}
