using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>The ways in which a packet can be harmed.</summary>
internal sealed class PacketDamage(SeededRandom random)
{
    private const int PacketHeaderBytes = CmeMdp3.PacketHeaderBytes;
    private const int TimeOffset = 4;
    private const int FarPackets = 10_000;
    private const long HourNs = 3_600_000_000_000;

    /// <summary>Changes a byte behind the packet header: a checksum guards that on a real line, and a wrong number is a fault of its own.</summary>
    public ReadOnlyMemory<byte> ChangeByte(ReadOnlyMemory<byte> bytes)
    {
        byte[] changed = bytes.ToArray();
        changed[random.Between(PacketHeaderBytes, changed.Length - 1)] ^= (byte)random.Between(1, 255);
        return changed;
    }

    /// <summary>Cuts a packet inside its header or inside a message.</summary>
    public ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> bytes)
    {
        int length = random.Between(1, bytes.Length - 1);
        return bytes[..(IsBoundary(bytes.Span, length) ? length - 1 : length)];
    }

    /// <summary>Moves the number thousands ahead or, where there is room, behind.</summary>
    public ReadOnlyMemory<byte> ForgeNumber(ReadOnlyMemory<byte> bytes)
    {
        byte[] changed = bytes.ToArray();
        if (changed.Length < TimeOffset) return changed;
        uint seqNum = BinaryPrimitives.ReadUInt32LittleEndian(changed);
        uint distance = (uint)random.Between(FarPackets, FarPackets * 100);
        bool isAhead = random.PerMille(500) || seqNum <= distance;
        BinaryPrimitives.WriteUInt32LittleEndian(changed, isAhead ? seqNum + distance : seqNum - distance);
        return changed;
    }

    /// <summary>Moves the sending time hours ahead or behind.</summary>
    public ReadOnlyMemory<byte> ForgeTime(ReadOnlyMemory<byte> bytes)
    {
        byte[] changed = bytes.ToArray();
        if (changed.Length < PacketHeaderBytes) return changed;
        Span<byte> time = changed.AsSpan(TimeOffset);
        long distanceNs = HourNs * random.Between(1, 100) * (random.PerMille(500) ? 1 : -1);
        BinaryPrimitives.WriteInt64LittleEndian(time, BinaryPrimitives.ReadInt64LittleEndian(time) + distanceNs);
        return changed;
    }

    private static bool IsBoundary(ReadOnlySpan<byte> packet, int length)
    {
        int offset = PacketHeaderBytes;
        CmeMessages messages = new(packet);
        while (offset < length && messages.MoveNext()) offset += messages.Current.FrameBytes;
        return offset == length;
    }
}
