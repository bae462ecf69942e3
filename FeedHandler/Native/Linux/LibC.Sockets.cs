using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <content>Sockets and waiting. The calls of the hot path do not store errno: it is read where they failed.</content>
internal static unsafe partial class LibC
{
    /// <summary>socket(2).</summary>
    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    /// <summary>bind(2).</summary>
    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int descriptor, byte* address, uint addressBytes);

    /// <summary>setsockopt(2).</summary>
    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSockOpt(int descriptor, int level, int name, void* value, uint valueBytes);

    /// <summary>getsockopt(2).</summary>
    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSockOpt(int descriptor, int level, int name, void* value, uint* valueBytes);

    /// <summary>getsockname(2).</summary>
    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    internal static partial int GetSockName(int descriptor, byte* address, uint* addressBytes);

    /// <summary>recvmmsg(2).</summary>
    [LibraryImport(Library, EntryPoint = "recvmmsg")]
    internal static partial int RecvMMsg(int descriptor, MultiMessage* messages, uint count, int flags, nint timeout);

    /// <summary>recv(2).</summary>
    [LibraryImport(Library, EntryPoint = "recv")]
    internal static partial nint Recv(int descriptor, byte* buffer, nuint bytes, int flags);

    /// <summary>ioctl(2) with a pointer.</summary>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int IoCtl(int descriptor, nuint request, void* argument);

    /// <summary>write(2).</summary>
    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nuint bytes);

    /// <summary>epoll_create1(2).</summary>
    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    /// <summary>epoll_ctl(2).</summary>
    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollCtl(int epoll, int operation, int descriptor, EpollEvent* change);

    /// <summary>epoll_wait(2).</summary>
    [LibraryImport(Library, EntryPoint = "epoll_wait")]
    internal static partial int EpollWait(int epoll, EpollEvent* ready, int countMax, int timeoutMs);

    /// <summary>clock_gettime(2), which the C library answers without entering the kernel.</summary>
    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    internal static partial int ClockGetTime(int clock, long* secondsAndNs);
}
