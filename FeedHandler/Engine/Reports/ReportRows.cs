using System.Collections.Frozen;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

/// <summary>One capture file.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="End">How it ended, in a word: clean, truncated, corrupt, or none when the replay was stopped before.</param>
/// <param name="EndReason">Why and where, when not cleanly.</param>
/// <param name="Records">How many records were read of it.</param>
public sealed record FileReport(string Path, long Bytes, string End, string EndReason, long Records);

/// <summary>Datagrams given to a channel, or to all, and their fate.</summary>
public sealed record PacketReport
{
    /// <summary>Datagrams in all.</summary>
    public required long Total { get; init; }

    /// <summary>The ledger of line A.</summary>
    public required LineReport LineA { get; init; }

    /// <summary>The ledger of line B.</summary>
    public required LineReport LineB { get; init; }

    /// <summary>Packets that waited for one before them and were delivered.</summary>
    public required long Reordered { get; init; }

    /// <summary>Runs of numbers that no line delivered in time.</summary>
    public required long Gaps { get; init; }

    /// <summary>Numbers in those runs.</summary>
    public required long Lost { get; init; }

    /// <summary>Numbers that the capture says were cut out of it on purpose; they are in no gap.</summary>
    public long Cut { get; init; }

    /// <summary>Notes of such numbers that the packets contradict, or that make no sense: not believed.</summary>
    public long CutRefused { get; init; }

    /// <summary>The first of these: its first number, and the one behind its last.</summary>
    public (ulong First, ulong Next) FirstRefused { get; init; }

    /// <summary>How often the sequence started again.</summary>
    public required long Restarts { get; init; }

    /// <summary>How often it went on far ahead.</summary>
    public required long Jumps { get; init; }

    /// <summary>Packets that contradicted the sequence and were never confirmed.</summary>
    public required long Unconfirmed { get; init; }

    /// <summary>How often this machine dropped packets that may have been of the channel.</summary>
    public required long Doubts { get; init; }

    /// <summary>The ledger of both lines.</summary>
    public LineReport Both => LineA.Plus(LineB);
}

/// <summary>The ledger of a line or a group: <see cref="Received"/> is the sum of the six that follow it.</summary>
public sealed record LineReport(
    long Received, long Delivered, long Duplicates, long Late, long Damaged, long Foreign, long Held, long Oversize, long Missing)
{
    /// <summary>Reads counters.</summary>
    public static LineReport Of(LineCounters line) => new(
        line.Received, line.Delivered, line.Duplicates, line.Late, line.Damaged, line.Foreign, line.Held, line.Oversize, line.Missing);

    /// <summary>This ledger and another in one.</summary>
    public LineReport Plus(LineReport other) => new(
        Received + other.Received, Delivered + other.Delivered, Duplicates + other.Duplicates, Late + other.Late, Damaged + other.Damaged,
        Foreign + other.Foreign, Held + other.Held, Oversize + other.Oversize, Missing + other.Missing);
}

/// <summary>One group of the feed.</summary>
/// <param name="Name">Its address and port.</param>
/// <param name="Feed">What it carries.</param>
/// <param name="Ledger">What became of its packets; null for a role that is not followed.</param>
/// <param name="OtherPackets">Packets that came by it though its role is not followed.</param>
public sealed record GroupReport(string Name, FeedGroup Feed, LineReport? Ledger, long OtherPackets)
{
    /// <summary>Whether its packets are followed though they are of no sequence: loops of snapshots or definitions.</summary>
    public bool IsLoop { get; init; }
}

/// <summary>One channel.</summary>
/// <param name="Index">Its index in this process.</param>
/// <param name="Id">Its number at the venue; 0 where nobody named it.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Packets">Its packets.</param>
/// <param name="Messages">Its messages by template, ascending.</param>
/// <param name="Decoding">What its decoder counted, by name.</param>
/// <param name="EventCount">How many events it made.</param>
/// <param name="Digest">The digest of these.</param>
public sealed record ChannelReport(
    int Index,
    int Id,
    IReadOnlyList<GroupReport> Groups,
    PacketReport Packets,
    IReadOnlyList<MessageReport> Messages,
    IReadOnlyDictionary<string, long> Decoding,
    long EventCount,
    string Digest)
{
    /// <summary>What loops of snapshots and definitions did, by name; empty for a channel without such a group.</summary>
    public IReadOnlyDictionary<string, long> Recovery { get; init; } = FrozenDictionary<string, long>.Empty;

    /// <summary>How long books were not whole, by what healed them, in nanoseconds; without what healed none.</summary>
    public IReadOnlyList<HealReport> TimesToHeal { get; init; } = [];

    /// <summary>How long its packets took, by the line that brought them first and by what they are about; empty without stamps.</summary>
    public IReadOnlyList<WayReport> Ways { get; init; } = [];

    /// <summary>What books by order hold and met, by name; empty where none are kept.</summary>
    public IReadOnlyDictionary<string, long> Orders { get; init; } = FrozenDictionary<string, long>.Empty;
}

/// <summary>How long books were not whole that were healed by one thing.</summary>
/// <param name="Source">What: "sequence", "refresh", "snapshot" or "replay".</param>
/// <param name="Count">How many.</param>
/// <param name="P50Ns">The median in nanoseconds of the time at which packets were received.</param>
/// <param name="P99Ns">The time that one in a hundred exceeded.</param>
/// <param name="MaxNs">The longest.</param>
public sealed record HealReport(string Source, long Count, long P50Ns, long P99Ns, long MaxNs);

/// <summary>Messages of one template, by the line whose packet was first.</summary>
public sealed record MessageReport(ushort TemplateId, string Name, long LineA, long LineB)
{
    /// <summary>Over both lines.</summary>
    public long Count => LineA + LineB;
}

/// <summary>How the replay ran.</summary>
/// <param name="Mode">"ring" or "inline".</param>
/// <param name="Wait">The wait strategy's name.</param>
/// <param name="Clock">The clock of the stamps: "tsc", "monotonic" or "none".</param>
/// <param name="FeedCore">The feed thread's core, or null for any.</param>
/// <param name="StrategyCores">The cores of the strategies, null for one that could not be had; those beyond the list ran on any.</param>
/// <param name="CoreCount">Cores that the process may use.</param>
/// <param name="RingSize">Slots of the ring; 0 inline.</param>
public sealed record ThreadReport(
    string Mode, string Wait, string Clock, int? FeedCore, IReadOnlyList<int?> StrategyCores, int CoreCount, int RingSize)
{
    /// <summary>The feed thread's real-time priority; null for ordinary scheduling.</summary>
    public int? FeedPriority { get; init; }
}

/// <summary>How a live feed was received.</summary>
/// <param name="Kind">The kind of receiver.</param>
/// <param name="Groups">What came by each group.</param>
/// <param name="Margins">By how much one line beat the other, by channel.</param>
/// <param name="Wire">How long packets were on their way to the feed thread; without stamps no packet was counted.</param>
public sealed record ReceiverReport(string Kind, IReadOnlyList<GroupStatus> Groups, IReadOnlyList<LineMargins> Margins, WireReport Wire);
