using System.Runtime.InteropServices;

namespace FeedHandler.Native.IoUring;

/// <summary>The three system calls of io_uring(7), which the C library does not wrap. Their numbers are the same on every architecture.</summary>
internal static unsafe partial class IoUringCalls
{
    private const nint SetupNumber = 425;
    private const nint EnterNumber = 426;
    private const nint RegisterNumber = 427;

    /// <summary>io_uring_setup(2).</summary>
    internal static int Setup(uint entryCount, RingParameters* parameters) => (int)SysCall(SetupNumber, (nint)entryCount, (nint)parameters, 0, 0, 0, 0);

    /// <summary>io_uring_register(2).</summary>
    internal static int Register(int descriptor, uint operation, void* argument, uint count) =>
        (int)SysCall(RegisterNumber, descriptor, (nint)operation, (nint)argument, (nint)count, 0, 0);

    /// <summary>io_uring_enter(2). Does not store errno: it is read where it failed.</summary>
    internal static int Enter(int descriptor, uint submitCount, uint completionCountMin, uint flags, void* argument, nuint argumentBytes) =>
        (int)SysCallOfHotPath(EnterNumber, descriptor, (nint)submitCount, (nint)completionCountMin, (nint)flags, (nint)argument, (nint)argumentBytes);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SysCall(nint number, nint argument1, nint argument2, nint argument3, nint argument4, nint argument5, nint argument6);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SysCallOfHotPath(
        nint number, nint argument1, nint argument2, nint argument3, nint argument4, nint argument5, nint argument6);
}

/// <summary>Numbers of io_uring(7), named as in linux/io_uring.h; a test compares them with the installed header.</summary>
internal static class IoUringConstants
{
    internal const uint IORING_SETUP_SQPOLL = 1 << 1;
    internal const uint IORING_SETUP_CQSIZE = 1 << 3;
    internal const uint IORING_SETUP_R_DISABLED = 1 << 6;
    internal const uint IORING_SETUP_COOP_TASKRUN = 1 << 8;
    internal const uint IORING_SETUP_TASKRUN_FLAG = 1 << 9;
    internal const uint IORING_SETUP_SINGLE_ISSUER = 1 << 12;
    internal const uint IORING_SETUP_DEFER_TASKRUN = 1 << 13;

    internal const uint IORING_FEAT_SINGLE_MMAP = 1 << 0;
    internal const uint IORING_FEAT_NODROP = 1 << 1;
    internal const uint IORING_FEAT_EXT_ARG = 1 << 8;

    internal const uint IORING_ENTER_GETEVENTS = 1 << 0;
    internal const uint IORING_ENTER_SQ_WAKEUP = 1 << 1;
    internal const uint IORING_ENTER_EXT_ARG = 1 << 3;

    internal const uint IORING_SQ_NEED_WAKEUP = 1 << 0;
    internal const uint IORING_SQ_CQ_OVERFLOW = 1 << 1;
    internal const uint IORING_SQ_TASKRUN = 1 << 2;

    internal const long IORING_OFF_SQ_RING = 0;
    internal const long IORING_OFF_SQES = 0x10000000;

    internal const byte IORING_OP_NOP = 0;
    internal const byte IORING_OP_SENDMSG = 9;
    internal const byte IORING_OP_RECVMSG = 10;
    internal const byte IORING_OP_ACCEPT = 13;
    internal const byte IORING_OP_ASYNC_CANCEL = 14;
    internal const byte IORING_OP_CONNECT = 16;
    internal const byte IORING_OP_CLOSE = 19;
    internal const byte IORING_OP_RECV = 27;
    internal const byte IORING_OP_SHUTDOWN = 34;
    internal const byte IORING_OP_SEND_ZC = 47;
    internal const ushort IORING_RECV_MULTISHOT = 1 << 1;
    internal const uint IORING_FILE_INDEX_ALLOC = uint.MaxValue;
    internal const uint IORING_ASYNC_CANCEL_ALL = 1 << 0;
    internal const uint IORING_ASYNC_CANCEL_FD = 1 << 1;
    internal const uint IORING_ASYNC_CANCEL_FD_FIXED = 1 << 3;
    internal const byte IOSQE_FIXED_FILE = 1 << 0;
    internal const byte IOSQE_IO_HARDLINK = 1 << 3;
    internal const byte IOSQE_BUFFER_SELECT = 1 << 5;
    internal const uint IORING_CQE_F_BUFFER = 1 << 0;
    internal const uint IORING_CQE_F_MORE = 1 << 1;
    internal const int IORING_CQE_BUFFER_SHIFT = 16;

    internal const uint IORING_REGISTER_PROBE = 8;
    internal const uint IORING_REGISTER_ENABLE_RINGS = 12;
    internal const uint IORING_REGISTER_FILES2 = 13;
    internal const uint IORING_RSRC_REGISTER_SPARSE = 1 << 0;
    internal const uint IORING_REGISTER_PBUF_RING = 22;
}
