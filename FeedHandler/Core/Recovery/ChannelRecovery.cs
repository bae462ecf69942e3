namespace FeedHandler.Core.Recovery;

/// <summary>How a snapshot lies to the sequence of its channel.</summary>
public enum SnapshotAge : byte
{
    /// <summary>Everything behind it is at hand: it can be brought up to date.</summary>
    Usable = 0,

    /// <summary>Numbers behind it are missing.</summary>
    TooOld = 1,

    /// <summary>The sequence has not reached it yet.</summary>
    Ahead = 2,

    /// <summary>It names a number that no sequence reaches in time.</summary>
    Absurd = 3,
}

/// <summary>
/// What a channel keeps to heal by snapshots and by replay: the packets since the last loss, and the snapshots that came too early. A snapshot is taken only
/// with proof: the packets from the one that it names up to the last are all here.
/// </summary>
public sealed class ChannelRecovery : IDisposable
{
    // A snapshot runs ahead of the incremental lines by their delay, which is less than so many packets.
    private const long AheadMax = 8192;

    private LoopWatch _books;
    private LoopWatch _orders;

    /// <summary>Takes the memory.</summary>
    /// <param name="options">How much.</param>
    /// <param name="hasLoops">Whether loops come; without them packets are kept for replay alone.</param>
    /// <param name="hasOrders">Whether the channel has loops of books by order that are read.</param>
    public ChannelRecovery(RecoveryOptions options, bool hasLoops = true, bool hasOrders = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        _books = hasLoops ? new LoopWatch() : default;
        _orders = hasOrders ? new LoopWatch() : default;
        Verifies = options.Verifies;
        History = new PacketHistory(options.HistoryPacketsMax, options.HistoryBytesMax);
        Held = new PacketHistory(options.HeldPacketsMax, options.HeldBytesMax);
    }

    /// <summary>What was met so far.</summary>
    public RecoveryCounters Counters { get; } = new();

    /// <summary>Whether whole books are compared with snapshots that tell the same state of theirs.</summary>
    public bool Verifies { get; }

    /// <summary>The packets of the sequence since the last loss.</summary>
    public PacketHistory History { get; }

    /// <summary>Packets of snapshots that came too early, numbered by themselves.</summary>
    public PacketHistory Held { get; }

    /// <summary>Whether an instrument may need a snapshot: while none does, no packet is kept.</summary>
    public bool IsWanted => _books.IsWanted || _orders.IsWanted;

    /// <summary>Whether lost packets are on their way: what comes meanwhile is kept.</summary>
    public bool IsReplaying { get; set; }

    /// <summary>Whether packets of the sequence are kept.</summary>
    public bool KeepsPackets => IsReplaying || IsWanted;

    /// <summary>Something of the channel is in doubt: packets are kept from here on, and until a whole loop of snapshots was needed by nobody.</summary>
    public void Want()
    {
        _books.Want();
        _orders.Want();
    }

    /// <summary>A loop of snapshots begins. Both lines have it; the first whose beginning came is followed.</summary>
    /// <param name="group">The group by which it came.</param>
    /// <param name="isOfOrders">Whether it is of books by order.</param>
    public void OnLoop(int group, bool isOfOrders)
    {
        if (isOfOrders) _orders.OnLoop(group);
        else _books.OnLoop(group);
    }

    /// <summary>Numbers were lost, or the sequence or the books started again: what was kept is of no use any more.</summary>
    /// <param name="next">The number with which the sequence goes on.</param>
    public void OnLoss(ulong next)
    {
        Want();
        History.Restart(next);
    }

    /// <summary>The sequence started again: snapshots that wait are of a session that is over.</summary>
    /// <param name="next">The number with which it goes on.</param>
    public void OnRestart(ulong next)
    {
        OnLoss(next);
        Held.Restart(Held.Next);
    }

    /// <summary>Keeps a packet of snapshots that came too early; the oldest go when too many do.</summary>
    /// <param name="packet">The packet.</param>
    public void Hold(ReadOnlySpan<byte> packet)
    {
        Want();
        Counters.HeldPackets++;
        Counters.DroppedPackets += Held.Add(Held.Next, Held.Next + 1, packet);
    }

    /// <summary>Judges a snapshot by the number of the last packet that it includes.</summary>
    /// <param name="lastIncluded">The number, in the 32 bits of the wire.</param>
    /// <param name="number">The same number as the channel counts.</param>
    public SnapshotAge Judge(uint lastIncluded, out ulong number)
    {
        long distance = (int)(lastIncluded - (uint)(History.Next - 1));
        number = History.Next - 1 + (ulong)distance;
        if (distance > AheadMax || (distance < 0 && (ulong)-distance > History.Next - 1)) return SnapshotAge.Absurd;
        if (distance > 0) return SnapshotAge.Ahead;
        return number + 1 >= History.First ? SnapshotAge.Usable : SnapshotAge.TooOld;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        History.Dispose();
        Held.Dispose();
    }
}

/// <summary>Whether what a kind of loop tells is needed. The default is that there is no such loop.</summary>
internal struct LoopWatch
{
    private const int NoGroup = -1;
    private readonly bool _isThere;
    private bool _wasWanted;
    private int _group;

    /// <summary>There is one, and nothing is known yet.</summary>
    public LoopWatch()
    {
        _isThere = IsWanted = _wasWanted = true;
        _group = NoGroup;
    }

    public bool IsWanted { get; private set; }

    public void Want() => IsWanted = _wasWanted = _isThere;

    public void OnLoop(int group)
    {
        if (_group == NoGroup) _group = group;
        if (group != _group) return;
        IsWanted = _wasWanted;
        _wasWanted = false;
    }
}
