using System.Runtime.InteropServices;

namespace FeedHandler.Native.Waiting;

/// <summary>
/// Waits with kqueue(2), the way of macOS and the BSDs. Elsewhere FEEDHANDLER_KQUEUE_LIBRARY names a library that has it, such as libkqueue.so.0.
/// </summary>
public sealed unsafe class KqueueWaiter : IDescriptorWaiter
{
    /// <summary>The environment variable that names the library.</summary>
    public const string LibraryVariable = "FEEDHANDLER_KQUEUE_LIBRARY";

    private readonly delegate* unmanaged[Cdecl]<int, KqueueEvent*, int, KqueueEvent*, int, long*, int> _kevent;
    private readonly delegate* unmanaged[Cdecl]<int, int> _close;
    private int _descriptor;

    private KqueueWaiter(int descriptor, nint kevent, nint close)
    {
        _descriptor = descriptor;
        _kevent = (delegate* unmanaged[Cdecl]<int, KqueueEvent*, int, KqueueEvent*, int, long*, int>)kevent;
        _close = (delegate* unmanaged[Cdecl]<int, int>)close;
    }

    /// <summary>Opens it. The library stays loaded for the life of the process.</summary>
    /// <param name="waiter">The waiter; null when there is none.</param>
    /// <returns>Why there is none, with what to install; null when there is.</returns>
    public static string? Open(out KqueueWaiter? waiter)
    {
        waiter = null;
        if (LibraryName() is not { } library) return $"this system has no kqueue: name a library that has it in {LibraryVariable}, or wait with epoll";
        if (!NativeLibrary.TryLoad(library, out nint handle)) return $"cannot load {library} ({LibraryVariable}): install libkqueue or correct the name";
        if (!NativeLibrary.TryGetExport(handle, "kqueue", out nint kqueue) || !NativeLibrary.TryGetExport(handle, "kevent", out nint kevent))
        {
            return $"{library} has no kqueue and kevent: {LibraryVariable} must name a library such as libkqueue.so.0";
        }

        int descriptor = ((delegate* unmanaged[Cdecl]<int>)kqueue)();
        if (descriptor < 0) return NativeResult.Failure("kqueue", Marshal.GetLastSystemError()).ToString();
        waiter = new KqueueWaiter(descriptor, kevent, NativeLibrary.GetExport(NativeLibrary.Load("libc"), "close"));
        return null;
    }

    /// <inheritdoc/>
    public NativeResult Add(int descriptor)
    {
        // Twice 32 bytes is the layout with four more longs too; only the first event is read.
        KqueueEvent change = new() { Descriptor = (nuint)descriptor, Filter = KqueueEvent.ReadFilter, Flags = KqueueEvent.AddFlag };
        int result = _kevent(_descriptor, &change, 1, null, 0, null);
        return result >= 0 ? NativeResult.Success("kevent(EV_ADD)") : NativeResult.Failure("kevent(EV_ADD)", Marshal.GetLastSystemError());
    }

    /// <inheritdoc/>
    public bool Wait(int timeoutMs)
    {
        long* timeout = stackalloc long[2];
        (long seconds, long milliseconds) = Math.DivRem(Math.Max((long)timeoutMs, 0), 1000);
        (timeout[0], timeout[1]) = (seconds, milliseconds * 1_000_000);
        KqueueEvent ready;
        return _kevent(_descriptor, null, 0, &ready, 1, timeout) > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = _close(descriptor);
    }

    private static string? LibraryName()
    {
        string? named = Environment.GetEnvironmentVariable(LibraryVariable);
        bool isOfSystem = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();
        return !string.IsNullOrEmpty(named) ? named : isOfSystem ? "libc" : null;
    }
}

/// <summary>struct kevent as macOS and libkqueue have it: 32 bytes. FreeBSD 12 and later append four longs, for which there is room.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct KqueueEvent
{
    internal const short ReadFilter = -1;
    internal const ushort AddFlag = 1;

    /// <summary>ident: the file descriptor.</summary>
    [FieldOffset(0)]
    internal nuint Descriptor;

    /// <summary>filter.</summary>
    [FieldOffset(8)]
    internal short Filter;

    /// <summary>flags.</summary>
    [FieldOffset(10)]
    internal ushort Flags;
}
