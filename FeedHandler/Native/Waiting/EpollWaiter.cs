using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Waiting;

/// <summary>Waits with epoll(7): level-triggered, so that what one poll leaves behind is found by the next.</summary>
public sealed unsafe class EpollWaiter : IDescriptorWaiter
{
    private int _descriptor;

    private EpollWaiter(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens it.</summary>
    /// <param name="waiter">The waiter; null unless the call succeeds.</param>
    public static NativeResult Open(out EpollWaiter? waiter)
    {
        const string operation = "epoll_create1";
        waiter = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int descriptor = LibC.EpollCreate(LinuxConstants.EPOLL_CLOEXEC);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (result.IsSuccess) waiter = new EpollWaiter(descriptor);
        return result;
    }

    /// <summary>Has each wait poll the network card's queue before it sleeps (EPIOCSPARAMS, since Linux 6.9).</summary>
    /// <param name="microseconds">How long it polls.</param>
    /// <param name="budget">Packets that one poll takes at most; more than 64 takes CAP_NET_ADMIN.</param>
    public NativeResult SetBusyPoll(int microseconds, int budget)
    {
        // struct epoll_params: u32 busy_poll_usecs, u16 busy_poll_budget, u8 prefer_busy_poll, u8 padding.
        ulong parameters = (uint)microseconds | ((ulong)(ushort)budget << 32) | (1UL << 48);
        return NativeResult.From(LibC.IoCtl(_descriptor, NewerLinuxConstants.EPIOCSPARAMS, &parameters), "ioctl(EPIOCSPARAMS)");
    }

    /// <inheritdoc/>
    public NativeResult Add(int descriptor)
    {
        EpollEvent change = new() { Events = LinuxConstants.EPOLLIN };
        return NativeResult.From(LibC.EpollCtl(_descriptor, LinuxConstants.EPOLL_CTL_ADD, descriptor, &change), "epoll_ctl(EPOLL_CTL_ADD)");
    }

    /// <inheritdoc/>
    public bool Wait(int timeoutMs)
    {
        // One event is enough: the receiver polls every socket after it.
        EpollEvent ready;
        return LibC.EpollWait(_descriptor, &ready, 1, Math.Max(timeoutMs, 0)) > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }
}
