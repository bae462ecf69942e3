using System.Runtime.InteropServices;

namespace FeedHandler.Native.IoUring;

/// <summary>struct io_uring_recvmsg_out: what stands before a datagram in its buffer, 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct ReceivedHeader
{
    /// <summary>namelen.</summary>
    [FieldOffset(0)]
    internal uint NameBytes;

    /// <summary>controllen.</summary>
    [FieldOffset(4)]
    internal uint ControlBytes;

    /// <summary>payloadlen: of the whole datagram.</summary>
    [FieldOffset(8)]
    internal uint PayloadBytes;

    /// <summary>flags, such as MSG_TRUNC.</summary>
    [FieldOffset(12)]
    internal uint Flags;
}
