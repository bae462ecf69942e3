using FeedHandler.Native;
using FeedHandler.Native.Sockets;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.Frames;

/// <summary>
/// Has the kernel join a group although its packets go past it: the kernel then sends the reports (IGMP, MLD), answers the router's
/// queries, and lets the card's filter pass the group. The socket is bound to no port and so receives nothing itself.
/// </summary>
internal sealed class KernelMembership : IDisposable
{
    private readonly UdpSocket _socket;

    private KernelMembership(UdpSocket socket) => _socket = socket;

    /// <summary>Joins a group in the calling thread's network namespace.</summary>
    /// <param name="group">The group.</param>
    /// <param name="interfaceName">The interface by which to join, which may be another than the one that receives.</param>
    /// <param name="notes">Takes what could not be had as asked for.</param>
    /// <exception cref="OpeningException">It cannot be joined.</exception>
    internal static KernelMembership Join(LineGroup group, string interfaceName, ICollection<string> notes)
    {
        string subject = $"line {group.Line}, {group.Group} on {interfaceName}";
        if (group.Source is not null && group.Source.AddressFamily != group.Group.AddressFamily)
        {
            throw new OpeningException($"{subject}: the source {group.Source} and the group must both be IPv4 or both IPv6");
        }

        NativeResult opened = UdpSocket.Open(group.Group.AddressFamily, out UdpSocket? socket);
        if (socket is null) throw new OpeningException($"{subject}: {opened}{SocketAdvice.On(opened)}");
        KernelMembership membership = new(socket);
        try
        {
            membership.Join(group, socket.InterfaceIndexOf(interfaceName), subject, notes);
            return membership;
        }
        catch
        {
            membership.Dispose();
            throw;
        }
    }

    /// <summary>Looks up an interface; 0 when it is not there. Allocates nothing.</summary>
    internal int InterfaceIndexOf(string interfaceName) => _socket.InterfaceIndexOf(interfaceName);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Join(LineGroup group, int interfaceIndex, string subject, ICollection<string> notes)
    {
        int errno = new Membership(group.Group.Address, group.Source).Join(_socket, interfaceIndex);
        if (errno == 0) return;
        NativeResult refused = NativeResult.Failure(group.Source is null ? "MCAST_JOIN_GROUP" : "MCAST_JOIN_SOURCE_GROUP", errno);
        if (group.Source is null || new Membership(group.Group.Address, source: null).Join(_socket, interfaceIndex) != 0)
        {
            throw new OpeningException($"{subject}: {refused}{SocketAdvice.OnJoin(errno)}");
        }

        notes.Add($"{subject}: {refused}{SocketAdvice.OnJoin(errno)}: joined for any source, and packets not from {group.Source} are dropped here");
    }
}
