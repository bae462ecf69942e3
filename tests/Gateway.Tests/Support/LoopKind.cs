using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Native.IoUring;
using FeedHandler.Native.Waiting;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Support;

/// <summary>The kinds of loops that every test of a loop runs with.</summary>
public enum LoopKind
{
    Epoll,
    Uring,
    Kqueue,
}

public static class LoopKinds
{
    public static readonly LoopKind[] All = Enum.GetValues<LoopKind>();

    internal static IEventLoop Make(LoopKind kind, LoopOptions options, IConnectionHandler handler) => kind switch
    {
        LoopKind.Kqueue => new KqueueLoop(options, handler),
        LoopKind.Uring => new UringLoop(options, handler),
        _ => new EpollLoop(options, handler),
    };

    /// <summary>Skips where the system has none of a kind.</summary>
    internal static void Need(LoopKind kind)
    {
        Require.That(OperatingSystem.IsLinux(), "the loops' sockets are those of Linux");
        if (kind == LoopKind.Kqueue) KqueueStandIn.Need();
        if (kind != LoopKind.Uring) return;
        bool isOpened = IoRing.Open(1, 1, IoRingMode.Deferred, out IoRing? ring).IsSuccess;
        ring?.Dispose();
        Require.That(isOpened, "io_uring of Linux 6.1 is not to be had: an older kernel, or it is switched off (kernel.io_uring_disabled)");
    }
}
