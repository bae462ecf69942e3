using FeedHandler.Native.Sockets;

namespace FeedHandler.Gateway.Connections;

/// <summary>
/// The protocol above a loop's connections: one object for a loop, called on its thread alone. Its state of a connection stands in arrays of its own
/// by <see cref="ConnectionId.Slot"/>. Any call may send, close and set timers; what it sends leaves when the loop next flushes,
/// together with what else there is.
/// </summary>
public interface IConnectionHandler
{
    /// <summary>A connection was accepted.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="peer">Who is at its other end.</param>
    void OnOpened(ConnectionId id, in PeerAddress peer);

    /// <summary>Bytes came. Never called after a close was asked for.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="bytes">What was not consumed before, and what came; valid for this call.</param>
    /// <returns>How many of them were consumed, from the first. The rest comes again, with more behind it.</returns>
    int OnReceived(ConnectionId id, ReadOnlySpan<byte> bytes);

    /// <summary>What the peer could not take at once has been sent: nothing is queued any more.</summary>
    /// <param name="id">The connection.</param>
    void OnDrained(ConnectionId id);

    /// <summary>More is queued than the high mark. Told once until less than the low mark is queued.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="bytes">How much is queued.</param>
    void OnBacklog(ConnectionId id, long bytes);

    /// <summary>A timer ran out, and is not set any more.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="kind">The kind it was started with.</param>
    void OnTimer(ConnectionId id, int kind);

    /// <summary>The connection has ended: told once for each that was opened. The slot may be another's after this.</summary>
    /// <param name="id">The connection.</param>
    /// <param name="reason">Why.</param>
    void OnClosed(ConnectionId id, CloseReason reason);

    /// <summary>Called with each turn of the loop: the protocol polls its feed, and sends.</summary>
    /// <returns>Whether there was work: then the loop does not sleep.</returns>
    bool OnTurn();
}
