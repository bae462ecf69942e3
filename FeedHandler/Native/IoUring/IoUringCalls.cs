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
