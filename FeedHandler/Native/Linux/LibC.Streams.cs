using System.Runtime.InteropServices;

namespace FeedHandler.Native.Linux;

/// <content>Connections and pipes. The calls that move bytes do not store errno: it is read where they failed.</content>
internal static unsafe partial class LibC
{
    /// <summary>listen(2).</summary>
    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(int descriptor, int backlog);

    /// <summary>accept4(2).</summary>
    [LibraryImport(Library, EntryPoint = "accept4")]
    internal static partial int Accept(int descriptor, byte* address, uint* addressBytes, int flags);

    /// <summary>connect(2).</summary>
    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int descriptor, byte* address, uint addressBytes);

    /// <summary>send(2).</summary>
    [LibraryImport(Library, EntryPoint = "send")]
    internal static partial nint Send(int descriptor, byte* buffer, nuint bytes, int flags);

    /// <summary>sendmsg(2): of the message it reads the header in front alone.</summary>
    [LibraryImport(Library, EntryPoint = "sendmsg")]
    internal static partial nint SendMsg(int descriptor, MultiMessage* message, int flags);

    /// <summary>shutdown(2).</summary>
    [LibraryImport(Library, EntryPoint = "shutdown")]
    internal static partial int Shutdown(int descriptor, int how);

    /// <summary>epoll_pwait2(2): the time is a struct timespec.</summary>
    [LibraryImport(Library, EntryPoint = "epoll_pwait2")]
    internal static partial int EpollWait2(int epoll, EpollEvent* ready, int countMax, long* timeout, void* signals);

    /// <summary>close_range(2).</summary>
    [LibraryImport(Library, EntryPoint = "close_range", SetLastError = true)]
    internal static partial int CloseRange(uint first, uint last, int flags);

    /// <summary>pipe2(2).</summary>
    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe2(int* descriptors, int flags);

    /// <summary>sendfile(2).</summary>
    [LibraryImport(Library, EntryPoint = "sendfile")]
    internal static partial nint SendFile(int socket, int file, long* offset, nuint bytes);

    /// <summary>splice(2): one of the two is a pipe.</summary>
    [LibraryImport(Library, EntryPoint = "splice")]
    internal static partial nint Splice(int source, long* sourceOffset, int target, long* targetOffset, nuint bytes, uint flags);
}
