using FeedHandler.Core.Packets;

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

    private readonly LoopWatch? _books;
    private readonly LoopWatch? _orders;
    private readonly LoopWatch? _definitions;
    private (bool Books, bool Definitions) _wasNeeded; // when the replay began that goes on

    /// <summary>Takes the memory.</summary>
    /// <param name="options">How much.</param>
    /// <param name="instrumentCountMax">How many instruments the channel can have.</param>
    /// <param name="loops">Which loops come that are read: snapshots, snapshots of orders, definitions; without any, packets are kept for replay alone.</param>
    public ChannelRecovery(RecoveryOptions options, int instrumentCountMax, ReadOnlySpan<FeedRole> loops)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (loops.Contains(FeedRole.Snapshot)) _books = new LoopWatch(instrumentCountMax);
        if (loops.Contains(FeedRole.OrderSnapshot)) _orders = new LoopWatch(instrumentCountMax);
        if (loops.Contains(FeedRole.Definitions)) _definitions = new LoopWatch(instrumentCountMax, countsFromBeginning: true);
        Verifies = options.Verifies;
        History = new PacketHistory(options.HistoryPacketsMax, options.HistoryBytesMax);
        Held = new PacketHistory(options.HeldPacketsMax, options.HeldBytesMax);
        Tell();
    }

    /// <summary>What was met so far.</summary>
    public RecoveryCounters Counters { get; } = new();

    /// <summary>Whether whole books are compared with snapshots that tell the same state of theirs.</summary>
    public bool Verifies { get; }

    /// <summary>The packets of the sequence since the last loss.</summary>
    public PacketHistory History { get; }

    /// <summary>Packets of snapshots that came too early, numbered by themselves.</summary>
    public PacketHistory Held { get; }

    /// <summary>Which loops are needed, for whoever is a member of their groups.</summary>
    public LoopNeeds Needs { get; } = new();

    /// <summary>Whether an instrument may need a snapshot: while none does, no packet is kept.</summary>
    public bool IsWanted => _books is { IsWanted: true } || _orders is { IsWanted: true };

    /// <summary>Whether there is a loop of orders, and all that it has was found well.</summary>
    public bool HasFoundOrders => _orders is { IsNeeded: false };

    /// <summary>Whether lost packets are on their way: what comes meanwhile is kept.</summary>
    public bool IsReplaying { get; private set; }

    /// <summary>Whether packets of the sequence are kept.</summary>
    public bool KeepsPackets => IsReplaying || IsWanted;

    /// <summary>Something of the channel is in doubt: packets are kept from here on, and until a whole loop of snapshots was needed by nobody.</summary>
    public void Want()
    {
        _books?.Want();
        _orders?.Want();
    }

    /// <summary>An instrument was left in need of a snapshot, whose group may have been left: the loops are needed until all of one was found well.</summary>
    public void NeedSnapshots()
    {
        _books?.Need(Last);
        _orders?.Need(Last);
        Tell();
    }

    /// <summary>An instrument was withdrawn: what is needed is counted from the beginning, and what is not needed stays so.</summary>
    public void CountAnew()
    {
        if (_books is { IsNeeded: true }) _books.Need(Last);
        if (_orders is { IsNeeded: true }) _orders.Need(Last);
        if (_definitions is { IsNeeded: true }) _definitions.Need(Last);
    }

    /// <summary>Something of the channel is not defined: the loop of definitions is needed.</summary>
    public void NeedDefinitions()
    {
        _definitions?.Need(Last);
        Tell();
    }

    /// <summary>A loop has an instrument, and can do no more for it.</summary>
    /// <param name="role">The kind of loop.</param>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <param name="loopCount">How many instruments the loop says that it has; 0 where it does not.</param>
    /// <param name="lastIncluded">The number of the last packet that it includes, in the bits of the wire; null where it does not say.</param>
    public void Find(FeedRole role, int instrument, uint loopCount, uint? lastIncluded)
    {
        WatchOf(role)?.Find(instrument, loopCount, lastIncluded);
        Tell();
    }

    /// <summary>A loop begins.</summary>
    /// <param name="group">The group by which it came.</param>
    /// <param name="role">The kind of loop.</param>
    /// <param name="rxNs">When, nanoseconds since the Unix epoch.</param>
    /// <returns>How long the one before took, in nanoseconds; 0 where not all of it was seen.</returns>
    public long OnLoop(int group, FeedRole role, long rxNs)
    {
        long loopNs = WatchOf(role)?.OnLoop(group, rxNs) ?? 0;
        Tell();
        return loopNs;
    }

    /// <summary>
    /// Lost packets have been asked for. Loops of what they can heal are not needed meanwhile, unless they were before; orders they do not heal.
    /// </summary>
    public void BeginReplay()
    {
        if (IsReplaying) return;
        IsReplaying = true;
        _wasNeeded = (_books is { IsNeeded: true }, _definitions is { IsNeeded: true });
        Tell();
    }

    /// <summary>They came or do not come.</summary>
    /// <param name="isHealed">Whether the channel is as if it had lost nothing.</param>
    public void EndReplay(bool isHealed)
    {
        if (!IsReplaying) return;
        IsReplaying = false;
        if (isHealed) _books?.Withdraw(_wasNeeded.Books);
        if (isHealed) _definitions?.Withdraw(_wasNeeded.Definitions);
        Tell();
    }

    /// <summary>Numbers were lost, or the sequence or the books started again: what was kept is of no use any more.</summary>
    /// <param name="next">The number with which the sequence goes on.</param>
    public void OnLoss(ulong next)
    {
        History.Restart(next);
        NeedSnapshots();
        NeedDefinitions();
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

    private uint Last => (uint)(History.Next - 1);

    private LoopWatch? WatchOf(FeedRole role) => role switch
    {
        FeedRole.Snapshot => _books,
        FeedRole.OrderSnapshot => _orders,
        _ => _definitions,
    };

    private void Tell()
    {
        Needs.Set(FeedRole.Snapshot, _books is { IsNeeded: true } && (!IsReplaying || _wasNeeded.Books));
        Needs.Set(FeedRole.Definitions, _definitions is { IsNeeded: true } && (!IsReplaying || _wasNeeded.Definitions));
        Needs.Set(FeedRole.OrderSnapshot, _orders is { IsNeeded: true });
    }
}
