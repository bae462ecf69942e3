using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Puts the messages of a loop into packets that are numbered from 1, several to a packet.</summary>
/// <param name="options">What the channel does.</param>
/// <param name="nowNs">When the loop begins, nanoseconds since the Unix epoch.</param>
internal sealed class LoopPackets(SimulationOptions options, long nowNs)
{
    private const long WireNs = 400;
    private readonly List<SimulatedPacket> _packets = [];
    private readonly byte[] _packet = new byte[options.PacketBytesMax];
    private int _length = CmeMdp3.PacketHeaderBytes;

    /// <summary>Adds a message with its frame.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (_length + message.Length > _packet.Length) Flush();
        message.CopyTo(_packet.AsSpan(_length));
        _length += message.Length;
    }

    /// <summary>The packets of the loop, which ends.</summary>
    public IReadOnlyList<SimulatedPacket> End()
    {
        Flush();
        return _packets;
    }

    private void Flush()
    {
        if (_length == CmeMdp3.PacketHeaderBytes) return;
        uint seqNum = (uint)_packets.Count + 1;
        long sentNs = nowNs + (_packets.Count * WireNs);
        BinaryPrimitives.WriteUInt32LittleEndian(_packet, seqNum);
        BinaryPrimitives.WriteInt64LittleEndian(_packet.AsSpan(4), sentNs);
        _packets.Add(new SimulatedPacket(seqNum, sentNs, _packet.AsSpan(0, _length).ToArray()) { Session = options.Session });
        _length = CmeMdp3.PacketHeaderBytes;
    }
}
