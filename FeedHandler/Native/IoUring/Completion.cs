using System.Runtime.InteropServices;

namespace FeedHandler.Native.IoUring;

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

    /// <summary>Which buffer was taken.</summary>
    public int BufferIndex => (int)(_flags >> IoUringConstants.IORING_CQE_BUFFER_SHIFT);

    /// <summary>Whether the submission has ended: no completion comes again before it is made anew.</summary>
    public bool IsLast => (_flags & IoUringConstants.IORING_CQE_F_MORE) == 0;
}
