using FeedHandler.Native.Sockets;

namespace FeedHandler.Receivers.Sockets;

/// <content>What is done between packets, on the polling thread: it allocates nothing.</content>
internal sealed unsafe partial class GroupSocket
{
    /// <summary>Looks after every socket of a receiver.</summary>
    /// <param name="queues">The sockets, each with what was fetched from it.</param>
    /// <param name="links">Tells whether any interface has changed; null where that cannot be known.</param>
    internal static void KeepUp(GroupQueue[] queues, LinkWatch? links)
    {
        bool hasChanged = links?.HasChanged() ?? false;
        foreach (GroupQueue queue in queues)
        {
            queue.Socket.CountDrops();
            if (hasChanged) queue.Socket.KeepMembership();
        }
    }

    /// <summary>Counts drops that no later datagram has told of.</summary>
    internal void CountDrops()
    {
        if (Socket.TryGetDrops(out uint drops)) Counters.SeeKernelDrops(drops);
    }

    /// <summary>
    /// Joins anew when the interface was replaced by another of its name, as when a driver is loaded again. An interface that merely went
    /// down and up kept its memberships: the kernel reports them anew itself.
    /// </summary>
    private void KeepMembership()
    {
        int interfaceIndex = Socket.InterfaceIndexOf(_interfaceName);
        if (interfaceIndex == 0 || interfaceIndex == _membership.InterfaceIndex) return;

        // Without leaving first, each return of the interface would use up one of the memberships that a socket may have.
        _ = _membership.Leave(Socket);
        int errno = _membership.Join(Socket, interfaceIndex);
        if (errno == 0) Counters.AddRejoin();
        else Counters.AddError(errno);
    }
}
