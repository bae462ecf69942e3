using System.Text;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <content>The interfaces of the socket's network namespace (netdevice(7)).</content>
public sealed unsafe partial class UdpSocket
{
    private const int InterfaceNameBytes = 16;
    private const uint GetTimestampAbilities = 0x41;

    /// <summary>Looks up an interface. Allocates nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its index; 0 when there is no such interface.</returns>
    public int InterfaceIndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Ethtool.Request request = default;
        if (!TryName(name, &request) || LibC.IoCtl(_descriptor, LinuxConstants.SIOCGIFINDEX, &request) < 0) return 0;

        // ifr_ifindex shares its place with the pointer.
        return (int)(nint)request.Data;
    }

    /// <summary>Whether the card can stamp every packet that it receives (ETHTOOL_GET_TS_INFO).</summary>
    /// <param name="name">The interface.</param>
    public bool CanStampInHardware(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // struct ethtool_ts_info: command, so_timestamping, phc_index, tx_types, 3 reserved, rx_filters, 3 reserved.
        uint* abilities = stackalloc uint[11];
        new Span<uint>(abilities, 11).Clear();
        abilities[0] = GetTimestampAbilities;
        Ethtool.Request request = new() { Data = abilities };
        if (!TryName(name, &request) || LibC.IoCtl(_descriptor, Ethtool.SioEthtool, &request) < 0) return false;
        const uint Needed = LinuxConstants.SOF_TIMESTAMPING_RX_HARDWARE | LinuxConstants.SOF_TIMESTAMPING_RAW_HARDWARE;
        return (abilities[1] & Needed) == Needed && (abilities[7] & (1 << LinuxConstants.HWTSTAMP_FILTER_ALL)) != 0;
    }

    /// <summary>Has the card stamp every packet that it receives (SIOCSHWTSTAMP); takes CAP_NET_ADMIN, and it stays so afterwards.</summary>
    /// <param name="name">The interface.</param>
    public NativeResult StampInHardware(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int* configuration = stackalloc int[3] { 0, LinuxConstants.HWTSTAMP_TX_OFF, LinuxConstants.HWTSTAMP_FILTER_ALL };
        Ethtool.Request request = new() { Data = configuration };
        string operation = $"ioctl(SIOCSHWTSTAMP, {name})";
        if (!TryName(name, &request)) return NativeResult.Failure(operation, LinuxConstants.ENODEV);
        return NativeResult.From(LibC.IoCtl(_descriptor, LinuxConstants.SIOCSHWTSTAMP, &request), operation);
    }

    private static bool TryName(string name, Ethtool.Request* request) =>
        Encoding.UTF8.TryGetBytes(name, new Span<byte>(request->Name, InterfaceNameBytes - 1), out _);
}
