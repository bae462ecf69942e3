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

    // A change that another thread is to look after is only told to it.
    private void KeepMembership()
    {
        if (Membership.IsTaken) Membership.OnLinksChanged();
        else if (Membership.TryRejoin(out int errno) && errno == 0) Counters.AddRejoin();
        else if (errno != 0) Counters.AddError(errno);
    }
}
