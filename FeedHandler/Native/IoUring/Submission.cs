using System.Runtime.InteropServices;

namespace FeedHandler.Native.IoUring;

/// <summary>struct io_uring_sqe, as a receive uses it and what does nothing: 64 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct Submission
{
    /// <summary>opcode.</summary>
    [FieldOffset(0)]
    internal byte Operation;

    /// <summary>flags.</summary>
    [FieldOffset(1)]
    internal byte Flags;

    /// <summary>ioprio, which has the flags of a receive.</summary>
    [FieldOffset(2)]
    internal ushort ReceiveFlags;

    /// <summary>fd.</summary>
    [FieldOffset(4)]
    internal int Descriptor;

    /// <summary>addr: the message header.</summary>
    [FieldOffset(16)]
    internal ulong Address;

    /// <summary>len.</summary>
    [FieldOffset(24)]
    internal uint Length;

    /// <summary>user_data, which comes back with the completion.</summary>
    [FieldOffset(32)]
    internal ulong Tag;

    /// <summary>buf_group.</summary>
    [FieldOffset(40)]
    internal ushort BufferGroup;
}
