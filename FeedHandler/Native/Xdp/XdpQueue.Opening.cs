using FeedHandler.Native.Linux;
using FeedHandler.Native.Memory;
using static FeedHandler.Native.Linux.LinuxConstants;
using static FeedHandler.Native.Xdp.XdpConstants;

namespace FeedHandler.Native.Xdp;

/// <content>Opening, statistics and closing.</content>
public sealed unsafe partial class XdpQueue
{
    private const int BindAttemptsMax = 100;
    private const int BindPauseMs = 10;

    private readonly List<NativeResult> _refusals = [];
    private readonly XdpQueueSettings _settings;
    private readonly PageMemory _frames;
    private readonly nint _memory;
    private nint _receiveMapping;
    private nint _fillMapping;
    private nuint _receiveMappingBytes;
    private nuint _fillMappingBytes;
    private bool _pollsBusily;

    private XdpQueue(int queueIndex, XdpQueueSettings settings)
    {
        QueueIndex = queueIndex;
        _settings = settings;
        _frames = PageMemory.Allocate((nuint)settings.FrameCount * (nuint)settings.FrameBytes);
        _memory = _frames.Address;
        _frameMask = ~((ulong)settings.FrameBytes - 1);
        _ringMask = (uint)settings.FrameCount - 1;
    }

    /// <summary>Opens a socket on one queue of an interface. Frames come once an <see cref="XdpAttachment"/> is connected to it.</summary>
    /// <param name="interfaceIndex">The interface's index.</param>
    /// <param name="queueIndex">The queue, from 0.</param>
    /// <param name="settings">How.</param>
    /// <param name="queue">The socket; null unless the call succeeds.</param>
    /// <returns>Which step failed: EPERM without CAP_NET_RAW, EBUSY when the queue has a socket, ENOBUFS beyond the locked memory that is allowed.</returns>
    public static NativeResult Open(int interfaceIndex, int queueIndex, XdpQueueSettings settings, out XdpQueue? queue)
    {
        queue = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported("socket(AF_XDP)");
        XdpQueue opened = new(queueIndex, settings);
        NativeResult result = opened.Open(interfaceIndex);
        if (result.IsSuccess) queue = opened;
        else opened.Dispose();
        return result;
    }

    /// <summary>Reads what the kernel counted.</summary>
    /// <param name="dropped">Frames lost because no memory was free or a ring was full.</param>
    /// <param name="fillEmptyCount">Times that the kernel found no free frame.</param>
    /// <returns>Whether it could be read.</returns>
    public bool TryReadStatistics(out long dropped, out long fillEmptyCount)
    {
        XdpStatistics statistics = default;
        uint bytes = (uint)sizeof(XdpStatistics);
        int result = LibC.GetSockOpt(Descriptor, SOL_XDP, XDP_STATISTICS, &statistics, &bytes);
        dropped = (long)(statistics.Dropped + statistics.RingFull);
        fillEmptyCount = (long)statistics.FillRingEmpty;
        return result >= 0;
    }

    /// <summary>Closes the socket and frees its memory.</summary>
    public void Dispose()
    {
        if (_receiveMapping != 0) _ = LibC.MUnmap(_receiveMapping, _receiveMappingBytes);
        if (_fillMapping != 0) _ = LibC.MUnmap(_fillMapping, _fillMappingBytes);
        if (Descriptor >= 0) _ = LibC.Close(Descriptor);
        (_receiveMapping, _fillMapping, Descriptor) = (0, 0, -1);
        _frames.Dispose();
    }

