using System.Buffers.Binary;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Venues;

namespace FeedHandler.Core.Tests.Arbitration;

/// <summary>A venue whose packets are a number, a time and a byte that says whether the packet is whole.</summary>
internal readonly struct NumberedVenue : IVenue
{
    public const int PacketBytes = 13;

    public static string Name => "numbered";

    public static int SequenceBits => 32;

    public static ulong FirstNumber => 1;

    public static string MessageName(ushort templateId) => "none";

    public static byte[] Packet(uint number, long sendingTimeNs, bool isWhole = true)
    {
        byte[] packet = new byte[PacketBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, number);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(4), sendingTimeNs);
        packet[12] = isWhole ? (byte)1 : (byte)0;
        return packet;
    }

    public static bool TryReadHeader(ReadOnlySpan<byte> packet, out PacketHeader header)
    {
        header = default;
        if (packet.Length < PacketBytes - 1) return false;
        header.First = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        header.Count = 1;
        header.SendingTimeNs = BinaryPrimitives.ReadInt64LittleEndian(packet[4..]) & long.MaxValue;
        return true;
    }

    public static bool IsWhole(ReadOnlySpan<byte> packet) => packet.Length >= PacketBytes && packet[12] == 1;

    public static TemplateClass ClassOf(ReadOnlySpan<byte> packet) => TemplateClass.Other;
}
