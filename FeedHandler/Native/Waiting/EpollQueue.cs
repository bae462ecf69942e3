using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Waiting;

/// <summary>Readiness by epoll(7), edge-triggered, with sleeps in microseconds (epoll_pwait2(2), Linux 5.11).</summary>
public sealed unsafe class EpollQueue : IReadinessQueue
{
    private const int BatchCount = 256;
    private const int EventBytesMax = 16;

    // struct epoll_event is packed on x86-64 alone.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : EventBytesMax;

    private readonly byte[] _ready = GC.AllocateArray<byte>(BatchCount * EventBytesMax, pinned: true);
    private int _descriptor;

    private EpollQueue(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens it.</summary>
    /// <param name="queue">The queue; null unless the call succeeds.</param>
    public static NativeResult Open(out EpollQueue? queue)
    {
        const string operation = "epoll_create1";
        queue = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int descriptor = LibC.EpollCreate(LinuxConstants.EPOLL_CLOEXEC);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (result.IsSuccess) queue = new EpollQueue(descriptor);
        return result;
    }

    /// <inheritdoc/>
    public NativeResult Add(int descriptor, ulong tag, bool isWritten)
    {
        byte* change = stackalloc byte[EventBytesMax];
        *(uint*)change = LinuxConstants.EPOLLIN | LinuxConstants.EPOLLRDHUP | LinuxConstants.EPOLLET | (isWritten ? LinuxConstants.EPOLLOUT : 0);
        *(ulong*)(change + EventBytes - sizeof(ulong)) = tag;
        return NativeResult.From(LibC.EpollCtl(_descriptor, LinuxConstants.EPOLL_CTL_ADD, descriptor, (EpollEvent*)change), "epoll_ctl(EPOLL_CTL_ADD)");
    }

    /// <inheritdoc/>
    public int Wait(Span<ReadinessEvent> events, int timeoutUs)
    {
        long* timeout = stackalloc long[2];
        (long seconds, long microseconds) = Math.DivRem(Math.Max((long)timeoutUs, 0), 1_000_000);
        (timeout[0], timeout[1]) = (seconds, microseconds * 1000);
        fixed (byte* ready = _ready)
        {
            int count = LibC.EpollWait2(_descriptor, (EpollEvent*)ready, Math.Min(BatchCount, events.Length), timeout, null);
            if (count < 0) return Marshal.GetLastSystemError() is LinuxConstants.EINTR ? 0 : -Marshal.GetLastSystemError();
            for (int i = 0; i < count; i++) events[i] = Told(ready + (i * EventBytes));
            return count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }

    private static ReadinessEvent Told(byte* told)
    {
        uint what = *(uint*)told;
        bool isEnding = (what & (LinuxConstants.EPOLLRDHUP | LinuxConstants.EPOLLHUP | LinuxConstants.EPOLLERR)) != 0;
        bool isReadable = isEnding || (what & LinuxConstants.EPOLLIN) != 0;
        return new ReadinessEvent(*(ulong*)(told + EventBytes - sizeof(ulong)), isReadable, (what & LinuxConstants.EPOLLOUT) != 0, isEnding);
    }
}
