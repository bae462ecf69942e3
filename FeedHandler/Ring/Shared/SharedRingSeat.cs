using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>
/// What one reader says of itself, two cache lines apart from the next. A seat is taken by a lock that ends with its holder, so a killed
/// reader leaves nothing to clean up. The writer never waits for what stands here. All fields are written by the reader that holds the
/// seat (release) and read by anybody (acquire).
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct SharedRingSeat
{
    /// <summary>The size.</summary>
    internal const int Bytes = 128;

    /// <summary>The reader's process.</summary>
    [FieldOffset(0)]
    internal int ProcessId;

    /// <summary>The sequence that it reads next.</summary>
    [FieldOffset(8)]
    internal long NextSequence;

    /// <summary>When it last said that it is well, on the monotonic clock.</summary>
    [FieldOffset(16)]
    internal long HeartbeatNs;

    /// <summary>Events that it lost.</summary>
    [FieldOffset(24)]
    internal long LostCount;
}
