using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace FeedHandler.Native.Dpdk;

/// <content>Opening, and which groups the card lets through.</content>
public sealed unsafe partial class DpdkPort
{
    private const int PortCountMax = 32;
    private const int NameBytes = 64;
    private const int PoolCacheCount = 250;
    private const int TransmitDescriptorCount = 64;
    private const int MacBytes = 6;

    private DpdkPort(DpdkLibrary library, string name, ushort port, int batchCount)
    {
        (_library, _abi, Name, _port, _batchCount) = (library, library.Abi, name, port, batchCount);
        _free = library.FreeBulk;
        _readStatistics = library.ReadStatistics;
        _registerThread = library.RegisterThread;
        _buffers = (byte**)NativeMemory.AllocZeroed((nuint)batchCount, (nuint)sizeof(byte*));
        _statistics = (byte*)NativeMemory.AllocZeroed((nuint)_abi.StatisticsBytes);
    }

    /// <summary>Opens a port and starts it.</summary>
    /// <param name="environment">The running environment.</param>
    /// <param name="name">Name of the device.</param>
    /// <param name="settings">How.</param>
    /// <param name="opened">The port; null unless the call succeeds.</param>
    /// <returns>Why it could not be opened, with what to do; empty when it could.</returns>
    public static string Open(DpdkEnvironment environment, string name, DpdkPortSettings settings, out DpdkPort? opened)
    {
        ArgumentNullException.ThrowIfNull(environment);
        opened = null;
        DpdkLibrary library = environment.Library;
        ushort port = 0;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + "\0"))
        {
            if (library.FindPort(text, &port) != 0) return $"DPDK has no device {name}, but {Describe(library)}";
        }

        DpdkPort opening = new(library, name, port, settings.BatchCount);
        string problem = opening.SetUp(settings);
        if (problem.Length == 0) opened = opening;
        else opening.Dispose();
        return problem;
    }

    /// <summary>Has the card let multicast groups through, and no more than needed where it can choose.</summary>
    /// <param name="groups">The groups.</param>
    /// <returns>What was chosen that lets more through than the groups, in words; empty when nothing more comes.</returns>
    public string Admit(IReadOnlyCollection<IPAddress> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        byte[] addresses = new byte[groups.Count * MacBytes];
        int offset = 0;
        foreach (IPAddress group in groups)
        {
            WriteMac(group, addresses.AsSpan(offset));
            offset += MacBytes;
        }

        fixed (byte* first = addresses)
        {
            if (_library.SetMulticast(_port, first, groups.Count) == 0) return "";
        }

        if (_library.CallPort("rte_eth_allmulticast_enable", _port) == 0) return "the driver filters no groups: every multicast frame comes and is looked at";
        return _library.CallPort("rte_eth_promiscuous_enable", _port) == 0
            ? "the driver filters nothing: every frame on the wire comes and is looked at"
            : "the driver has no filter to set: what it lets through comes";
    }

    /// <summary>The Ethernet address to which a group's frames go (RFC 1112 6.4, RFC 2464 7).</summary>
    internal static void WriteMac(IPAddress group, Span<byte> target)
    {
        byte[] address = group.GetAddressBytes();
        if (address.Length == 4) ((ReadOnlySpan<byte>)[0x01, 0x00, 0x5E, (byte)(address[1] & 0x7F), address[2], address[3]]).CopyTo(target);
        else ((ReadOnlySpan<byte>)[0x33, 0x33, .. address.AsSpan(12)]).CopyTo(target);
    }

    private static string Describe(DpdkLibrary library)
    {
        List<string> names = [];
        byte* name = stackalloc byte[NameBytes];
        for (ushort port = 0; port < PortCountMax; port++)
        {
            if (library.NameOf(port, name) == 0) names.Add(Marshal.PtrToStringUTF8((nint)name) ?? "");
        }

        return names.Count > 0 ? string.Join(", ", names) : "no device at all: bind a card (dpdk-devbind.py -b vfio-pci), or give a virtual one (--vdev)";
    }

    private string SetUp(DpdkPortSettings settings)
    {
        int node = _library.NodeOf(_port);
        void* pool;
        fixed (byte* name = Encoding.UTF8.GetBytes($"feed{_port}\0"))
        {
            pool = _library.CreatePool(name, (uint)settings.BufferCount, PoolCacheCount, _abi.BufferBytes, node);
        }

        if (pool is null)
        {
            NativeResult refused = NativeResult.Failure($"rte_pktmbuf_pool_create({settings.BufferCount} buffers)", _library.Errno());
            return $"{refused}: give more memory (-m), ask for fewer buffers, or install librte-mempool-ring{_abi.Version}";
        }

        byte* configuration = stackalloc byte[_abi.PortConfigurationBytes];
        new Span<byte>(configuration, _abi.PortConfigurationBytes).Clear();
        if (settings.AsksForTimestamps) *(ulong*)(configuration + _abi.ReceiveOffloadsOffset) = _abi.TimestampOffload;
        ushort receiveCount = (ushort)settings.DescriptorCount;
        ushort transmitCount = TransmitDescriptorCount;
        string problem = Explain("rte_eth_dev_configure", _library.Configure(_port, configuration));
        if (problem.Length == 0) problem = Explain("rte_eth_dev_adjust_nb_rx_tx_desc", _library.AdjustDescriptors(_port, &receiveCount, &transmitCount));
        if (problem.Length == 0) problem = Explain("rte_eth_rx_queue_setup", _library.SetUpReceive(_port, receiveCount, node, pool));
        if (problem.Length == 0) problem = Explain("rte_eth_tx_queue_setup", _library.SetUpTransmit(_port, transmitCount, node));
        if (problem.Length == 0) problem = Explain("rte_eth_dev_start", _library.CallPort("rte_eth_dev_start", _port));
        if (problem.Length == 0) FindFastPath();
        return problem;
    }

    // A driver may choose its functions when it starts: what stood there before is not what receives.
    private void FindFastPath()
    {
        byte* operations = _library.FastPath + (_port * _abi.FastPathBytes);
        _receive = *(delegate* unmanaged[Cdecl]<void*, byte**, ushort, ushort>*)(operations + _abi.ReceiveBurstOffset);
        _queue = (*(void***)(operations + _abi.ReceiveQueuesOffset))[0];
        int flag;
        fixed (byte* field = "rte_dynfield_timestamp\0"u8, flagName = "rte_dynflag_rx_timestamp\0"u8)
        {
            _timestampOffset = _library.FindField(field);
            flag = _library.FindFlag(flagName);
        }

        if (flag < 0) _timestampOffset = -1;
        else _timestampFlag = 1UL << flag;
    }

    private string Explain(string call, int result) => result >= 0 ? "" : $"{NativeResult.Failure($"{call}({Name})", -result)}, the driver refuses: "
        + "DPDK's own message on standard error says more";
}
