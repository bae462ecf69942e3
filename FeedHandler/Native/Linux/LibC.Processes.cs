using System.Runtime.InteropServices;
using FeedHandler.Native.Threads;

namespace FeedHandler.Native.Linux;

/// <content>Processes.</content>
internal static unsafe partial class LibC
{
    /// <summary>posix_spawnp(3): starts a program that is found as a shell finds it; returns the error number.</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SpawnP(int* process, string file, void* actions, void* attributes, byte** arguments, byte** environment);

    /// <summary>posix_spawnattr_init(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    internal static partial int SpawnAttributesInit(void* attributes);

    /// <summary>posix_spawnattr_destroy(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int SpawnAttributesDestroy(void* attributes);

    /// <summary>posix_spawnattr_setflags(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SpawnAttributesSetFlags(void* attributes, short flags);

    /// <summary>posix_spawnattr_setsigdefault(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SpawnAttributesSetDefaults(void* attributes, void* signals);

    /// <summary>posix_spawn_file_actions_init(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int SpawnActionsInit(void* actions);

    /// <summary>posix_spawn_file_actions_destroy(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int SpawnActionsDestroy(void* actions);

    /// <summary>posix_spawn_file_actions_addopen(3).</summary>
    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SpawnActionsAddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    /// <summary>sigfillset(3).</summary>
    [LibraryImport(Library, EntryPoint = "sigfillset")]
    internal static partial int FillSignals(void* signals);

    /// <summary>kill(2); a negative number is a process group.</summary>
    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    /// <summary>getsid(2): <paramref name="process"/> 0 is the calling process.</summary>
    [LibraryImport(Library, EntryPoint = "getsid", SetLastError = true)]
    internal static partial int GetSid(int process);

    /// <summary>getrusage(2).</summary>
    [LibraryImport(Library, EntryPoint = "getrusage")]
    internal static partial int GetRUsage(int who, ResourceUsage* usage);

    /// <summary>waitid(2).</summary>
    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    internal static partial int WaitId(int kind, uint process, ChildExit* exit, int options);
}

/// <summary>siginfo_t of a child that ended.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct ChildExit
{
    /// <summary>si_code: how it ended.</summary>
    [FieldOffset(8)]
    internal int Code;

    /// <summary>si_status: its exit code, or the signal that ended it.</summary>
    [FieldOffset(24)]
    internal int Status;
}
