using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <summary>The membership of a group by the socket that receives it.</summary>
/// <param name="socket">The socket.</param>
/// <param name="membership">The request, by which it has joined.</param>
/// <param name="interfaceName">By which interface.</param>
internal sealed class SocketMembership(UdpSocket socket, Membership membership, string interfaceName) : GroupMembership
{
    private bool _haveLinksChanged; // set by the polling thread (volatile), cleared by the one that looks after this

    /// <summary>Index of the interface by which the group was joined last.</summary>
    internal int InterfaceIndex => membership.InterfaceIndex;

    /// <summary>Tells, on the polling thread, that interfaces have changed.</summary>
    internal void OnLinksChanged() => Volatile.Write(ref _haveLinksChanged, true);

    /// <inheritdoc/>
    public override void KeepUp()
    {
        if (!Volatile.Read(ref _haveLinksChanged)) return;
        Volatile.Write(ref _haveLinksChanged, false);
        if (!IsJoined || !TryRejoin(out int errno)) return;
        if (errno == 0) CountJoin();
        else Fail(errno);
    }

    /// <summary>
    /// Joins anew when the interface was replaced by another of its name, as when a driver is loaded again. An interface that merely went
    /// down and up kept its memberships: the kernel reports them anew itself.
    /// </summary>
    /// <param name="errno">0, or why it could not.</param>
    /// <returns>False when there was nothing to do.</returns>
    internal bool TryRejoin(out int errno)
    {
        errno = 0;
        int interfaceIndex = socket.InterfaceIndexOf(interfaceName);
        if (interfaceIndex == 0 || interfaceIndex == membership.InterfaceIndex) return false;

        // Without leaving first, each return of the interface would use up one of the memberships that a socket may have.
        _ = membership.Leave(socket);
        errno = membership.Join(socket, interfaceIndex);
        return true;
    }

    /// <summary>Leaves the group for good, where it is joined.</summary>
    internal void Close()
    {
        if (IsJoined && socket.Descriptor >= 0) _ = membership.Leave(socket);
    }

    protected override int JoinGroup() => membership.Join(socket, socket.InterfaceIndexOf(interfaceName));

    protected override int LeaveGroup() => membership.Leave(socket);
}
