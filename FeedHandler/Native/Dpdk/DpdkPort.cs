using System.Runtime.InteropServices;

namespace FeedHandler.Native.Dpdk;

/// <summary>One port of DPDK with one receive queue. For one thread; nothing is allocated once it is open.</summary>
public sealed unsafe partial class DpdkPort : IDisposable
{
    private readonly DpdkLibrary _library;
    private readonly DpdkAbi _abi;
    private readonly ushort _port;
    private readonly byte* _statistics;
    private readonly delegate* unmanaged[Cdecl]<void**, uint, void> _free;
    private readonly delegate* unmanaged[Cdecl]<ushort, void*, int> _readStatistics;
    private readonly delegate* unmanaged[Cdecl]<int> _registerThread;
    private readonly int _batchCount;
    private byte** _buffers;
    private delegate* unmanaged[Cdecl]<void*, byte**, ushort, ushort> _receive;
    private void* _queue;
    private PacketSocketDrops? _socketDrops;
    private long _portDropCount;
    private int _timestampOffset = -1;
    private ulong _timestampFlag;

    /// <summary>Name of the device, such as 0000:3b:00.0 or net_af_packet0.</summary>
    public string Name { get; }

    /// <summary>Whether buffers have a place for the time at which the driver received them.</summary>
    public bool HasTimestamps => _timestampOffset >= 0;

    /// <summary>Takes packets that have arrived (rte_eth_rx_burst); each batch must be freed before the next.</summary>
    /// <param name="countMax">How many at most.</param>
    /// <returns>How many there are.</returns>
    public int Receive(int countMax) => _receive(_queue, _buffers, (ushort)Math.Min(countMax, _batchCount));

    /// <summary>A packet of the batch, from the Ethernet header on, in one piece.</summary>
    /// <param name="index">Which.</param>
    /// <param name="frame">Its bytes, valid until the batch is freed; empty when the result is false.</param>
    /// <returns>False when it is in several pieces, or its lengths contradict its buffer's.</returns>
    public bool TryRead(int index, out ReadOnlySpan<byte> frame)
    {
        byte* buffer = _buffers[index];
        int begin = *(ushort*)(buffer + _abi.DataOffset);
        int bytes = *(ushort*)(buffer + _abi.LengthOffset);
        bool isWhole = *(ushort*)(buffer + _abi.SegmentCountOffset) == 1 && begin + bytes <= *(ushort*)(buffer + _abi.BufferBytesOffset);
        frame = isWhole ? new ReadOnlySpan<byte>(*(byte**)(buffer + _abi.BufferOffset) + begin, bytes) : default;
        return isWhole;
    }

    /// <summary>When the driver received a packet, in units of its own; 0 when it did not say.</summary>
    /// <param name="index">Which.</param>
    public long TimestampOf(int index)
    {
        byte* buffer = _buffers[index];
        if (_timestampOffset < 0 || (*(ulong*)(buffer + _abi.FlagsOffset) & _timestampFlag) == 0) return 0;
        return *(long*)(buffer + _timestampOffset);
    }

    /// <summary>Gives the batch's buffers back.</summary>
    /// <param name="count">How many there were.</param>
    public void Free(int count) => _free((void**)_buffers, (uint)count);

    /// <summary>Reads what was dropped since the port was opened.</summary>
    /// <returns>Packets for which the card had no descriptor, or the driver no buffer, and such as the card received with errors; with net_af_packet those
    /// for which the kernel's ring had no room.</returns>
    public long ReadDropCount()
    {
        // What the port counts of its own is what it counted last, where it does not answer: drops do not unhappen.
        if (_readStatistics(_port, _statistics) == 0) _portDropCount = Counted(_abi.MissedOffset) + Counted(_abi.NoBufferOffset) + Counted(_abi.ErrorsOffset);
        _socketDrops?.Read();
        return _portDropCount + (_socketDrops?.Count ?? 0);
    }

    /// <summary>Has the drops of the packet sockets under a virtual device counted too, where its driver does not: net_af_packet.</summary>
    /// <param name="interfaceName">The kernel's interface under the device.</param>
    /// <returns>Whether its sockets were found.</returns>
    public bool CountSocketDrops(string interfaceName) => (_socketDrops = PacketSocketDrops.Find(interfaceName)) is not null;

    /// <summary>Gives the calling thread caches of its own in the pools, which makes taking and freeing cheaper.</summary>
    /// <returns>Whether it has them; without, everything works as well.</returns>
    public bool RegisterThread() => _registerThread() == 0;

    /// <summary>Takes the caches of the calling thread away, which must have registered.</summary>
    public void UnregisterThread() => _library.UnregisterThread();

    /// <summary>Stops and closes the port.</summary>
    public void Dispose()
    {
        if (_buffers is null) return;
        _ = _library.CallPort("rte_eth_dev_stop", _port);
        _ = _library.CallPort("rte_eth_dev_close", _port);
        NativeMemory.Free(_statistics);
        NativeMemory.Free(_buffers);
        _buffers = null;
    }

    private long Counted(int offset) => *(long*)(_statistics + offset);
}

/// <summary>How one port is set up.</summary>
/// <param name="BufferCount">Buffers of the port's pool.</param>
/// <param name="DescriptorCount">Descriptors of its receive ring; the driver may adjust it.</param>
/// <param name="BatchCount">Packets taken at once at most.</param>
/// <param name="AsksForTimestamps">Whether to have the card stamp packets.</param>
public readonly record struct DpdkPortSettings(int BufferCount, int DescriptorCount, int BatchCount, bool AsksForTimestamps);
