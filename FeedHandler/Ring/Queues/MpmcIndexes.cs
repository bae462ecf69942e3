using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>The counters of a queue between many threads, each two cache lines away from the other and from everything else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct MpmcIndexes
{
    /// <summary>Tickets to put something in, given out so far. Written by producers (compare-exchange), read by anybody (acquire).</summary>
    [FieldOffset(128)]
    internal long Tail;

    /// <summary>Tickets to take something out, given out so far. Written by consumers (compare-exchange), read by anybody
    /// (acquire).</summary>
    [FieldOffset(256)]
    internal long Head;
}
