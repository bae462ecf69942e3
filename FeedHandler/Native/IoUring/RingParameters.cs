using System.Runtime.InteropServices;

namespace FeedHandler.Native.IoUring;

/// <summary>struct io_uring_params: 120 bytes, of which the offsets of the two queues begin at 40 and 80.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct RingParameters
{
    /// <summary>sq_entries.</summary>
    [FieldOffset(0)]
    internal uint SubmissionCount;

    /// <summary>cq_entries.</summary>
    [FieldOffset(4)]
    internal uint CompletionCount;

    /// <summary>flags.</summary>
    [FieldOffset(8)]
    internal uint Flags;

    /// <summary>sq_thread_idle: milliseconds after which an idle submission thread sleeps.</summary>
    [FieldOffset(16)]
    internal uint ThreadIdleMs;

    /// <summary>features, from the kernel.</summary>
    [FieldOffset(20)]
    internal uint Features;

    /// <summary>sq_off.head.</summary>
    [FieldOffset(40)]
    internal uint SubmissionHead;

    /// <summary>sq_off.tail.</summary>
    [FieldOffset(44)]
    internal uint SubmissionTail;

    /// <summary>sq_off.ring_mask.</summary>
    [FieldOffset(48)]
    internal uint SubmissionMask;

    /// <summary>sq_off.flags.</summary>
    [FieldOffset(56)]
    internal uint SubmissionFlags;

    /// <summary>sq_off.array.</summary>
    [FieldOffset(64)]
    internal uint SubmissionArray;

    /// <summary>cq_off.head.</summary>
    [FieldOffset(80)]
    internal uint CompletionHead;

    /// <summary>cq_off.tail.</summary>
    [FieldOffset(84)]
    internal uint CompletionTail;

    /// <summary>cq_off.ring_mask.</summary>
    [FieldOffset(88)]
    internal uint CompletionMask;

    /// <summary>cq_off.cqes.</summary>
    [FieldOffset(100)]
    internal uint Completions;
}
