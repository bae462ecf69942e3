using System.Net;
using System.Net.Sockets;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <content>Opening: options first, then the address, then the group, so that nothing foreign arrives in between.</content>
internal sealed unsafe partial class GroupSocket
{
    private readonly ReceiverSettings _settings;
    private readonly ICollection<string> _notes;

    private GroupSocket(
        LineGroup group, int index, UdpSocket socket, string interfaceName, ReceiverSettings settings, DropTotal drops, ICollection<string> notes)
    {
        Counters = new GroupCounters(drops);
        (Group, Index, Socket, _interfaceName, _settings, _notes) = (group, index, socket, interfaceName, settings, notes);
        _tellsInterface = group.Group.AddressFamily == AddressFamily.InterNetworkV6;
        SetOptions();
        if (_tellsInterface) MustSucceed(Socket.TellInterface());
        _prefersHardware = settings.Timestamps == TimestampKind.Hardware && StartHardwareStamps();
        IsStamped = settings.Timestamps != TimestampKind.None && Wish(Socket.TellTimes(_prefersHardware), "packets carry our own clock's time");
        int interfaceIndex = Socket.InterfaceIndexOf(interfaceName);
        Bind(interfaceIndex);
        Membership = new SocketMembership(Socket, Join(interfaceIndex), interfaceName);
        _source = group.Source is null ? [] : AddressOf(group.Source);
    }

    /// <summary>Opens a group's socket in the calling thread's network namespace.</summary>
    /// <param name="group">The group.</param>
    /// <param name="index">Its place among the receiver's groups.</param>
    /// <param name="settings">How to receive.</param>
    /// <param name="drops">Sums up what is lost of all groups.</param>
    /// <param name="notes">Takes what could not be had as asked for.</param>
    /// <exception cref="OpeningException">It cannot be opened.</exception>
    internal static GroupSocket Open(LineGroup group, int index, ReceiverSettings settings, DropTotal drops, ICollection<string> notes)
    {
        if (!NetworkInterfaces.TryFind(group.Interface, out string name, out string problem)) throw new OpeningException($"{Describe(group)}: {problem}");
        if (problem.Length > 0) notes.Add($"{Describe(group)}: {problem}");
        if (group.Source is not null && group.Source.AddressFamily != group.Group.AddressFamily)
        {
            throw new OpeningException($"{Describe(group)}: the source {group.Source} and the group must both be IPv4 or both IPv6");
        }

        NativeResult opened = UdpSocket.Open(group.Group.AddressFamily, out UdpSocket? socket);
        if (socket is null) throw new OpeningException($"{Describe(group)}: {opened}{SocketAdvice.On(opened)}");
        try
        {
            return new GroupSocket(group, index, socket, name, settings, drops, notes);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Describe(LineGroup group) => $"line {group.Line}, {group.Group} on {group.Interface}";

    private static byte[] AddressOf(IPAddress address)
    {
        byte[] bytes = new byte[SocketAddressBytes.BytesMax];
        return bytes[..SocketAddressBytes.Write(address, 0, 0, bytes)];
    }

    private void SetOptions()
    {
        MustSucceed(Socket.ShareAddress());
        Wish(Socket.ReceiveOnlyOwnGroups(), "packets of the group may come twice when other programs join it by another interface");
        Wish(Socket.TellDrops(), "packets that the kernel drops are not counted");
        SetReceiveBuffer();
        if (_settings.BusyPollUs == 0) return;
        if (!Wish(Socket.SetBusyPoll(_settings.BusyPollUs), "the network card is not polled")) return;
        Wish(Socket.PreferBusyPoll(), "the network card's interrupts stay on while it is polled");
        Wish(Socket.SetBusyPollBudget(_settings.BusyPollBudget), "the kernel's own budget holds");
    }

    private void SetReceiveBuffer()
    {
        MustSucceed(Socket.SetReceiveBuffer(_settings.ReceiveBufferBytes, out bool isForced));
        MustSucceed(Socket.GetReceiveBuffer(out int bytes));
        if (isForced || bytes >= _settings.ReceiveBufferBytes) return;
        _notes.Add($"{Describe(Group)}: the receive buffer has {bytes} of the {_settings.ReceiveBufferBytes} bytes asked for: "
            + $"run with CAP_NET_ADMIN, or raise the limit (sysctl -w net.core.rmem_max={_settings.ReceiveBufferBytes})");
    }

    private bool StartHardwareStamps()
    {
        const string Instead = "the kernel's time stamps are used";
        if (Socket.CanStampInHardware(_interfaceName)) return Wish(Socket.StampInHardware(_interfaceName), Instead);
        _notes.Add($"{Describe(Group)}: {_interfaceName} cannot stamp every packet in hardware (ethtool -T {_interfaceName}): {Instead}");
        return false;
    }

    private void Bind(int interfaceIndex)
    {
        // A link-local group means nothing without its interface.
        byte[] address = Group.Group.Address.GetAddressBytes();
        bool isLinkLocal = _tellsInterface && (address[1] & 0xF) <= 2;
        MustSucceed(Socket.Bind(Group.Group, isLinkLocal ? (uint)interfaceIndex : 0));
    }

    private Membership Join(int interfaceIndex)
    {
        Membership membership = new(Group.Group.Address, Group.Source);
        int errno = membership.Join(Socket, interfaceIndex);
        if (errno == 0) return membership;
        NativeResult refused = NativeResult.Failure(Group.Source is null ? "MCAST_JOIN_GROUP" : "MCAST_JOIN_SOURCE_GROUP", errno);
        throw new OpeningException($"{Describe(Group)}: {refused}{SocketAdvice.OnJoin(errno)}");
    }

    private void MustSucceed(NativeResult result)
    {
        if (!result.IsSuccess) throw new OpeningException($"{Describe(Group)}: {result}{SocketAdvice.On(result)}");
    }

    private bool Wish(NativeResult result, string otherwise)
    {
        if (!result.IsSuccess) _notes.Add($"{Describe(Group)}: {result}{SocketAdvice.On(result)}: {otherwise}");
        return result.IsSuccess;
    }
}
