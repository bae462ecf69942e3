using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Simulator;

/// <summary>The lines of a served channel: what is lost on each, by how much one is later, and what waits for its time.</summary>
internal sealed class ServedLines
{
    private readonly PriorityQueue<ServedPacket, (long DueNs, long Order)> _waiting = new();
    private readonly Dictionary<(FeedRole Role, Line Line), int> _groups = [];
    private readonly ServedGroup[] _counts;
    private readonly SeededRandom[] _random;
    private readonly LineFaults _faultsA;
    private readonly LineFaults _faultsB;
    private readonly long _skewNs;
    private long _order;

    public ServedLines(CaptureLines lines, int channel, ulong seed)
    {
        IReadOnlyList<(FeedGroup Feed, Frames.UdpEndpoint Group)> groups = lines.Groups(channel);
        _counts = new ServedGroup[groups.Count];
        _random = new SeededRandom[groups.Count];
        for (int group = 0; group < groups.Count; group++)
        {
            _groups[(groups[group].Feed.Role, groups[group].Feed.Line)] = group;
            _counts[group] = new ServedGroup(groups[group].Feed);
            _random[group] = new SeededRandom(new SeededRandom(seed + (ulong)group).Next());
        }

        (_faultsA, _faultsB, _skewNs) = (lines.FaultsA, lines.FaultsB, lines.SkewNs);
    }

    /// <summary>What became of the packets of each group.</summary>
    public IReadOnlyList<ServedGroup> Counts => _counts;

    /// <summary>Puts a packet on both lines, unless it is lost there.</summary>
    public void Add(FeedRole role, ReadOnlyMemory<byte> bytes, long dueNs)
    {
        Add(_groups[(role, Line.A)], _faultsA, bytes, dueNs + Math.Max(0, -_skewNs));
        Add(_groups[(role, Line.B)], _faultsB, bytes, dueNs + Math.Max(0, _skewNs));
    }

    /// <summary>When the first that waits is due.</summary>
    public bool TryPeek(out long dueNs)
    {
        bool isThere = _waiting.TryPeek(out _, out (long DueNs, long Order) first);
        dueNs = first.DueNs;
        return isThere;
    }

    /// <summary>The first that waits.</summary>
    public ServedPacket Take()
    {
        ServedPacket packet = _waiting.Dequeue();
        _counts[packet.Group].Count(packet.Bytes.Length);
        return packet;
    }

    private void Add(int group, LineFaults faults, ReadOnlyMemory<byte> bytes, long dueNs)
    {
        if (_random[group].PerMille(faults.LostPerMille)) _counts[group].Lose();
        else _waiting.Enqueue(new ServedPacket(group, dueNs, bytes), (dueNs, _order++));
    }
}

/// <summary>A packet of a served channel on its way out.</summary>
/// <param name="Group">Its group, by the place in <see cref="CaptureLines.Groups"/>.</param>
/// <param name="DueNs">When it is to be sent, nanoseconds since the Unix epoch.</param>
/// <param name="Bytes">The UDP payload.</param>
public readonly record struct ServedPacket(int Group, long DueNs, ReadOnlyMemory<byte> Bytes);

/// <summary>What was published on a group. Who serves writes; others may read while it runs and see slightly old counts.</summary>
/// <param name="feed">What the group carries.</param>
public sealed class ServedGroup(FeedGroup feed)
{
    private long _packetCount;
    private long _byteCount;
    private long _lostCount;

    /// <summary>What it carries.</summary>
    public FeedGroup Feed => feed;

    /// <summary>Packets that were sent.</summary>
    public long PacketCount => Volatile.Read(ref _packetCount);

    /// <summary>Their payload.</summary>
    public long ByteCount => Volatile.Read(ref _byteCount);

    /// <summary>Packets that were lost on purpose.</summary>
    public long LostCount => Volatile.Read(ref _lostCount);

    internal void Count(int byteCount)
    {
        Volatile.Write(ref _packetCount, _packetCount + 1);
        Volatile.Write(ref _byteCount, _byteCount + byteCount);
    }

    internal void Lose() => Volatile.Write(ref _lostCount, _lostCount + 1);
}
