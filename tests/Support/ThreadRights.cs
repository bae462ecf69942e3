using System.Runtime.InteropServices;

namespace FeedHandler.Tests.Support;

/// <summary>
/// Takes rights from the calling thread alone, for good: to be used on a thread that ends with the test. The C library's functions would
/// change every thread of the process, so these are the bare system calls.
/// </summary>
public static unsafe partial class ThreadRights
{
    private const int SetNoNewPrivileges = 38;
    private const int SetSecurityComputing = 22;
    private const nuint FilterMode = 2;
    private const nint NobodyId = 65534;

    /// <summary>Becomes the user nobody, without any capability.</summary>
    public static void BecomeNobody()
    {
        nint setResUid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 147 : 117;
        Must(SysCall(setResUid, NobodyId, NobodyId, NobodyId) == 0, "setresuid");
    }

    /// <summary>Has a system call fail from now on, as a container's seccomp profile does.</summary>
    /// <param name="number">The system call's number.</param>
    /// <param name="errno">The error number with which it fails.</param>
    public static void Forbid(int number, int errno)
    {
        // Each instruction (struct sock_filter): u16 code, u8 jump if true, u8 jump if false, u32 operand.
        ulong* program = stackalloc ulong[4]
        {
            Instruction(0x20, 0, 0, 0),
            Instruction(0x15, 0, 1, (uint)number),
            Instruction(0x06, 0, 0, 0x00050000u | (uint)errno),
            Instruction(0x06, 0, 0, 0x7FFF0000u),
        };
        nint* filter = stackalloc nint[2] { 4, (nint)program };
        Must(PrCtl(SetNoNewPrivileges, 1, 0, 0, 0) == 0, "prctl(PR_SET_NO_NEW_PRIVS)");
        Must(PrCtl(SetSecurityComputing, FilterMode, (nuint)filter, 0, 0) == 0, "prctl(PR_SET_SECCOMP)");
    }

    private static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint operand) =>
        code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)operand << 32);

    private static void Must(bool isDone, string operation)
    {
        if (!isDone) throw new InvalidOperationException($"{operation}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SysCall(nint number, nint argument1, nint argument2, nint argument3);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int PrCtl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
