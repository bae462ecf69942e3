using System.Runtime.InteropServices;

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

/// <summary>
/// The two counters of a broadcast, each on two cache lines of its own: readers look at the cursor all the time, and at the claim once
/// per event, which stays in their caches because the writer moves it in steps of many events.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct BroadcastCursors
{
    /// <summary>The size.</summary>
    internal const int Bytes = 384;

    /// <summary>
    /// No slot of a later sequence is being written. Written by the writer alone, before the slots (the store, then a write barrier);
    /// read by readers after they copied a slot (a read barrier, then the load): when a copy holds anything of a later lap, this shows it.
    /// </summary>
    [FieldOffset(128)]
    internal long Claimed;

    /// <summary>The last sequence that may be read. Written by the writer (release), read by readers (acquire).</summary>
    [FieldOffset(256)]
    internal long Cursor;

    /// <summary>Whether they can be those of a ring, read while its writer goes on: what was read of the cursor before was claimed before.</summary>
    internal readonly bool ArePossible
    {
        get
        {
            long cursor = Volatile.Read(in Cursor);
            return cursor is >= -1 and < long.MaxValue / 2 && Volatile.Read(in Claimed) is < long.MaxValue / 2 and var claimed && claimed >= cursor;
        }
    }
}

/// <summary>Which life of the writer a broadcast is in: a writer that starts again goes on with the sequences of the one before it.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct BroadcastEpoch
{
    /// <summary>The size.</summary>
    internal const int Bytes = 128;

    /// <summary>Lives so far, from 1. Written by the writer (release) after <see cref="First"/> and before it publishes; read by readers
    /// (acquire) after the cursor, so whoever sees an event of a life sees the number of that life.</summary>
    [FieldOffset(0)]
    internal long Number;

    /// <summary>The first sequence of this life. Written by the writer before <see cref="Number"/>, read by readers after it. A reader
    /// that reads it while it changes sees a number that changes next, and looks again.</summary>
    [FieldOffset(8)]
    internal long First;

    /// <summary>1 once the writer ended this life by itself; 0 while it lives, and when it was killed. Written by the writer (release),
    /// read by readers (acquire).</summary>
    [FieldOffset(16)]
    internal int IsClosed;
}
