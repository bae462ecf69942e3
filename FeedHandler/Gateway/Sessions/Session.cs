using FeedHandler.Client;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using Delivery = FeedHandler.Client.Delivery;

namespace FeedHandler.Gateway.Sessions;

/// <summary>What a loop knows of a client.</summary>
internal struct Session
{
    /// <summary>The connection.</summary>
    public ConnectionId Id;

    /// <summary>How far it has come.</summary>
    public SessionPhase Phase;

    /// <summary>What becomes of it when it is too slow: what its last subscription asked for.</summary>
    public SlowPolicy Policy;

    /// <summary>Whether it waits for its turn to be given snapshots or latest books.</summary>
    public bool IsPumping;

    /// <summary>How often it is told that all is well, and must tell something within three of.</summary>
    public int HeartbeatMs;

    /// <summary>Requests that it may make at once.</summary>
    public int RequestTokens;

    /// <summary>When tokens were last counted; when something came last; of one that is too slow since when it is not known to have taken anything; on the
    /// loop's clock.</summary>
    public long RequestStampMs, ReceivedMs, StuckSinceMs;

    /// <summary>What waited for one that is too slow when that was looked at last.</summary>
    public long StuckBytes;

    /// <summary>Events that it was not sent since it is too slow.</summary>
    public long UntoldCount;

    /// <summary>The interest that is looked at next for a snapshot.</summary>
    public int Cursor;

    /// <summary>Why its next snapshots are told.</summary>
    public SnapshotCause Cause;

    /// <summary>Whether it is in the list of those to whom books are due, as soon as no match event is under way.</summary>
    public bool IsDue;

    /// <summary>What it may see; null before its logon.</summary>
    public Entitlement? Entitlement;

    /// <summary>Its subscriptions.</summary>
    public PooledList<ClientSubscription> Subscriptions;

    /// <summary>The instruments that these mean.</summary>
    public PooledList<Interest> Interests;

    /// <summary>The channels of those of which it is told each event.</summary>
    public PooledList<ChannelInterest> Channels;

    /// <summary>Answers that wait behind other bytes: where those are dropped, these are sent again.</summary>
    public PooledList<byte> Answers;
}

/// <summary>How far a session has come.</summary>
internal enum SessionPhase : byte
{
    /// <summary>No connection.</summary>
    None = 0,

    /// <summary>The header of the PROXY protocol is awaited.</summary>
    Proxy = 1,

    /// <summary>The first bytes, or the logon, are awaited.</summary>
    Logon = 2,

    /// <summary>It may subscribe.</summary>
    Live = 3,

    /// <summary>It is being closed.</summary>
    Leaving = 4,
}

/// <summary>Whether a client is sent events. One byte of a slot, beside what the connection speaks.</summary>
internal enum SessionMode : byte
{
    /// <summary>As they come.</summary>
    Events = 0,

    /// <summary>None until it has taken what there is, then snapshots.</summary>
    Skipping = 1,

    /// <summary>None, but the latest books when it takes them.</summary>
    Conflating = 2,

    /// <summary>None any more.</summary>
    Closed = 3,
}

/// <summary>What a client asked for by one request.</summary>
internal sealed class ClientSubscription
{
    /// <summary>The client's number of it.</summary>
    public required uint RequestId { get; init; }

    /// <summary>Which instruments.</summary>
    public required InstrumentSelector Selector { get; init; }

    /// <summary>When it is told.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>With <see cref="Delivery.Interval"/>, how often.</summary>
    public int IntervalMs { get; init; }

    /// <summary>When it is told next, on the loop's clock.</summary>
    public long DueMs { get; set; }

    /// <summary>Whether it is due, and a channel was within a match event.</summary>
    public bool IsDue { get; set; }

    /// <summary>Whether an instrument of it is not to be seen any more, which is to be told.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether each event is told, whenever the client tells its user.</summary>
    public bool HasEvents => Delivery is Delivery.EveryEvent or Delivery.EndOfEvent;

    /// <summary>Whether orders are told behind each book, which the events behind it change.</summary>
    public bool TellsOrders { get; init; }

    /// <summary>How many instruments are its.</summary>
    public int InterestCount { get; set; }

    /// <summary>How many of them still wait for a snapshot.</summary>
    public int PendingCount { get; set; }

    /// <summary>Whether it is to be told when no more wait.</summary>
    public bool TellsEnd { get; set; }
}

/// <summary>An instrument that a client is told of.</summary>
internal struct Interest
{
    /// <summary>The instrument by its place.</summary>
    public int Place;

    /// <summary>The index in the instrument's list; -1 outside of it.</summary>
    public int Position;

    /// <summary>The lower half of the number of the event as of which it was told last.</summary>
    public uint ToldAt;

    /// <summary>The subscription by its index.</summary>
    public ushort Subscription;

    /// <summary>Whether it has had its snapshot.</summary>
    public bool IsLive;
}

/// <summary>A channel of which a client is told what concerns all of it.</summary>
internal struct ChannelInterest
{
    /// <summary>The channel's index.</summary>
    public byte Channel;

    /// <summary>How many of the client's instruments are of it.</summary>
    public int InterestCount;

    /// <summary>The index in the channel's list.</summary>
    public int Position;
}
