using System.Runtime.InteropServices;

namespace FeedHandler.Native.Waiting;

/// <summary>The library that has kqueue(2): the system's own, or the one that <see cref="KqueueWaiter.LibraryVariable"/> names.</summary>
internal sealed unsafe class KqueueLibrary
{
    private readonly delegate* unmanaged[Cdecl]<int> _kqueue;
    private readonly delegate* unmanaged[Cdecl]<int, KqueueEvent*, int, KqueueEvent*, int, long*, int> _kevent;
    private readonly delegate* unmanaged[Cdecl]<int, int> _close;

    private KqueueLibrary(nint kqueue, nint kevent, nint close)
    {
        _kqueue = (delegate* unmanaged[Cdecl]<int>)kqueue;
        _kevent = (delegate* unmanaged[Cdecl]<int, KqueueEvent*, int, KqueueEvent*, int, long*, int>)kevent;
        _close = (delegate* unmanaged[Cdecl]<int, int>)close;
    }

    /// <summary>Loads it, for the life of the process.</summary>
    /// <param name="library">The library; null when there is none.</param>
    /// <returns>Why there is none, with what to install; null when there is.</returns>
    internal static string? Load(out KqueueLibrary? library)
    {
        const string Variable = KqueueWaiter.LibraryVariable;
        library = null;
        if (Name() is not { } name) return $"this system has no kqueue: name a library that has it in {Variable}, or wait with epoll";
        if (!NativeLibrary.TryLoad(name, out nint handle)) return $"cannot load {name} ({Variable}): install libkqueue or correct the name";
        if (!NativeLibrary.TryGetExport(handle, "kqueue", out nint kqueue) || !NativeLibrary.TryGetExport(handle, "kevent", out nint kevent))
        {
            return $"{name} has no kqueue and kevent: {Variable} must name a library such as libkqueue.so.0";
        }

        library = new KqueueLibrary(kqueue, kevent, NativeLibrary.GetExport(NativeLibrary.Load("libc"), "close"));
        return null;
    }

    internal int Open() => _kqueue();

    internal int Change(int queue, KqueueEvent* change) => _kevent(queue, change, 1, null, 0, null);

    internal int Wait(int queue, KqueueEvent* ready, int countMax, long timeoutUs)
    {
        long* timeout = stackalloc long[2];
        (long seconds, long microseconds) = Math.DivRem(Math.Max(timeoutUs, 0), 1_000_000);
        (timeout[0], timeout[1]) = (seconds, microseconds * 1000);
        return _kevent(queue, null, 0, ready, countMax, timeout);
    }

    internal void Close(int queue) => _ = _close(queue);

    private static string? Name()
    {
        string? named = Environment.GetEnvironmentVariable(KqueueWaiter.LibraryVariable);
        bool isOfSystem = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();
        return !string.IsNullOrEmpty(named) ? named : isOfSystem ? "libc" : null;
    }
}

/// <summary>struct kevent as macOS and libkqueue have it: 32 bytes. FreeBSD 12 and later append four longs, for which there is room.</summary>
[StructLayout(LayoutKind.Explicit, Size = LongBytes)]
internal struct KqueueEvent
{
    internal const int LongBytes = 64;
    internal const short ReadFilter = -1;
    internal const short WriteFilter = -2;
    internal const ushort AddFlag = 1;
    internal const ushort ClearFlag = 0x20;

    /// <summary>EV_EOF and EV_ERROR.</summary>
    internal const ushort EndFlags = 0xC000;

    /// <summary>ident: the file descriptor.</summary>
    [FieldOffset(0)]
    internal nuint Descriptor;

    /// <summary>filter.</summary>
    [FieldOffset(8)]
    internal short Filter;

    /// <summary>flags.</summary>
    [FieldOffset(10)]
    internal ushort Flags;

    /// <summary>udata, which comes back.</summary>
    [FieldOffset(24)]
    internal ulong Tag;

    /// <summary>From one event to the next.</summary>
    internal static int StrideBytes => OperatingSystem.IsFreeBSD() ? LongBytes : LongBytes / 2;
}
