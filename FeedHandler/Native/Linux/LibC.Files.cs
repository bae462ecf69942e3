using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <content>Files, shared mappings, locks and scheduling.</content>
internal static unsafe partial class LibC
{
    /// <summary>open(2) with a mode.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    /// <summary>close(2).</summary>
    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    /// <summary>access(2): whether this process may use a path.</summary>
    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Access(string path, int mode);

    /// <summary>poll(2).</summary>
    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMs);

    /// <summary>flock(2).</summary>
    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int FLock(int descriptor, int operation);

    /// <summary>ftruncate(2).</summary>
    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int FTruncate(int descriptor, long lengthBytes);

    /// <summary>fsync(2).</summary>
    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int FSync(int descriptor);

    /// <summary>fdatasync(2).</summary>
    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int FDataSync(int descriptor);

    /// <summary>fchmod(2).</summary>
    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int FChMod(int descriptor, uint mode);

    /// <summary>unlink(2).</summary>
    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    /// <summary>statx(2).</summary>
    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatX(int descriptor, string path, int flags, uint mask, FileStatus* status);

    /// <summary>fcntl(2) with a lock as its argument.</summary>
    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int FCntl(int descriptor, int command, FileLock* fileLock);

    /// <summary>posix_fallocate(3): returns the error number itself.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    internal static partial int PosixFAllocate(int descriptor, long offset, long bytes);

    /// <summary>pread(2).</summary>
    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint PRead(int descriptor, byte* buffer, nuint bytes, long offset);

    /// <summary>pwrite(2).</summary>
    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint PWrite(int descriptor, byte* buffer, nuint bytes, long offset);

    /// <summary>geteuid(2), which cannot fail.</summary>
    [LibraryImport(Library, EntryPoint = "geteuid")]
    internal static partial uint GetEUid();

    /// <summary>sched_setscheduler(2): <paramref name="pid"/> 0 is the calling thread; the parameter is one int, the priority.</summary>
    [LibraryImport(Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    internal static partial int SchedSetScheduler(int pid, int policy, int* priority);

    /// <summary>sched_getparam(2): <paramref name="pid"/> 0 is the calling thread; the parameter is one int, the priority.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getparam", SetLastError = true)]
    internal static partial int SchedGetParam(int pid, int* priority);

    /// <summary>sched_getscheduler(2): <paramref name="pid"/> 0 is the calling thread.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getscheduler", SetLastError = true)]
    internal static partial int SchedGetScheduler(int pid);
}
