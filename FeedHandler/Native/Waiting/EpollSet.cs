using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Waiting;

/// <summary>
/// Many descriptors watched edge-triggered with epoll(7), each with a tag: an event tells once that something has become possible, and whoever is told keeps
/// that in mind until a call says it no longer is.
/// </summary>
public sealed unsafe class EpollSet : IDisposable
{
    // struct epoll_event is packed on x86-64 alone: u32 events, u64 tag.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int TagOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private readonly byte[] _ready;
    private int _descriptor;

    private EpollSet(int descriptor, int eventCountMax)
    {
        _descriptor = descriptor;
        EventCountMax = eventCountMax;
        _ready = GC.AllocateArray<byte>(eventCountMax * EventBytes, pinned: true);
    }

    /// <summary>How many events one wait takes at most.</summary>
    public int EventCountMax { get; }

    /// <summary>Opens it.</summary>
    /// <param name="eventCountMax">How many events one wait takes at most.</param>
    /// <param name="set">The set; null unless the call succeeds.</param>
    public static NativeResult Open(int eventCountMax, out EpollSet? set)
    {
        const string operation = "epoll_create1";
        set = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        int descriptor = LibC.EpollCreate(LinuxConstants.EPOLL_CLOEXEC);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (result.IsSuccess) set = new EpollSet(descriptor, eventCountMax);
        return result;
    }

    /// <summary>Watches a descriptor, for reading, writing and its end, until it is closed. What is possible now is told by the next wait.</summary>
    /// <param name="descriptor">A socket or a pipe.</param>
    /// <param name="tag">Comes back with each of its events.</param>
    public NativeResult Add(int descriptor, ulong tag)
    {
        byte* change = stackalloc byte[EventBytes];
        *(uint*)change = LinuxConstants.EPOLLIN | LinuxConstants.EPOLLOUT | LinuxConstants.EPOLLRDHUP | LinuxConstants.EPOLLET;
        Unaligned(change) = tag;
        return NativeResult.From(LibC.EpollCtl(_descriptor, LinuxConstants.EPOLL_CTL_ADD, descriptor, (EpollEvent*)change), "epoll_ctl(EPOLL_CTL_ADD)");
    }

    /// <summary>Sleeps until something is possible, or a signal or the time limit comes. Allocates nothing.</summary>
    /// <param name="timeoutMs">How long at most; 0 does not sleep.</param>
    /// <returns>How many events <see cref="ReadyAt"/> has.</returns>
    public int Wait(int timeoutMs)
    {
        fixed (byte* ready = _ready) return Math.Max(LibC.EpollWait(_descriptor, (EpollEvent*)ready, EventCountMax, Math.Max(timeoutMs, 0)), 0);
    }

    /// <summary>An event of the last wait.</summary>
    /// <param name="index">Which.</param>
    /// <param name="tag">Whose.</param>
    public Readiness ReadyAt(int index, out ulong tag)
    {
        fixed (byte* ready = _ready)
        {
            byte* at = ready + (index * EventBytes);
            tag = Unaligned(at);
            return Meaning(*(uint*)at);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = LibC.Close(descriptor);
    }

    private static ref ulong Unaligned(byte* record) => ref *(ulong*)(record + TagOffset);

    private static Readiness Meaning(uint events)
    {
        Readiness readiness = Readiness.None;
        if ((events & LinuxConstants.EPOLLIN) != 0) readiness |= Readiness.Read;
        if ((events & LinuxConstants.EPOLLOUT) != 0) readiness |= Readiness.Write;
        if ((events & LinuxConstants.EPOLLRDHUP) != 0) readiness |= Readiness.PeerEnded | Readiness.Read;
        if ((events & (LinuxConstants.EPOLLERR | LinuxConstants.EPOLLHUP)) != 0) readiness |= Readiness.Broken | Readiness.Read | Readiness.Write;
        return readiness;
    }
}

/// <summary>What an event says is possible.</summary>
[Flags]
public enum Readiness : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading, or accepting, tells something: bytes, the end or an error.</summary>
    Read = 1,

    /// <summary>Writing does.</summary>
    Write = 2,

    /// <summary>The peer sends no more: behind what can be read is the end.</summary>
    PeerEnded = 4,

    /// <summary>The connection has failed, or is closed in both directions: the next call says why.</summary>
    Broken = 8,
}
