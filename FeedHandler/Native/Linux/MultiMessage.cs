using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>struct mmsghdr (sys/socket.h): one datagram of sendmmsg(2) or recvmmsg(2). The message header in it takes 56 of the 64 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal unsafe struct MultiMessage
{
    /// <summary>msg_name: the other end's address.</summary>
    [FieldOffset(0)]
    internal byte* Address;

    /// <summary>msg_namelen: bytes of the address.</summary>
    [FieldOffset(8)]
    internal uint AddressBytes;

    /// <summary>msg_iov: the payload's pieces.</summary>
    [FieldOffset(16)]
    internal IoVector* Vectors;

    /// <summary>msg_iovlen: how many pieces.</summary>
    [FieldOffset(24)]
    internal nuint VectorCount;

    /// <summary>msg_control: what the kernel tells besides, such as time stamps.</summary>
    [FieldOffset(32)]
    internal byte* Control;

    /// <summary>msg_controllen: bytes of it.</summary>
    [FieldOffset(40)]
    internal nuint ControlBytes;

    /// <summary>msg_flags: such as MSG_TRUNC, from the kernel.</summary>
    [FieldOffset(48)]
    internal int Flags;

    /// <summary>msg_len: bytes of the datagram, from the kernel.</summary>
    [FieldOffset(56)]
    internal uint Bytes;
}
