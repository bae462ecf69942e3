using FeedHandler.Balance.Backends;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Relaying;

/// <summary>A connection of a client, from accepting it to its end. The object is used again for another one.</summary>
/// <param name="slot">Its place in the table.</param>
internal sealed class RelayConnection(int slot)
{
    /// <summary>The client's end.</summary>
    public RelayEnd Client = new() { Descriptor = -1 };

    /// <summary>The backend's end.</summary>
    public RelayEnd Server = new() { Descriptor = -1 };

    /// <summary>Its place in the table.</summary>
    public int Slot => slot;

    /// <summary>Where it stands.</summary>
    public RelayPhase Phase { get; set; }

    /// <summary>Who the client is: as a proxy in front says, or who is connected.</summary>
    public PeerAddress Peer { get; set; }

    /// <summary>Where the client connected to.</summary>
    public PeerAddress Destination { get; set; }

    /// <summary>Whether a proxy in front is connected for itself.</summary>
    public bool IsLocal { get; set; }

    /// <summary>Whether it counts among those of its peer.</summary>
    public bool IsCountedByPeer { get; set; }

    /// <summary>Whether it is in the list of those that have more to do.</summary>
    public bool IsQueued { get; set; }

    /// <summary>The backend, once chosen.</summary>
    public Backend? Backend { get; set; }

    /// <summary>Bits of the backends that were tried.</summary>
    public ulong Tried { get; set; }

    /// <summary>What the client sends.</summary>
    public RelayDirection ToServer { get; } = new();

    /// <summary>What the backend sends.</summary>
    public RelayDirection ToClient { get; } = new();

    /// <summary>The list by which its time ends; null for none.</summary>
    public DeadlineList? Deadlines { get; set; }

    /// <summary>When its time ends.</summary>
    public long DeadlineMs { get; set; }

    /// <summary>The one before it in that list.</summary>
    public RelayConnection? Earlier { get; set; }

    /// <summary>The one behind it.</summary>
    public RelayConnection? Later { get; set; }
}

/// <summary>Where a connection stands.</summary>
internal enum RelayPhase
{
    /// <summary>There is none.</summary>
    Free = 0,

    /// <summary>The header of a proxy in front has to come.</summary>
    Header = 1,

    /// <summary>A backend has to accept.</summary>
    Connecting = 2,

    /// <summary>Bytes are relayed.</summary>
    Relaying = 3,
}