    private NativeResult Open(int interfaceIndex)
    {
        Descriptor = LibC.Socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC, 0);
        NativeResult result = NativeResult.From(Descriptor, "socket(AF_XDP)");
        if (result.IsSuccess) result = Register();
        if (result.IsSuccess) result = SetRing(XDP_UMEM_FILL_RING, "setsockopt(XDP_UMEM_FILL_RING)");
        if (result.IsSuccess) result = SetRing(XDP_UMEM_COMPLETION_RING, "setsockopt(XDP_UMEM_COMPLETION_RING)");
        if (result.IsSuccess) result = SetRing(XDP_RX_RING, "setsockopt(XDP_RX_RING)");
        if (result.IsSuccess) result = Map();
        if (!result.IsSuccess) return result;
        FillAll();
        RequestBusyPolling();
        return Bind(interfaceIndex);
    }

    private NativeResult Register()
    {
        UmemRegistration memory = new()
        {
            Address = (ulong)_memory,
            Bytes = (ulong)_settings.FrameCount * (ulong)_settings.FrameBytes,
            FrameBytes = (uint)_settings.FrameBytes,
        };
        int result = LibC.SetSockOpt(Descriptor, SOL_XDP, XDP_UMEM_REG, &memory, (uint)sizeof(UmemRegistration));
        return NativeResult.From(result, $"setsockopt(XDP_UMEM_REG, {memory.Bytes} bytes)");
    }

    private NativeResult SetRing(int option, string operation)
    {
        int count = _settings.FrameCount;
        return NativeResult.From(LibC.SetSockOpt(Descriptor, SOL_XDP, option, &count, sizeof(int)), operation);
    }

    private NativeResult Map()
    {
        MappingOffsets offsets = default;
        uint bytes = (uint)sizeof(MappingOffsets);
        NativeResult result = NativeResult.From(
            LibC.GetSockOpt(Descriptor, SOL_XDP, XDP_MMAP_OFFSETS, &offsets, &bytes), "getsockopt(XDP_MMAP_OFFSETS)");
        if (!result.IsSuccess) return result;

        // Before Linux 5.4 the rings have no flags and the offsets are shorter.
        if (bytes != sizeof(MappingOffsets)) return NativeResult.Failure("getsockopt(XDP_MMAP_OFFSETS): the kernel is older than 5.4", EOPNOTSUPP);
        _receiveMappingBytes = (nuint)offsets.Receive.Descriptors + ((nuint)_settings.FrameCount * (nuint)sizeof(FrameDescriptor));
        _fillMappingBytes = (nuint)offsets.Fill.Descriptors + ((nuint)_settings.FrameCount * sizeof(ulong));
        result = Map(_receiveMappingBytes, XDP_PGOFF_RX_RING, out _receiveMapping);
        if (result.IsSuccess) result = Map(_fillMappingBytes, XDP_UMEM_PGOFF_FILL_RING, out _fillMapping);
        if (result.IsSuccess) Locate(offsets);
        return result;
    }

    private NativeResult Map(nuint bytes, long offset, out nint address)
    {
        nint mapped = LibC.MMap(
            0, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, Descriptor, (nint)offset);
        address = mapped == MAP_FAILED ? 0 : mapped;
        return NativeResult.From(address == 0 ? -1 : 0, $"mmap(AF_XDP ring, {bytes} bytes)");
    }

    private void Locate(in MappingOffsets offsets)
    {
        byte* receive = (byte*)_receiveMapping;
        _receiveProducer = (uint*)(receive + offsets.Receive.Producer);
        _receiveConsumer = (uint*)(receive + offsets.Receive.Consumer);
        _received = (FrameDescriptor*)(receive + offsets.Receive.Descriptors);
        byte* fill = (byte*)_fillMapping;
        _fillProducer = (uint*)(fill + offsets.Fill.Producer);
        _fillFlags = (uint*)(fill + offsets.Fill.Flags);
        _fill = (ulong*)(fill + offsets.Fill.Descriptors);
    }

    private void FillAll()
    {
        for (int i = 0; i < _settings.FrameCount; i++) _fill[i] = (ulong)i * (ulong)_settings.FrameBytes;
        _filled = (uint)_settings.FrameCount;
        Volatile.Write(ref *_fillProducer, _filled);
    }

    private void RequestBusyPolling()
    {
        if (_settings.BusyPollUs == 0) return;
        _pollsBusily = TrySet(SO_PREFER_BUSY_POLL, 1, "setsockopt(SO_PREFER_BUSY_POLL)")
            & TrySet(SO_BUSY_POLL, _settings.BusyPollUs, "setsockopt(SO_BUSY_POLL)")
            & TrySet(SO_BUSY_POLL_BUDGET, _settings.BusyPollBudget, "setsockopt(SO_BUSY_POLL_BUDGET)");
    }

    private bool TrySet(int option, int value, string operation)
    {
        NativeResult result = NativeResult.From(LibC.SetSockOpt(Descriptor, SOL_SOCKET, option, &value, sizeof(int)), operation);
        if (!result.IsSuccess) _refusals.Add(result);
        return result.IsSuccess;
    }

    // Without XDP_COPY the kernel asks the driver for zero copy and copies where it has none.
    private NativeResult Bind(int interfaceIndex)
    {
        XdpAddress address = new()
        {
            Family = AF_XDP,
            InterfaceIndex = (uint)interfaceIndex,
            QueueIndex = (uint)QueueIndex,
            Flags = (ushort)(XDP_USE_NEED_WAKEUP | (_settings.ForcesCopy ? XDP_COPY : 0)),
        };
        NativeResult result = Bind(&address);

        // The kernel frees a queue some time after its last socket was closed, in the background: one that has just been left is busy for a moment.
        for (int attempts = 1; attempts < BindAttemptsMax && result.Errno == EBUSY; attempts++)
        {
            Thread.Sleep(BindPauseMs);
            result = Bind(&address);
        }

        uint options = 0;
        uint bytes = sizeof(uint);
        if (result.IsSuccess && LibC.GetSockOpt(Descriptor, SOL_XDP, XDP_OPTIONS, &options, &bytes) >= 0) IsZeroCopy = (options & XDP_OPTIONS_ZEROCOPY) != 0;
        return result;
    }

    private NativeResult Bind(XdpAddress* address) => NativeResult.From(
        LibC.Bind(Descriptor, (byte*)address, (uint)sizeof(XdpAddress)), $"bind(AF_XDP, interface {address->InterfaceIndex}, queue {QueueIndex})");
}
