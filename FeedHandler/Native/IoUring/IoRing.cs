using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.IoUring;

/// <summary>
/// One io_uring(7): receives are submitted once and then complete for each datagram. It belongs to the thread that calls
/// <see cref="Enable"/>: only that one may use it afterwards.
/// </summary>
public sealed unsafe partial class IoRing : IDisposable
{
    private int _descriptor;
    private nint _rings;
    private nint _submissionMemory;
    private readonly nuint _ringsBytes;
    private readonly nuint _submissionBytes;
    private readonly bool _hasThread;

    private readonly uint* _submissionTail;
    private readonly uint* _submissionHead;
    private readonly uint* _kernelFlags;
    private readonly uint _submissionMask;
    private readonly Submission* _submissions;
    private readonly uint* _completionHead;
    private readonly uint* _completionTail;
    private readonly uint _completionMask;
    private readonly Completion* _completions;
    private uint _pendingCount;

    /// <summary>Whether the kernel has work to do for the ring that it does only when it is called: completions come out of it.</summary>
    public bool HasWork => (Volatile.Read(ref *_kernelFlags) & (IoUringConstants.IORING_SQ_TASKRUN | IoUringConstants.IORING_SQ_CQ_OVERFLOW)) != 0;

    /// <summary>How many submissions were not handed to the kernel yet.</summary>
    public int PendingCount => (int)_pendingCount;

    /// <summary>Takes the next completion.</summary>
    /// <param name="completion">The completion.</param>
    /// <returns>False when there is none.</returns>
    public bool TryTake(out Completion completion)
    {
        // The kernel writes the tail with release; we alone write the head, with release too, so that it reuses a place only after it was read.
        uint head = *_completionHead;
        if (head == Volatile.Read(ref *_completionTail))
        {
            completion = default;
            return false;
        }

        completion = _completions[head & _completionMask];
        Volatile.Write(ref *_completionHead, head + 1);
        return true;
    }

    /// <summary>Submits a receive that completes for each datagram, into buffers of the group (IORING_RECV_MULTISHOT).</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="buffers">The buffers.</param>
    /// <param name="tag">Comes back with each completion.</param>
    /// <returns>False when the queue is full: flush, and try again.</returns>
    public bool TryReceive(int descriptor, ProvidedBuffers buffers, ulong tag)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        return TrySubmit(new Submission
        {
            Operation = IoUringConstants.IORING_OP_RECVMSG,
            Flags = IoUringConstants.IOSQE_BUFFER_SELECT,
            ReceiveFlags = IoUringConstants.IORING_RECV_MULTISHOT,
            Descriptor = descriptor,
            Address = (ulong)buffers.MessageHeader,
            Length = 1,
            Tag = tag,
            BufferGroup = buffers.Group,
        });
    }

    /// <summary>Submits what does nothing and completes at once: whoever works for the ring has come to it then (IORING_OP_NOP).</summary>
    /// <param name="tag">Comes back with the completion.</param>
    /// <returns>False when the queue is full: flush, and try again.</returns>
    public bool TryNothing(ulong tag) => TrySubmit(new Submission { Operation = IoUringConstants.IORING_OP_NOP, Tag = tag });

    /// <summary>Hands what was submitted to the kernel, and has it do its work for the ring. Does not wait.</summary>
    /// <returns>0, or the system's error number (errno(3)).</returns>
    public int Flush()
    {
        if (!_hasThread) return Enter(0, IoUringConstants.IORING_ENTER_GETEVENTS, null, 0);
        _pendingCount = 0;
        Interlocked.MemoryBarrier();
        uint kernelFlags = Volatile.Read(ref *_kernelFlags);
        uint flags = (kernelFlags & IoUringConstants.IORING_SQ_NEED_WAKEUP) != 0 ? IoUringConstants.IORING_ENTER_SQ_WAKEUP : 0;
        if ((kernelFlags & IoUringConstants.IORING_SQ_CQ_OVERFLOW) != 0) flags |= IoUringConstants.IORING_ENTER_GETEVENTS;
        return flags != 0 ? Enter(0, flags, null, 0) : 0;
    }

    /// <summary>Does as <see cref="Flush"/>, and sleeps until there is a completion.</summary>
    /// <param name="timeoutMs">How long at most.</param>
    /// <returns>0, also when nothing came, or the system's error number (errno(3)).</returns>
    public int Wait(int timeoutMs) => WaitUs(timeoutMs * 1000L);

    /// <summary>As <see cref="Wait"/>.</summary>
    /// <param name="timeoutUs">How long at most, in microseconds.</param>
    /// <returns>0, also when nothing came, or the system's error number (errno(3)).</returns>
    public int WaitUs(long timeoutUs)
    {
        // struct __kernel_timespec, then struct io_uring_getevents_arg: u64 sigmask, u32 its size, u32 padding, u64 address of the time.
        ulong* arguments = stackalloc ulong[5];
        (long seconds, long microseconds) = Math.DivRem(Math.Max(timeoutUs, 0), 1_000_000);
        (arguments[0], arguments[1]) = ((ulong)seconds, (ulong)microseconds * 1000);
        (arguments[2], arguments[3], arguments[4]) = (0, 0, (ulong)arguments);
        int errno = Enter(1, IoUringConstants.IORING_ENTER_GETEVENTS | IoUringConstants.IORING_ENTER_EXT_ARG, arguments + 2, 24);
        return errno is LinuxConstants.ETIME or LinuxConstants.EINTR ? 0 : errno;
    }

    /// <summary>Whether an error number says that the kernel takes nothing for now: completions are to be taken, or memory freed (EBUSY, EAGAIN).</summary>
    /// <param name="errno">The error number.</param>
    public static bool IsLater(int errno) => errno is LinuxConstants.EBUSY or LinuxConstants.EAGAIN;

    private bool TrySubmit(in Submission submission)
    {
        uint tail = *_submissionTail;
        if (tail - Volatile.Read(ref *_submissionHead) > _submissionMask) return false;
        _submissions[tail & _submissionMask] = submission;
        Volatile.Write(ref *_submissionTail, tail + 1);
        _pendingCount++;
        return true;
    }

    private int Enter(uint completionCountMin, uint flags, void* argument, nuint argumentBytes)
    {
        int submittedCount = IoUringCalls.Enter(_descriptor, _pendingCount, completionCountMin, flags, argument, argumentBytes);
        if (submittedCount < 0) return Marshal.GetLastSystemError();
        _pendingCount -= Math.Min(_pendingCount, (uint)submittedCount);
        return 0;
    }
}

/// <summary>Who does the work of a ring when a datagram arrives.</summary>
public enum IoRingMode : byte
{
    /// <summary>Its thread, when it calls for it, and nobody else ever uses the ring (SINGLE_ISSUER, DEFER_TASKRUN; Linux 6.1).</summary>
    Deferred = 0,

    /// <summary>Its thread, with its next system call (COOP_TASKRUN; Linux 5.19).</summary>
    Cooperative = 1,

    /// <summary>A thread of the kernel, which needs a core of its own (SQPOLL).</summary>
    Threaded = 2,
}
