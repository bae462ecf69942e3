using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>
/// The packets of a run and when each was captured, from the first of them. Packets go out byte for byte as they were captured; by its number whoever receives
/// one knows when it was due.
/// </summary>
internal sealed class RateSchedule
{
    private const long Never = -1;
    private readonly PacketStore _store;
    private readonly IReadOnlyList<RatePacket> _packets;
    private readonly ulong _firstNumber;
    private readonly long[][] _byGroup;
    private readonly long[] _earliest;

    /// <summary>Makes tables of times.</summary>
    /// <param name="store">Where the packets are.</param>
    /// <param name="packets">The packets, by groups from 0.</param>
    /// <param name="lines">The lines, by group.</param>
    /// <param name="channelId">Their channel.</param>
    public RateSchedule(PacketStore store, IReadOnlyList<RatePacket> packets, IReadOnlyList<Line> lines, int channelId)
    {
        (_store, _packets) = (store, packets);
        Map = new FeedMap([.. lines.Select(line => new FeedGroup(channelId, FeedRole.Incremental, line))]);
        _firstNumber = packets.Count == 0 ? 0 : packets.Min(static packet => packet.Number);
        int span = packets.Count == 0 ? 0 : (int)(packets.Max(static packet => packet.Number) - _firstNumber) + 1;
        _byGroup = [.. lines.Select(_ => Filled(span))];
        _earliest = Filled(span);
        foreach (RatePacket packet in packets)
        {
            ulong place = packet.Number - _firstNumber;
            _byGroup[packet.Group][place] = packet.OffsetNs;
            if (_earliest[place] == Never) _earliest[place] = packet.OffsetNs;
        }

        NumberCount = _earliest.Count(static offsetNs => offsetNs != Never);
    }

    /// <summary>What the groups are that are sent.</summary>
    public FeedMap Map { get; }

    /// <summary>How many packets are sent.</summary>
    public int Count => _packets.Count;

    /// <summary>How many numbers there are: what a feed that loses nothing delivers.</summary>
    public int NumberCount { get; }

    /// <summary>Brings the packets, each with its time in the place of the time of receipt.</summary>
    public RateSource NewSource() => new(_store, _packets);

    /// <summary>When a packet was due, in nanoseconds of captured time from the first.</summary>
    /// <param name="bytes">The packet as it came.</param>
    /// <param name="group">Its group.</param>
    /// <param name="offsetNs">The time.</param>
    /// <returns>False for a packet that is none of those that are sent.</returns>
    public bool TryFind(ReadOnlySpan<byte> bytes, int group, out long offsetNs)
    {
        offsetNs = Never;
        return CmeMdp3.TryReadHeader(bytes, out PacketHeader header) && TryFind(_byGroup[group], (uint)header.First, out offsetNs);
    }

    /// <summary>When a number was due on the first of the lines, in nanoseconds of captured time from the first packet.</summary>
    /// <param name="number">The number, in its lower 32 bits.</param>
    /// <param name="offsetNs">The time.</param>
    public bool TryFind(uint number, out long offsetNs) => TryFind(_earliest, number, out offsetNs);

    private bool TryFind(long[] offsets, uint number, out long offsetNs)
    {
        uint place = number - (uint)_firstNumber;
        offsetNs = place < (uint)offsets.Length ? offsets[place] : Never;
        return offsetNs != Never;
    }

    private static long[] Filled(int count)
    {
        long[] offsets = new long[count];
        Array.Fill(offsets, Never);
        return offsets;
    }
}

/// <summary>Brings the packets of a schedule to a publisher, once.</summary>
/// <param name="store">Where they are.</param>
/// <param name="packets">Which, in their order.</param>
internal sealed class RateSource(PacketStore store, IReadOnlyList<RatePacket> packets) : IReceiver
{
    private int _next;

    /// <inheritdoc/>
    public bool IsCompleted => _next == packets.Count;

    /// <inheritdoc/>
    public long DropCount => 0;

    /// <inheritdoc/>
    public int Poll<THandler>(ref THandler handler, int packetLimit)
        where THandler : struct, IPacketHandler
    {
        int count = Math.Min(packetLimit, packets.Count - _next);
        for (int i = 0; i < count; i++)
        {
            RatePacket packet = packets[_next++];
            handler.OnPacket(new Packet(store[packet.Index].Bytes, packet.OffsetNs + 1, packet.Group)); // 0 would be no time
        }

        return count;
    }

    /// <inheritdoc/>
    public void LookForDrops()
    {
    }
}
