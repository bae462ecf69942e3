using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <summary>Imports from the C library. None of these is on a hot path, so all of them keep errno.</summary>
internal static unsafe partial class LibC
{
    private const string Library = "libc";

    /// <summary>sched_setaffinity(2): <paramref name="pid"/> 0 is the calling thread.</summary>
    [LibraryImport(Library, EntryPoint = "sched_setaffinity", SetLastError = true)]
    internal static partial int SchedSetAffinity(int pid, nuint maskBytes, ulong* mask);

    /// <summary>sched_getaffinity(2): <paramref name="pid"/> 0 is the calling thread.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getaffinity", SetLastError = true)]
    internal static partial int SchedGetAffinity(int pid, nuint maskBytes, ulong* mask);

    /// <summary>sched_getcpu(3).</summary>
    [LibraryImport(Library, EntryPoint = "sched_getcpu", SetLastError = true)]
    internal static partial int SchedGetCpu();

    /// <summary>prctl(2) with one argument, the pointer that the thread name options take or a number.</summary>
    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    internal static partial int PrCtl(int option, byte* name, nuint unused3, nuint unused4, nuint unused5);

    /// <summary>mmap(2).</summary>
    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint MMap(nint address, nuint bytes, int protection, int flags, int descriptor, nint offset);

    /// <summary>munmap(2).</summary>
    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    internal static partial int MUnmap(nint address, nuint bytes);

    /// <summary>mprotect(2).</summary>
    [LibraryImport(Library, EntryPoint = "mprotect", SetLastError = true)]
    internal static partial int MProtect(nint address, nuint bytes, int protection);

    /// <summary>madvise(2).</summary>
    [LibraryImport(Library, EntryPoint = "madvise", SetLastError = true)]
    internal static partial int MAdvise(nint address, nuint bytes, int advice);

    /// <summary>mlock(2).</summary>
    [LibraryImport(Library, EntryPoint = "mlock", SetLastError = true)]
    internal static partial int MLock(nint address, nuint bytes);
}
