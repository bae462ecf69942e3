using System.Runtime.InteropServices;

namespace FeedHandler.Ring;

/// <summary>What the writer alone knows, two cache lines away from its neighbours on the heap.</summary>
[StructLayout(LayoutKind.Explicit, Size = 280)]
internal struct BroadcastWriterCounters
{
    /// <summary>The last sequence handed out. Written and read by the writer alone: no pairing.</summary>
    [FieldOffset(128)]
    internal long Written;

    /// <summary>The last sequence published. Written and read by the writer alone: no pairing.</summary>
    [FieldOffset(136)]
    internal long Published;

    /// <summary>The last sequence announced. Written and read by the writer alone: no pairing.</summary>
    [FieldOffset(144)]
    internal long Claimed;
}
