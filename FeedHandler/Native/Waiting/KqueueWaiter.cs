using System.Runtime.InteropServices;

namespace FeedHandler.Native.Waiting;

/// <summary>
/// Waits with kqueue(2), the way of macOS and the BSDs. Elsewhere FEEDHANDLER_KQUEUE_LIBRARY names a library that has it, such as libkqueue.so.0.
/// </summary>
public sealed unsafe class KqueueWaiter : IDescriptorWaiter
{
    /// <summary>The environment variable that names the library.</summary>
    public const string LibraryVariable = "FEEDHANDLER_KQUEUE_LIBRARY";

    private readonly KqueueLibrary _library;
    private int _descriptor;

    private KqueueWaiter(KqueueLibrary library, int descriptor) => (_library, _descriptor) = (library, descriptor);

    /// <summary>Opens it. The library stays loaded for the life of the process.</summary>
    /// <param name="waiter">The waiter; null when there is none.</param>
    /// <returns>Why there is none, with what to install; null when there is.</returns>
    public static string? Open(out KqueueWaiter? waiter)
    {
        waiter = null;
        if (KqueueLibrary.Load(out KqueueLibrary? library) is { } problem) return problem;
        int descriptor = library!.Open();
        if (descriptor < 0) return NativeResult.Failure("kqueue", Marshal.GetLastSystemError()).ToString();
        waiter = new KqueueWaiter(library, descriptor);
        return null;
    }

    /// <inheritdoc/>
    public NativeResult Add(int descriptor)
    {
        // Twice 32 bytes is the layout with four more longs too; only the first event is read.
        KqueueEvent change = new() { Descriptor = (nuint)descriptor, Filter = KqueueEvent.ReadFilter, Flags = KqueueEvent.AddFlag };
        int result = _library.Change(_descriptor, &change);
        return result >= 0 ? NativeResult.Success("kevent(EV_ADD)") : NativeResult.Failure("kevent(EV_ADD)", Marshal.GetLastSystemError());
    }

    /// <inheritdoc/>
    public bool Wait(int timeoutMs)
    {
        KqueueEvent ready;
        return _library.Wait(_descriptor, &ready, 1, timeoutMs * 1000L) > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _library.Close(descriptor);
    }
}
