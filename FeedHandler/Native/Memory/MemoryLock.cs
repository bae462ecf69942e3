using System.Runtime.InteropServices;

namespace FeedHandler.Native.Memory;

/// <summary>Keeps the whole process in memory.</summary>
public static partial class MemoryLock
{
    private const int Current = 1;
    private const int Future = 2;

    /// <summary>Locks what is mapped now and what will be (mlockall(2)), so that nothing is paged out.</summary>
    /// <returns>ENOMEM or EPERM without CAP_IPC_LOCK when RLIMIT_MEMLOCK does not allow it.</returns>
    public static NativeResult LockAll()
    {
        const string operation = "mlockall(MCL_CURRENT | MCL_FUTURE)";
        return OperatingSystem.IsLinux() ? NativeResult.From(MLockAll(Current | Future), operation) : NativeResult.NotSupported(operation);
    }

    /// <summary>Undoes it (munlockall(2)).</summary>
    public static NativeResult UnlockAll()
    {
        const string operation = "munlockall()";
        return OperatingSystem.IsLinux() ? NativeResult.From(MUnlockAll(), operation) : NativeResult.NotSupported(operation);
    }

    [LibraryImport("libc", EntryPoint = "mlockall", SetLastError = true)]
    private static partial int MLockAll(int flags);

    [LibraryImport("libc", EntryPoint = "munlockall", SetLastError = true)]
    private static partial int MUnlockAll();
}
