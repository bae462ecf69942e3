using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <content>Options (socket(7), ip(7), ipv6(7)).</content>
public sealed unsafe partial class UdpSocket
{
    /// <summary>Lets other sockets of this host bind to the same group and port (SO_REUSEADDR): each of them gets every datagram.</summary>
    public NativeResult ShareAddress() => Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_REUSEADDR, 1, "setsockopt(SO_REUSEADDR)");

    /// <summary>
    /// Refuses groups that only other sockets of this host have joined (IP_MULTICAST_ALL, IPV6_MULTICAST_ALL). With IPv4 a group is told apart
    /// by interface too, with IPv6 it is not: see <see cref="TellInterface"/>.
    /// </summary>
    public NativeResult ReceiveOnlyOwnGroups() => _isIPv6
        ? Set(LinuxConstants.IPPROTO_IPV6, LinuxConstants.IPV6_MULTICAST_ALL, 0, "setsockopt(IPV6_MULTICAST_ALL, 0)")
        : Set(LinuxConstants.IPPROTO_IP, LinuxConstants.IP_MULTICAST_ALL, 0, "setsockopt(IP_MULTICAST_ALL, 0)");

    /// <summary>Has the kernel tell by which interface each IPv6 datagram came (IPV6_RECVPKTINFO).</summary>
    public NativeResult TellInterface() =>
        Set(LinuxConstants.IPPROTO_IPV6, LinuxConstants.IPV6_RECVPKTINFO, 1, "setsockopt(IPV6_RECVPKTINFO)");

    /// <summary>Asks for a receive buffer, past the system's limit where that is allowed (SO_RCVBUFFORCE).</summary>
    /// <param name="bytes">How much datagrams may take, as the kernel counts them: with its own overhead.</param>
    /// <param name="isForced">Whether the limit could be passed; it takes CAP_NET_ADMIN.</param>
    public NativeResult SetReceiveBuffer(int bytes, out bool isForced)
    {
        NativeResult forced = Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_RCVBUFFORCE, bytes, $"setsockopt(SO_RCVBUFFORCE, {bytes})");
        isForced = forced.IsSuccess;
        return isForced ? forced : Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_RCVBUF, bytes, $"setsockopt(SO_RCVBUF, {bytes})");
    }

    /// <summary>Reads the receive buffer's size as it was granted. The kernel keeps twice that, for its overhead.</summary>
    /// <param name="bytes">The size; 0 unless the call succeeds.</param>
    public NativeResult GetReceiveBuffer(out int bytes)
    {
        NativeResult result = Get(LinuxConstants.SO_RCVBUF, out int doubled, "getsockopt(SO_RCVBUF)");
        bytes = doubled / 2;
        return result;
    }

    /// <summary>Has the kernel tell with each datagram how many the socket has dropped (SO_RXQ_OVFL).</summary>
    public NativeResult TellDrops() => Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_RXQ_OVFL, 1, "setsockopt(SO_RXQ_OVFL)");

    /// <summary>Has each datagram stamped (SO_TIMESTAMPING).</summary>
    /// <param name="isHardware">Whether by the network card too.</param>
    public NativeResult TellTimes(bool isHardware)
    {
        int flags = LinuxConstants.SOF_TIMESTAMPING_RX_SOFTWARE | LinuxConstants.SOF_TIMESTAMPING_SOFTWARE;
        if (isHardware) flags |= LinuxConstants.SOF_TIMESTAMPING_RX_HARDWARE | LinuxConstants.SOF_TIMESTAMPING_RAW_HARDWARE;
        return Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_TIMESTAMPING, flags, "setsockopt(SO_TIMESTAMPING)");
    }

    /// <summary>Has every fetch that finds nothing poll the network card's queue first (SO_BUSY_POLL).</summary>
    /// <param name="microseconds">How long a fetch that waits would poll.</param>
    public NativeResult SetBusyPoll(int microseconds) =>
        Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_BUSY_POLL, microseconds, $"setsockopt(SO_BUSY_POLL, {microseconds})");

    /// <summary>Keeps the card's interrupts off while it is polled often enough (SO_PREFER_BUSY_POLL); takes CAP_NET_ADMIN.</summary>
    public NativeResult PreferBusyPoll() => Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_PREFER_BUSY_POLL, 1, "setsockopt(SO_PREFER_BUSY_POLL)");

    /// <summary>Limits what one poll takes from the card (SO_BUSY_POLL_BUDGET); more than the 8 of the start takes CAP_NET_ADMIN.</summary>
    /// <param name="packetCount">How many packets.</param>
    public NativeResult SetBusyPollBudget(int packetCount) =>
        Set(LinuxConstants.SOL_SOCKET, LinuxConstants.SO_BUSY_POLL_BUDGET, packetCount, $"setsockopt(SO_BUSY_POLL_BUDGET, {packetCount})");

    /// <summary>Reads how many datagrams the socket has dropped in its life (SO_MEMINFO), in 32 bits.</summary>
    /// <param name="drops">How many.</param>
    /// <returns>Whether the kernel told.</returns>
    public bool TryGetDrops(out uint drops)
    {
        uint* values = stackalloc uint[LinuxConstants.SK_MEMINFO_VARS];
        uint bytes = LinuxConstants.SK_MEMINFO_VARS * sizeof(uint);
        bool isTold = LibC.GetSockOpt(_descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_MEMINFO, values, &bytes) == 0
            && bytes > LinuxConstants.SK_MEMINFO_DROPS * sizeof(uint);
        drops = isTold ? values[LinuxConstants.SK_MEMINFO_DROPS] : 0;
        return isTold;
    }

    private NativeResult Set(int level, int name, int value, string operation) =>
        NativeResult.From(LibC.SetSockOpt(_descriptor, level, name, &value, sizeof(int)), operation);

    private NativeResult Get(int name, out int value, string operation)
    {
        int read = 0;
        uint bytes = sizeof(int);
        NativeResult result = NativeResult.From(LibC.GetSockOpt(_descriptor, LinuxConstants.SOL_SOCKET, name, &read, &bytes), operation);
        value = read;
        return result;
    }
}
