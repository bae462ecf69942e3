using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>
/// The packets of a rate benchmark with their captured times: of one channel's incremental lines, of the longest session of it, in order, each number once on
/// a line, so that a number tells when its packet was due. What is not of that is left out and counted.
/// </summary>
internal sealed class RatePackets
{
    private readonly PacketStore _store;
    private readonly FeedMap _map;
    private readonly RateSession _session;

    private RatePackets(PacketStore store, FeedMap map, RateSession session) => (_store, _map, _session) = (store, map, session);

    /// <summary>The lines that carry anything, in their order.</summary>
    public IReadOnlyList<Line> Lines => [.. _session.Packets.Select(packet => _map[packet.Group].Line).Distinct().Order()];

    /// <summary>How many packets are sent, of all lines.</summary>
    public int Count => _session.Packets.Count;

    /// <summary>How many were left out: of other groups, copies, out of order, of another session, or behind the limits.</summary>
    public int LeftOutCount => _store.Count - Count;

    /// <summary>From the first to the last as captured, in nanoseconds.</summary>
    public long DurationNs => Count == 0 ? 0 : _session.Packets[^1].OffsetNs;

    /// <summary>Chooses packets.</summary>
    /// <param name="store">What was captured; it is read while anything is sent.</param>
    /// <param name="map">What its groups are.</param>
    /// <param name="countMax">How many to take at most, of all lines.</param>
    /// <param name="durationNsMax">How much captured time to take at most, in nanoseconds.</param>
    public static RatePackets Choose(PacketStore store, FeedMap map, int countMax, long durationNsMax)
    {
        int channel = -1;
        RateSession longest = new(map.GroupCount, countMax, durationNsMax);
        RateSession session = longest;
        for (int i = 0; i < store.Count; i++)
        {
            Packet packet = store[i];
            if (map[packet.Group].Role != FeedRole.Incremental || !CmeMdp3.TryReadHeader(packet.Bytes, out PacketHeader header)) continue;
            if (channel < 0) channel = map.ChannelOf(packet.Group);
            if (map.ChannelOf(packet.Group) != channel) continue;
            if (session.IsEndedBy(header, packet.Group)) session = new RateSession(map.GroupCount, countMax, durationNsMax);
            session.Offer(header, packet, i);
            if (session.Packets.Count > longest.Packets.Count) longest = session;
        }

        return new RatePackets(store, map, longest);
    }

    /// <summary>What one set of lines is sent, with its times.</summary>
    /// <param name="lines">The lines.</param>
    public RateSchedule ScheduleOf(RateLines lines)
    {
        List<RatePacket> chosen = [];
        long? startNs = null;
        foreach (RatePacket packet in _session.Packets)
        {
            int place = lines.IndexOf(_map[packet.Group].Line);
            if (place >= 0) chosen.Add(packet with { Group = place, OffsetNs = packet.OffsetNs - (startNs ??= packet.OffsetNs) });
        }

        int channelId = chosen.Count == 0 ? 0 : _map[_session.Packets[0].Group].ChannelId;
        return new RateSchedule(_store, chosen, lines.Lines, channelId);
    }
}

/// <summary>A packet that is sent.</summary>
/// <param name="Index">Its place in the store.</param>
/// <param name="Group">Its group.</param>
/// <param name="Number">Its number.</param>
/// <param name="OffsetNs">When it was captured, from the first one, in nanoseconds; never less than of the one before.</param>
internal readonly record struct RatePacket(int Index, int Group, ulong Number, long OffsetNs);

/// <summary>What is taken of one session of a channel: the numbers of a venue begin anew behind it.</summary>
/// <param name="groupCount">How many groups there are.</param>
/// <param name="countMax">How many packets to take at most.</param>
/// <param name="durationNsMax">How much captured time to take at most, in nanoseconds.</param>
internal sealed class RateSession(int groupCount, int countMax, long durationNsMax)
{
    // A number that is further from the first is nobody's: the table of times has so much room.
    private const ulong SpanMax = 4_000_000;
    private readonly (ulong Number, long SentNs)[] _last = new (ulong, long)[groupCount];
    private (long RxNs, long SentNs, ulong Number) _first;

    /// <summary>The packets in the order in which they were captured.</summary>
    public List<RatePacket> Packets { get; } = [];

    /// <summary>Whether a packet is of another session: its number is one that was, and it was sent later than all of its line.</summary>
    public bool IsEndedBy(in PacketHeader header, int group) =>
        Packets.Count > 0 && header.First <= _last[group].Number && header.SendingTimeNs > _last[group].SentNs;

    /// <summary>Takes a packet where it is in order and within the limits.</summary>
    public void Offer(in PacketHeader header, in Packet packet, int index)
    {
        if (Packets.Count == 0) _first = (packet.RxNs, header.SendingTimeNs, header.First);
        bool isOld = header.First <= _last[packet.Group].Number || header.First < _first.Number || header.SendingTimeNs < _first.SentNs;
        if (isOld || header.First - _first.Number >= SpanMax || Packets.Count >= countMax) return;
        long offsetNs = Math.Max(packet.RxNs - _first.RxNs, Packets.Count == 0 ? 0 : Packets[^1].OffsetNs);
        if (offsetNs > durationNsMax) return;
        _last[packet.Group] = (header.First, header.SendingTimeNs);
        Packets.Add(new RatePacket(index, packet.Group, header.First, offsetNs));
    }
}
