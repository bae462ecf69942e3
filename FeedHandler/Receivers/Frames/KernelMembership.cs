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
    private readonly string _interfaceName;
    private Membership _membership;

    private KernelMembership(UdpSocket socket, LineGroup group, string interfaceName)
    {
        _socket = socket;
        _interfaceName = interfaceName;
        _membership = new Membership(group.Group.Address, group.Source);
    }

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
        KernelMembership membership = new(socket, group, interfaceName);
        try
        {
            membership.JoinFirst(group, subject, notes);
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

    /// <summary>Joins the group after it was left, as it was joined before.</summary>
    /// <returns>0, or the system's error number (errno(3)).</returns>
    internal int JoinAgain() => _membership.Join(_socket, InterfaceIndexOf(_interfaceName));

    /// <summary>Leaves the group; the socket stays.</summary>
    /// <returns>0, or the system's error number (errno(3)).</returns>
    internal int Leave() => _membership.Leave(_socket);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void JoinFirst(LineGroup group, string subject, ICollection<string> notes)
    {
        int errno = JoinAgain();
        if (errno == 0) return;
        NativeResult refused = NativeResult.Failure(group.Source is null ? "MCAST_JOIN_GROUP" : "MCAST_JOIN_SOURCE_GROUP", errno);
        _membership = new Membership(group.Group.Address, source: null);
        if (group.Source is null || JoinAgain() != 0)
        {
            throw new OpeningException($"{subject}: {refused}{SocketAdvice.OnJoin(errno)}");
        }

        notes.Add($"{subject}: {refused}{SocketAdvice.OnJoin(errno)}: joined for any source, and packets not from {group.Source} are dropped here");
    }
}
