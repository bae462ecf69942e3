using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>What one reader counts, two cache lines away from its neighbours on the heap. Each is written by the reader (release) and
/// read by anybody (acquire), except where it says otherwise.</summary>
[StructLayout(LayoutKind.Explicit, Size = 320)]
internal struct BroadcastReaderCounters
{
    /// <summary>The sequence to read next.</summary>
    [FieldOffset(128)]
    internal long Next;

    /// <summary>The last sequence that the latest look allowed. Written and read by the reader alone: no pairing.</summary>
    [FieldOffset(136)]
    internal long Readable;

    /// <summary>The life of the writer that was read last. Written and read by the reader alone: no pairing.</summary>
    [FieldOffset(144)]
    internal long EpochNumber;

    [FieldOffset(160)]
    internal long LostCount;

    [FieldOffset(168)]
    internal long LapCount;

    [FieldOffset(176)]
    internal long LagMax;

    [FieldOffset(184)]
    internal long RestartCount;
}
