using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>struct iovec (sys/uio.h): a piece of memory that a system call reads or writes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct IoVector
{
    /// <summary>iov_base: where it begins.</summary>
    [FieldOffset(0)]
    internal byte* Start;

    /// <summary>iov_len: bytes.</summary>
    [FieldOffset(8)]
    internal nuint Bytes;
}
