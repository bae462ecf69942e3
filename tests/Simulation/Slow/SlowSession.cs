using System.Buffers.Binary;

namespace FeedHandler.Simulation.Slow;

/// <summary>A whole packet of the incremental feed, with what it says.</summary>
internal sealed record SlowPacket(uint SeqNum, long TimeNs, List<Said> Said)
{
    public static SlowPacket? Of(ReadOnlySpan<byte> bytes) => SlowReader.Read(bytes) is not { } said
        ? null
        : new SlowPacket(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]), said);
}

/// <summary>One run of the sequence: every packet that came, what the loops said, and the state behind each number, made again whenever more is known.</summary>
/// <param name="before">The last state of the run before; null for the first.</param>
internal sealed class SlowSession(SlowState? before)
{
    private const uint NearPackets = 1000;
    private const long NearNs = 600_000_000_000;
    private readonly SortedDictionary<uint, SlowPacket> _packets = [];
    private readonly Dictionary<uint, SlowState> _states = [];
    private readonly Dictionary<uint, List<SnapshotSaid>> _snapshots = []; // by the last packet that they include
    private readonly List<(uint? At, DefinitionSaid Said)> _definitions = []; // at no number those of before the first packet
    private uint _first;
    private uint _last;

    public long StartNs => _packets.Values.First().TimeNs;

    public SlowPacket? Packet(uint seqNum) => _packets.GetValueOrDefault(seqNum);

    /// <summary>The state behind the last number.</summary>
    public SlowState? Last => At(_last);

    /// <summary>The state behind a number, or null when no packet came of it or of a later one.</summary>
    public SlowState? At(uint seqNum) => _states.GetValueOrDefault(seqNum);

    /// <summary>Whether it had begun by then; the first had, whenever it was joined: a snapshot may be of the packet in front.</summary>
    public bool IsOpenAt(long timeNs) => before is null || _packets.Count == 0 || timeNs >= StartNs;

    /// <summary>Whether a packet can be of this run: near by number, and sent before those behind it and after those in front.</summary>
    public bool Fits(SlowPacket packet)
    {
        if (_packets.Count == 0) return true;
        long lastNs = _packets[_last].TimeNs;
        if (packet.SeqNum > _last) return packet.SeqNum - _last <= NearPackets && packet.TimeNs >= lastNs && packet.TimeNs - lastNs <= NearNs;
        bool isNear = _last - packet.SeqNum <= NearPackets && packet.TimeNs <= lastNs && packet.TimeNs >= StartNs - NearNs;
        return isNear && Neighbours(packet.SeqNum).All(other => AreInOrder(packet, other));
    }

    public void Take(SlowPacket packet)
    {
        if (!_packets.TryAdd(packet.SeqNum, packet)) return;
        bool isFirst = _packets.Count == 1;
        uint from = isFirst ? packet.SeqNum : Math.Min(packet.SeqNum, _last + 1);
        if (isFirst || packet.SeqNum < _first) _first = packet.SeqNum;
        if (isFirst || packet.SeqNum > _last) _last = packet.SeqNum;
        MakeStates(from == _first ? _first - 1 : from);
    }

    /// <summary>Takes what a loop says of a packet's moment.</summary>
    public void Take(SnapshotSaid said)
    {
        if (!_snapshots.TryGetValue(said.LastSeqNum, out List<SnapshotSaid>? all)) _snapshots[said.LastSeqNum] = all = [];
        all.Add(said);
        if (At(said.LastSeqNum) is { } state && Needs(state.Find(said.SecurityId), said)) MakeStates(said.LastSeqNum);
    }

    /// <summary>Takes a definition of the loop, which is as of now, but for its status: that is as of when it was made.</summary>
    public void Take(DefinitionSaid said)
    {
        DefinitionSaid told = said with { Status = null };
        if (_definitions.Exists(other => other.Said == told)) return;
        bool isOfTheStart = _packets.Count == 0 || said.LastUpdateNs <= StartNs; // it was so before the first packet that came
        _definitions.Add((isOfTheStart ? null : _last, told));
        if (_packets.Count > 0) MakeStates(isOfTheStart ? _first - 1 : _last);
    }

    /// <summary>What a later run began with: loops that were ahead of it.</summary>
    public IEnumerable<SnapshotSaid> SnapshotsSince(long startNs) => _snapshots.Values.SelectMany(static all => all).Where(said => said.TimeNs >= startNs);

    private static bool Needs(SlowInstrument? instrument, SnapshotSaid said) => said is OrderSnapshotSaid
        ? instrument?.Orders is null
        : instrument is not { IsWhole: true, Status: not null, IsVolumeKnown: true }
            || Enum.GetValues<SlowStatistic>().Any(kind => !instrument.TryGetStatistic(kind, out _));

    private IEnumerable<SlowPacket> Neighbours(uint seqNum)
    {
        if (_packets.TryGetValue(seqNum - 1, out SlowPacket? before)) yield return before;
        if (_packets.TryGetValue(seqNum + 1, out SlowPacket? behind)) yield return behind;
    }

    private static bool AreInOrder(SlowPacket one, SlowPacket other) =>
        one.SeqNum.CompareTo(other.SeqNum) == one.TimeNs.CompareTo(other.TimeNs) || one.TimeNs == other.TimeNs;

    // From a number on, whose packet or snapshot is new.
    private void MakeStates(uint from)
    {
        for (uint seqNum = from; seqNum != _last + 1; seqNum++)
        {
            bool isBefore = seqNum == _first - 1;
            SlowState state = isBefore ? Base(_first == 1) : _states[seqNum - 1].Next(Packet(seqNum)?.Said);
            foreach ((uint? at, DefinitionSaid said) in _definitions)
            {
                if (at == seqNum || (isBefore && at is null)) state = Define(state, said);
            }

            _states[seqNum] = Heal(state, seqNum);
        }
    }

    private SlowState Base(bool isFromStart) => before is null ? new SlowState(isFromStart) : before.Again(isFromStart);

    private static SlowState Define(SlowState state, DefinitionSaid said) =>
        state.Find(said.SecurityId)?.Definition?.LastUpdateNs >= said.LastUpdateNs ? state : state.With(next => next.Apply(said));

    private SlowState Heal(SlowState state, uint seqNum)
    {
        if (!_snapshots.TryGetValue(seqNum, out List<SnapshotSaid>? all)) return state;
        foreach (BookSnapshotSaid said in all.OfType<BookSnapshotSaid>())
            state = Needs(state.Find(said.SecurityId), said) ? state.With(next => next.Own(said.SecurityId).Apply(said)) : state;
        foreach (IGrouping<int, OrderSnapshotSaid> parts in all.OfType<OrderSnapshotSaid>().GroupBy(static said => said.SecurityId))
        {
            OrderSnapshotSaid[] chunks = [.. parts.DistinctBy(static part => part.Chunk)];
            if (chunks.Length != chunks[0].ChunkCount || state.Find(parts.Key)?.Orders is not null) continue;
            state = state.With(next => next.Own(parts.Key).Apply(chunks.SelectMany(static part => part.Orders)));
        }

        return state;
    }
}
