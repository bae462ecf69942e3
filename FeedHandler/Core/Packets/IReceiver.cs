namespace FeedHandler.Core.Packets;

/// <summary>The one door by which bytes enter: sockets, io_uring, AF_XDP, DPDK and captures all have this shape.</summary>
public interface IReceiver
{
    /// <summary>Whether no packet will ever come again: true at the end of a capture, never for a live line.</summary>
    bool IsCompleted { get; }

    /// <summary>
    /// Packets known so far to have been dropped before they could be handed over: by the kernel, a ring, the card or this receiver. It never falls,
    /// and costs no more than to read memory. 0 for what was captured or stored.
    /// </summary>
    long DropCount { get; }

    /// <summary>
    /// Looks now for what was dropped, which is otherwise learned with a later packet or by and by: for the polling thread, when nothing has come or
    /// it ends. It makes system calls and allocates nothing.
    /// </summary>
    void LookForDrops();

    /// <summary>Hands over what has arrived, and returns at once when nothing has.</summary>
    /// <typeparam name="THandler">The handler; a struct, so that the call is direct.</typeparam>
    /// <param name="handler">Takes each packet in order of arrival.</param>
    /// <param name="packetLimit">How many packets to hand over at most, at least 1.</param>
    /// <returns>
    /// How many packets were handed over. Fewer than the limit is a proof: every group was looked at during this call and had nothing left. What one line
    /// lost may be called lost only after that, as its copy may lie in the buffer of the other.
    /// </returns>
    int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler;
}
