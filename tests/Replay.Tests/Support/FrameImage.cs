namespace FeedHandler.Replay.Tests.Support;

/// <summary>Frames, header by header, written independently of the product's writer. Each header wraps what follows it.</summary>
internal static class FrameImage
{
    public const uint SourceAddress = 0x0A010203;
    public const uint GroupAddress = 0xE0001F40;
    public const ushort SourcePort = 40001;
    public const ushort GroupPort = 14340;

    /// <summary>The low half of the group's IPv6 address; the high half is FF02 and zeros.</summary>
    public const ulong GroupAddress6 = 0x0000_0000_0000_1234;

    public static readonly byte[] Payload = [.. "market data"u8];

    public static byte[] Udp(ReadOnlySpan<byte> payload, int? length = null) =>
        new WireWriter(true).U16(SourcePort).U16(GroupPort).U16((ushort)(length ?? (payload.Length + 8))).U16(0).Bytes(payload).ToArray();

    public static byte[] IPv4(
        ReadOnlySpan<byte> payload, byte protocol = 17, int optionWords = 0, ushort fragment = 0x4000, int? totalLength = null, byte version = 4, int? headerWords = null)
    {
        int words = 5 + optionWords;
        WireWriter packet = new WireWriter(true).U8((byte)((version << 4) | (headerWords ?? words))).U8(0)
            .U16((ushort)(totalLength ?? ((words * 4) + payload.Length)))
            .U16(1).U16(fragment).U8(16).U8(protocol).U16(0).U32(SourceAddress).U32(GroupAddress);
        for (int i = 0; i < optionWords; i++) packet.U32(0x01010101);
        return packet.Bytes(payload).ToArray();
    }

    public static byte[] IPv6(ReadOnlySpan<byte> payload, byte nextHeader = 17, int? payloadLength = null) => new WireWriter(true)
        .U32(0x6000_0000).U16((ushort)(payloadLength ?? payload.Length)).U8(nextHeader).U8(16)
        .U32(0xFE80_0000).U32(0).U32(0).U32(1)
        .U32(0xFF02_0000).U32(0).I64((long)GroupAddress6)
        .Bytes(payload).ToArray();

    public static byte[] Ethernet(ReadOnlySpan<byte> payload, ushort type = 0x0800) =>
        new WireWriter(true).Bytes(1, 0, 0x5E, 0, 0x1F, 0x40, 2, 0, 0, 0, 0, 1).U16(type).Bytes(payload).ToArray();

    public static byte[] Tag(ushort nextType, ReadOnlySpan<byte> payload) => new WireWriter(true).U16(0x6005).U16(nextType).Bytes(payload).ToArray();

    public static byte[] Cooked(ReadOnlySpan<byte> payload, ushort type = 0x0800) =>
        new WireWriter(true).U16(2).U16(1).U16(6).Bytes(2, 0, 0, 0, 0, 1, 0, 0).U16(type).Bytes(payload).ToArray();

    public static byte[] Cooked2(ReadOnlySpan<byte> payload, ushort type = 0x0800) =>
        new WireWriter(true).U16(type).U16(0).U32(3).U16(1).U8(2).U8(6).Bytes(2, 0, 0, 0, 0, 1, 0, 0).Bytes(payload).ToArray();

    public static byte[] UdpIPv4() => IPv4(Udp(Payload));

    public static byte[] UdpIPv6() => IPv6(Udp(Payload));
}
