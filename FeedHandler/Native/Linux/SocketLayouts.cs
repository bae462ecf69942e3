using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>struct iovec (sys/uio.h): a piece of memory that a system call reads or writes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public unsafe struct IoVector
{
    /// <summary>iov_base: where it begins.</summary>
    [FieldOffset(0)]
    public byte* Start;

    /// <summary>iov_len: bytes.</summary>
    [FieldOffset(8)]
    public nuint Bytes;
}

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

/// <summary>struct group_source_req of MCAST_JOIN_SOURCE_GROUP, whose first 136 bytes are struct group_req: 264 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 264)]
internal unsafe struct GroupSourceRequest
{
    /// <summary>Bytes of struct group_req.</summary>
    internal const int GroupRequestBytes = 136;

    /// <summary>gsr_interface: index of the interface.</summary>
    [FieldOffset(0)]
    internal uint InterfaceIndex;

    /// <summary>gsr_group: the group's socket address.</summary>
    [FieldOffset(8)]
    internal fixed byte Group[128];

    /// <summary>gsr_source: the sender's socket address.</summary>
    [FieldOffset(136)]
    internal fixed byte Source[128];
}

/// <summary>struct epoll_event of epoll_wait(2): 12 bytes on x86-64, where it is packed, else 16. Nothing here reads the tag.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct EpollEvent
{
    /// <summary>events.</summary>
    internal uint Events;
}
