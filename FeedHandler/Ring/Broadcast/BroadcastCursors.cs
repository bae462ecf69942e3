using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

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
}
