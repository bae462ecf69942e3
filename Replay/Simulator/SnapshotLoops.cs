using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// The market recovery feed of a simulated channel: every so often a loop of snapshots, one for each instrument that has had an entry, in packets numbered
/// from 1, each as of the last packet that the incremental feed has given out.
/// </summary>
/// <param name="feed">The channel.</param>
/// <param name="options">What it does.</param>
/// <param name="intervalNs">From the start of a loop to that of the next, in nanoseconds of the channel's time.</param>
public sealed class SnapshotLoops(SimulatedFeed feed, SimulationOptions options, long intervalNs)
{
    private const long WireNs = 400;
    private readonly SnapshotEncoder _encoder = new(options);
    private readonly byte[] _packet = new byte[options.PacketBytesMax];
    private long _nextNs = options.StartNs + intervalNs;
    private int _length;

    /// <summary>The packets of the loop that is due, if one is: to be asked behind every packet of the incremental feed.</summary>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public IReadOnlyList<SimulatedPacket> Due(long nowNs)
    {
        if (nowNs < _nextNs) return [];
        _nextNs = nowNs + intervalNs;
        return Loop(nowNs);
    }

    /// <summary>A loop as of now.</summary>
    /// <param name="nowNs">The channel's time, nanoseconds since the Unix epoch.</param>
    public IReadOnlyList<SimulatedPacket> Loop(long nowNs)
    {
        List<SimulatedPacket> packets = [];
        SimulatedInstrument[] active = [.. feed.Instruments.Where(static instrument => instrument.Truth is { RptSeq: > 0, IsDeleted: false })];
        _length = CmeMdp3.PacketHeaderBytes;
        foreach (SimulatedInstrument instrument in active)
        {
            ReadOnlySpan<byte> message = _encoder.Encode(instrument, feed.SeqNum, active.Length, nowNs);
            if (_length + message.Length > _packet.Length) Flush(packets, nowNs);
            message.CopyTo(_packet.AsSpan(_length));
            _length += message.Length;
        }

        Flush(packets, nowNs);
        return packets;
    }

    private void Flush(List<SimulatedPacket> packets, long nowNs)
    {
        if (_length == CmeMdp3.PacketHeaderBytes) return;
        uint seqNum = (uint)packets.Count + 1;
        long sentNs = nowNs + (packets.Count * WireNs);
        BinaryPrimitives.WriteUInt32LittleEndian(_packet, seqNum);
        BinaryPrimitives.WriteInt64LittleEndian(_packet.AsSpan(4), sentNs);
        packets.Add(new SimulatedPacket(seqNum, sentNs, _packet.AsSpan(0, _length).ToArray()) { Session = options.Session });
        _length = CmeMdp3.PacketHeaderBytes;
    }
}
