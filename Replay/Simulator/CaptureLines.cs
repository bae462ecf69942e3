using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Simulator;

/// <summary>How the two lines of a simulated capture are addressed, and what goes wrong on them. Without faults every packet is on both.</summary>
public sealed record CaptureLines
{
    // Line A is a little faster, as a first line is.
    private const long DelayNs = 12_000;
    private const long DefaultSkewNs = 2_000;

    /// <summary>The group and port of line A.</summary>
    public UdpEndpoint GroupA { get; init; } = Endpoint(239, 200, 0, 1, port: 14001);

    /// <summary>The group and port of line B.</summary>
    public UdpEndpoint GroupB { get; init; } = Endpoint(239, 200, 0, 2, port: 15001);

    /// <summary>Packets of a thousand that line A loses.</summary>
    public int LostPerMilleA { get; init; }

    /// <summary>Packets of a thousand that line B loses.</summary>
    public int LostPerMilleB { get; init; }

    /// <summary>How much later line B is, in nanoseconds; less than 0: line A is later.</summary>
    public long SkewNs { get; init; } = DefaultSkewNs;

    /// <summary>The group and port of snapshots on line A: two addresses and 2000 ports on from its line.</summary>
    public UdpEndpoint SnapshotGroupA => Beside(GroupA, 1);

    /// <summary>The group and port of snapshots on line B.</summary>
    public UdpEndpoint SnapshotGroupB => Beside(GroupB, 1);

    /// <summary>The group and port of definitions on line A: four addresses and 4000 ports on from its line.</summary>
    public UdpEndpoint DefinitionGroupA => Beside(GroupA, 2);

    /// <summary>The group and port of definitions on line B.</summary>
    public UdpEndpoint DefinitionGroupB => Beside(GroupB, 2);

    /// <summary>The group and port of snapshots of orders on line A: six addresses and 6000 ports on from its line.</summary>
    public UdpEndpoint OrderSnapshotGroupA => Beside(GroupA, 3);

    /// <summary>The group and port of snapshots of orders on line B.</summary>
    public UdpEndpoint OrderSnapshotGroupB => Beside(GroupB, 3);

    /// <summary>From the start of a loop of definitions to that of the next, in milliseconds of the channel's time; 0 for none.</summary>
    public int DefinitionMs { get; init; }

    /// <summary>Whether there are loops of any kind.</summary>
    public bool HasLoops => SnapshotMs > 0 || DefinitionMs > 0 || OrderSnapshotMs > 0;

    /// <summary>From the start of a loop of snapshots to that of the next, in milliseconds of the channel's time; 0 for none.</summary>
    public int SnapshotMs { get; init; }

    /// <summary>The same of snapshots of orders; a schema version without orders has none.</summary>
    public int OrderSnapshotMs { get; init; }

    /// <summary>After how many packets the sequence starts again at 1, as another channel's day; 0 for never.</summary>
    public int RestartAt { get; init; }

    internal LineFaults FaultsA => new() { LostPerMille = LostPerMilleA, DelayNs = DelayNs + Math.Max(0, -SkewNs), JitterNs = 8_000 };

    internal LineFaults FaultsB => new() { LostPerMille = LostPerMilleB, DelayNs = DelayNs + Math.Max(0, SkewNs), JitterNs = 9_000 };

    /// <summary>The groups and their lines, as <see cref="Lines.LineMap.Parse(string)"/> takes them.</summary>
    /// <param name="channel">The channel's number, which is told where there are groups of several roles.</param>
    /// <returns>The text.</returns>
    public string ToText(int channel)
    {
        if (!HasLoops) return $"{GroupA}=A,{GroupB}=B";
        string text = Pair("incremental", GroupA, GroupB);
        if (SnapshotMs > 0) text += "," + Pair("snapshot", SnapshotGroupA, SnapshotGroupB);
        if (DefinitionMs > 0) text += "," + Pair("definitions", DefinitionGroupA, DefinitionGroupB);
        return OrderSnapshotMs > 0 ? text + "," + Pair("orderSnapshot", OrderSnapshotGroupA, OrderSnapshotGroupB) : text;

        string Pair(string role, UdpEndpoint a, UdpEndpoint b) => FormattableString.Invariant($"{a}={channel}/{role}/A,{b}={channel}/{role}/B");
    }

    /// <summary>The groups that there are, in the order in which they are numbered: both lines of the incremental feed, then of each kind of loops.</summary>
    /// <param name="channel">The channel's number.</param>
    public IReadOnlyList<(FeedGroup Feed, UdpEndpoint Group)> Groups(int channel)
    {
        List<(FeedGroup Feed, UdpEndpoint Group)> groups = [];
        foreach (FeedRole role in (ReadOnlySpan<FeedRole>)[FeedRole.Incremental, FeedRole.Snapshot, FeedRole.Definitions, FeedRole.OrderSnapshot])
        {
            if (!Has(role)) continue;
            foreach (Line line in (ReadOnlySpan<Line>)[Line.A, Line.B]) groups.Add((new FeedGroup(channel, role, line), GroupOf(role, line)));
        }

        return groups;
    }

    private bool Has(FeedRole role) => role switch
    {
        FeedRole.Snapshot => SnapshotMs > 0,
        FeedRole.Definitions => DefinitionMs > 0,
        FeedRole.OrderSnapshot => OrderSnapshotMs > 0,
        _ => true,
    };

    /// <summary>The group and port of a feed of the channel on a line.</summary>
    internal UdpEndpoint GroupOf(FeedRole role, Line line) => (role, line) switch
    {
        (FeedRole.Snapshot, Line.A) => SnapshotGroupA,
        (FeedRole.Snapshot, _) => SnapshotGroupB,
        (FeedRole.OrderSnapshot, Line.A) => OrderSnapshotGroupA,
        (FeedRole.OrderSnapshot, _) => OrderSnapshotGroupB,
        (FeedRole.Definitions, Line.A) => DefinitionGroupA,
        (FeedRole.Definitions, _) => DefinitionGroupB,
        (_, Line.A) => GroupA,
        _ => GroupB,
    };

    /// <summary>The switches that make these lines, each with a blank before it; none for what is as usual.</summary>
    internal string Switches()
    {
        CaptureLines usual = new CaptureLines();
        return Switch("group-a", GroupA, usual.GroupA) + Switch("group-b", GroupB, usual.GroupB) + Switch("loss-a", LostPerMilleA / 1000m, 0m)
            + Switch("loss-b", LostPerMilleB / 1000m, 0m) + Switch("skew-ns", SkewNs, DefaultSkewNs) + Switch("restart-at", RestartAt, 0)
            + Switch("snapshot-ms", SnapshotMs, 0) + Switch("definition-ms", DefinitionMs, 0)
            + Switch("order-snapshot-ms", OrderSnapshotMs, 0);
    }

    internal static string Switch<T>(string name, T value, T usual)
        where T : IEquatable<T> => value.Equals(usual) ? "" : FormattableString.Invariant($" --{name} {value}");

    private static UdpEndpoint Beside(UdpEndpoint group, int step) =>
        UdpEndpoint.OfIPv4((uint)group.Address + (2 * (uint)step), (ushort)(group.Port + (2000 * step)));

    internal static UdpEndpoint Endpoint(byte first, byte second, byte third, byte fourth, ushort port) =>
        UdpEndpoint.OfIPv4(((uint)first << 24) | ((uint)second << 16) | ((uint)third << 8) | fourth, port);
}
