using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Slow;

/// <summary>
/// A feed handler for one channel that is meant to be right and nothing else, written from the protocol and not from the product: it keeps every packet and
/// every snapshot, and makes its states again whenever one comes late. What it claims of a packet is what anybody could know who had what came so far.
/// </summary>
internal sealed class SlowHandler
{
    private const long NearNs = 60_000_000_000;
    private readonly List<SlowSession> _sessions = [new(null)];
    private readonly List<SlowPacket> _aside = [];

    private SlowSession Current => _sessions[^1];

    /// <summary>What can be known behind a packet; null when nothing came of it or of a later one.</summary>
    /// <param name="session">How often the sequence had started again.</param>
    /// <param name="seqNum">The packet's number.</param>
    public SlowState? At(int session, uint seqNum) => session < _sessions.Count ? _sessions[session].At(seqNum) : null;

    /// <summary>What a packet says; null when it did not come whole.</summary>
    public IReadOnlyList<Said>? Packet(int session, uint seqNum) => session < _sessions.Count ? _sessions[session].Packet(seqNum)?.Said : null;

    /// <summary>Takes a packet of the incremental feed, by whichever line it came.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (SlowPacket.Of(bytes) is not { } packet) return;
        if (Current.Fits(packet)) Current.Take(packet);
        else if (_aside.Find(other => AreOfOne(packet, other)) is { } other) Restart(other, packet);
        else _aside.Add(packet);
    }

    /// <summary>Takes a packet that was sent again: it is of this session, or of none.</summary>
    public void TakeAgain(ReadOnlySpan<byte> bytes)
    {
        if (SlowPacket.Of(bytes) is { } packet && Current.Fits(packet)) Current.Take(packet);
    }

    /// <summary>Takes a packet of a loop, of snapshots, of orders or of definitions.</summary>
    public void TakeLoop(ReadOnlySpan<byte> bytes)
    {
        if (SlowReader.Read(bytes) is not { } all) return;
        foreach (Said said in all)
        {
            if (said is SnapshotSaid snapshot && SessionOf(snapshot) is { } session) session.Take(snapshot);
            else if (said is DefinitionSaid definition) Current.Take(definition);
        }
    }

    /// <summary>Takes whatever arrives.</summary>
    public void Take(in Arrival arrival)
    {
        if (arrival.Role == Core.Packets.FeedRole.Incremental) Take(arrival.Bytes.Span);
        else TakeLoop(arrival.Bytes.Span);
    }

    // One packet that fits nowhere says nothing: a second one that belongs to it does.
    private static bool AreOfOne(SlowPacket one, SlowPacket other)
    {
        if (one.SeqNum == other.SeqNum) return one.TimeNs == other.TimeNs;
        (SlowPacket before, SlowPacket behind) = one.SeqNum < other.SeqNum ? (one, other) : (other, one);
        return behind.SeqNum - before.SeqNum <= 8 && behind.TimeNs >= before.TimeNs && behind.TimeNs - before.TimeNs <= NearNs;
    }

    private void Restart(SlowPacket one, SlowPacket other)
    {
        _aside.Add(other);
        if (one.TimeNs < Current.StartNs || other.TimeNs < Current.StartNs) return; // of a session that is over
        SlowSession before = Current;
        _sessions.Add(new SlowSession(before.Last));
        IEnumerable<SlowPacket> first = _aside.Where(packet => AreOfOne(packet, one) || AreOfOne(packet, other));
        foreach (SlowPacket packet in first.OrderBy(static packet => packet.SeqNum)) Current.Take(packet);
        foreach (SnapshotSaid said in before.SnapshotsSince(Current.StartNs)) Current.Take(said);
        _aside.Clear();
    }

    private SlowSession? SessionOf(SnapshotSaid said) => _sessions.FindLast(session => session.IsOpenAt(said.TimeNs));
}
