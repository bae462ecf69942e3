using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>
/// The first page of a shared ring: what it holds, who writes, and how far. Readers map it read-only. The layout below is version
/// <see cref="LayoutVersion"/>; numbers are little-endian as on every machine that runs this.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct SharedRingHeader
{
    /// <summary>The size.</summary>
    internal const int Bytes = 768;

    /// <summary>The bytes that say what the ring holds; they never change while the file lives.</summary>
    internal const int ShapeBytes = 64;

    /// <summary>"FHRING01" in the file.</summary>
    internal const ulong FinishedMagic = 0x3130_474E_4952_4846;

    /// <summary>"FHRING00" in the file: its writer has not finished making it, or died meanwhile.</summary>
    internal const ulong UnfinishedMagic = 0x3030_474E_4952_4846;

    /// <summary>The version of this layout.</summary>
    internal const int LayoutVersion = 2;

    /// <summary>What the file is. Written by the writer last of all when it makes the file (release); read before the file is mapped.</summary>
    [FieldOffset(0)]
    internal ulong Magic;

    /// <summary>What the ring holds. Written before <see cref="Magic"/>, never after.</summary>
    [FieldOffset(8)]
    internal SharedRingShape Shape;

    /// <summary>The life of the writer; see there for who writes and reads.</summary>
    [FieldOffset(128)]
    internal BroadcastEpoch Epoch;

    /// <summary>The writer's process. Written by the writer (release) before <see cref="BroadcastEpoch.Number"/>, read by anybody
    /// (acquire). Whether it lives is what the lock says, not this number.</summary>
    [FieldOffset(256)]
    internal int WriterProcessId;

    /// <summary>When the writer last said that it is well, on the monotonic clock. Written by the writer (release), read by anybody
    /// (acquire).</summary>
    [FieldOffset(264)]
    internal long WriterHeartbeatNs;

    /// <summary>The counters; see there for who writes and reads.</summary>
    [FieldOffset(384)]
    internal BroadcastCursors Cursors;
}
