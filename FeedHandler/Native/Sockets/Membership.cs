using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Sockets;

/// <summary>
/// A socket's membership of one group by one interface, from one source or any (MCAST_JOIN_GROUP, MCAST_JOIN_SOURCE_GROUP of ip(7)).
/// Joining and leaving allocate nothing, so that the polling thread may do it.
/// </summary>
public sealed unsafe class Membership
{
    private readonly int _level;
    private readonly bool _isSourceSpecific;
    private GroupSourceRequest _request;

    /// <summary>Prepares the request.</summary>
    /// <param name="group">The group; IPv4 or IPv6.</param>
    /// <param name="source">The only sender to accept, of the group's family; null accepts any.</param>
    public Membership(IPAddress group, IPAddress? source)
    {
        ArgumentNullException.ThrowIfNull(group);
        _level = group.AddressFamily == AddressFamily.InterNetworkV6 ? LinuxConstants.IPPROTO_IPV6 : LinuxConstants.IPPROTO_IP;
        _isSourceSpecific = source is not null;
        fixed (byte* groupAddress = _request.Group, sourceAddress = _request.Source)
        {
            SocketAddressBytes.Write(group, 0, 0, new Span<byte>(groupAddress, SocketAddressBytes.BytesMax));
            if (source is not null) SocketAddressBytes.Write(source, 0, 0, new Span<byte>(sourceAddress, SocketAddressBytes.BytesMax));
        }
    }

    /// <summary>Index of the interface by which the group was joined last; 0 before.</summary>
    public int InterfaceIndex => (int)_request.InterfaceIndex;

    /// <summary>Joins.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="interfaceIndex">Index of the interface.</param>
    /// <returns>0, or the system's error number (errno(3)); EADDRINUSE when it is a member already.</returns>
    public int Join(UdpSocket socket, int interfaceIndex)
    {
        _request.InterfaceIndex = (uint)interfaceIndex;
        return Apply(socket, _isSourceSpecific ? LinuxConstants.MCAST_JOIN_SOURCE_GROUP : LinuxConstants.MCAST_JOIN_GROUP);
    }

    /// <summary>Leaves the group by the interface by which it was joined, which may be gone by now.</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>0, or the system's error number (errno(3)).</returns>
    public int Leave(UdpSocket socket) => Apply(socket, _isSourceSpecific ? LinuxConstants.MCAST_LEAVE_SOURCE_GROUP : LinuxConstants.MCAST_LEAVE_GROUP);

    private int Apply(UdpSocket socket, int option)
    {
        ArgumentNullException.ThrowIfNull(socket);
        uint bytes = (uint)(_isSourceSpecific ? sizeof(GroupSourceRequest) : GroupSourceRequest.GroupRequestBytes);
        fixed (GroupSourceRequest* request = &_request)
        {
            return LibC.SetSockOpt(socket.Descriptor, _level, option, request, bytes) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }
}
