using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Native.IoUring;

/// <summary>struct io_uring_sqe, as far as it is used: 64 bytes.</summary>
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

    /// <summary>off, or addr2: of an accept the address of the length.</summary>
    [FieldOffset(8)]
    internal ulong Offset;

    /// <summary>addr: the message header, or the room for an address.</summary>
    [FieldOffset(16)]
    internal ulong Address;

    /// <summary>len.</summary>
    [FieldOffset(24)]
    internal uint Length;

    /// <summary>The flags of the operation: msg_flags, accept_flags, cancel_flags.</summary>
    [FieldOffset(28)]
    internal uint OperationFlags;

    /// <summary>user_data, which comes back with the completion.</summary>
    [FieldOffset(32)]
    internal ulong Tag;

    /// <summary>buf_group.</summary>
    [FieldOffset(40)]
    internal ushort BufferGroup;

    /// <summary>file_index: a place in the ring's own table of files, from 1.</summary>
    [FieldOffset(44)]
    internal uint FileIndex;
}

/// <summary>struct io_uring_cqe: what came of a submission, or of one datagram of a receive that goes on. 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct Completion
{
    /// <summary>user_data: the tag of the submission.</summary>
    [FieldOffset(0)]
    public readonly ulong Tag;

    /// <summary>res: bytes written to the buffer, or the negative error number (errno(3)).</summary>
    [FieldOffset(8)]
    public readonly int Result;

    [FieldOffset(12)]
    private readonly uint _flags;

    /// <summary>Whether a buffer was taken, which must be given back.</summary>
    public bool HasBuffer => (_flags & IoUringConstants.IORING_CQE_F_BUFFER) != 0;

    /// <summary>Whether it is the end of a receive for which no buffer was free (ENOBUFS).</summary>
    public bool IsOutOfBuffers => Result == -LinuxConstants.ENOBUFS;

    /// <summary>Which buffer was taken.</summary>
    public int BufferIndex => (int)(_flags >> IoUringConstants.IORING_CQE_BUFFER_SHIFT);

    /// <summary>Whether the submission has ended: no completion comes again before it is made anew.</summary>
    public bool IsLast => (_flags & IoUringConstants.IORING_CQE_F_MORE) == 0;
}

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

/// <summary>A datagram in its buffer, valid until the buffer is given back.</summary>
/// <param name="payload">The payload, or its first part when it was too long.</param>
/// <param name="sender">The sender's socket address, as <see cref="SocketAddressBytes"/> has it.</param>
/// <param name="control">What the kernel told beside it.</param>
/// <param name="isTruncated">Whether it was longer than its room.</param>
public readonly ref struct BufferedMessage(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> sender, ControlMessages control, bool isTruncated)
{
    /// <summary>The payload, or its first part when it was too long.</summary>
    public readonly ReadOnlySpan<byte> Payload = payload;

    /// <summary>The sender's socket address, as <see cref="SocketAddressBytes"/> has it.</summary>
    public readonly ReadOnlySpan<byte> Sender = sender;

    /// <summary>What the kernel told beside it.</summary>
    public readonly ControlMessages Control = control;

    /// <summary>Whether it was longer than its room.</summary>
    public readonly bool IsTruncated = isTruncated;
}

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
