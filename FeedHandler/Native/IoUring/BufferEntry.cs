using System.Runtime.InteropServices;

namespace FeedHandler.Native.IoUring;

/// <summary>struct io_uring_buf: a buffer that the kernel may take, 16 bytes. The last field of the first one is the tail of the ring.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct BufferEntry
{
    /// <summary>addr.</summary>
    [FieldOffset(0)]
    internal ulong Address;

    /// <summary>len.</summary>
    [FieldOffset(8)]
    internal uint LengthBytes;

    /// <summary>bid.</summary>
    [FieldOffset(12)]
    internal ushort Index;

    /// <summary>resv, in the first entry the ring's tail.</summary>
    [FieldOffset(14)]
    internal ushort Tail;
}
