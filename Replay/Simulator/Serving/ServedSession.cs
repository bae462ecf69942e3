using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>One run of the sequence of a served channel: its exchange, and the loops that are made of what that has published.</summary>
internal sealed class ServedSession
{
    // Between two packets of a loop, so that one of a thousand instruments does not come all at once.
    public const long LoopPacketNs = 20_000;
    private const int NsPerMs = 1_000_000;
    private readonly List<ServedLoop> _loops = [];
    private readonly DefinitionLoops _definitions;
    private readonly long _packetCountMax;

    public ServedSession(SimulationOptions options, CaptureLines lines, long packetCountMax)
    {
        Options = options;
        Feed = new SimulatedFeed(options);
        _packetCountMax = packetCountMax;
        _definitions = new DefinitionLoops(options, intervalNs: 0);
        SnapshotLoops levels = new(Feed, options, intervalNs: 0);
        SnapshotLoops orders = new(Feed, options, intervalNs: 0) { IsOfOrders = true };
        AddLoop(FeedRole.Definitions, lines.DefinitionMs, _definitions.Loop);
        AddLoop(FeedRole.Snapshot, lines.SnapshotMs, levels.Loop);
        AddLoop(FeedRole.OrderSnapshot, lines.OrderSnapshotMs, orders.Loop);
    }

    public SimulationOptions Options { get; }

    public SimulatedFeed Feed { get; }

    /// <summary>Whether no other follows, so that its sequence goes on to the close.</summary>
    public bool IsLast { get; set; }

    /// <summary>When the next loop begins, nanoseconds since the Unix epoch.</summary>
    public long NextLoopNs
    {
        get
        {
            long nextNs = long.MaxValue;
            foreach (ServedLoop loop in _loops) nextNs = Math.Min(nextNs, loop.NextNs);
            return nextNs;
        }
    }

    /// <summary>When the next packet of the incremental feed is sent; false at the end of the sequence.</summary>
    public bool TryPeek(out long sendingTimeNs)
    {
        sendingTimeNs = 0;
        return (IsLast || Feed.SeqNum < _packetCountMax) && Feed.TryPeek(out sendingTimeNs);
    }

    /// <summary>The next packet of the incremental feed, which is there.</summary>
    public SimulatedPacket Next()
    {
        Feed.TryNext(out SimulatedPacket packet);
        _definitions.Note(Feed.Said);
        return packet;
    }

    /// <summary>The packets of the loop that is due first.</summary>
    public (FeedRole Role, IReadOnlyList<SimulatedPacket> Packets) Loop()
    {
        ServedLoop first = _loops[0];
        foreach (ServedLoop loop in _loops)
        {
            if (loop.NextNs < first.NextNs) first = loop;
        }

        IReadOnlyList<SimulatedPacket> packets = first.Make(first.NextNs);
        first.NextNs += Math.Max(first.IntervalNs, (packets.Count + 1) * LoopPacketNs);
        return (first.Role, packets);
    }

    private void AddLoop(FeedRole role, int intervalMs, Func<long, IReadOnlyList<SimulatedPacket>> make)
    {
        long intervalNs = (long)intervalMs * NsPerMs;
        if (intervalNs > 0) _loops.Add(new ServedLoop(role, intervalNs, make) { NextNs = Options.StartNs + intervalNs });
    }

    private sealed class ServedLoop(FeedRole role, long intervalNs, Func<long, IReadOnlyList<SimulatedPacket>> make)
    {
        public FeedRole Role => role;

        public long IntervalNs => intervalNs;

        public Func<long, IReadOnlyList<SimulatedPacket>> Make => make;

        public long NextNs { get; set; }
    }
}
