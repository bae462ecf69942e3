using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>The counters of a queue between two threads: each thread writes its own pair, two cache lines away from the other's and from
/// everything else.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct SpscIndexes
{
    /// <summary>Items put in so far. Written by the producer (release), read by the consumer (acquire).</summary>
    [FieldOffset(120)]
    internal long Tail;

    /// <summary>The head as the producer last saw it. Written and read by the producer alone: no pairing.</summary>
    [FieldOffset(128)]
    internal long HeadSeen;

    /// <summary>Items taken out so far. Written by the consumer (release), read by the producer (acquire).</summary>
    [FieldOffset(256)]
    internal long Head;

    /// <summary>The tail as the consumer last saw it. Written and read by the consumer alone: no pairing.</summary>
    [FieldOffset(264)]
    internal long TailSeen;
}
