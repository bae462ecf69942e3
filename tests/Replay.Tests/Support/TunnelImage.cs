namespace FeedHandler.Replay.Tests.Support;

/// <summary>Headers of tunnels around what they carry, byte by byte, each as its RFC draws it.</summary>
internal static class TunnelImage
{
    public const ushort BridgedType = 0x6558;
    public const ushort ErspanType = 0x88BE;
    public const ushort ErspanThreeType = 0x22EB;
    public const ushort MplsType = 0x8847;

    /// <summary>GRE (RFC 2784 section 2, RFC 2890 section 2).</summary>
    public static byte[] Gre(ushort type, ReadOnlySpan<byte> payload, ushort flags = 0)
    {
        WireWriter header = new WireWriter(true).U16(flags).U16(type);
        if ((flags & 0x8000) != 0) header.U16(0xABCD).U16(0);
        if ((flags & 0x2000) != 0) header.U32(0x1122_3344);
        if ((flags & 0x1000) != 0) header.U32(7);
        return header.Bytes(payload).ToArray();
    }

    /// <summary>GRE within IPv4 within Ethernet.</summary>
    public static byte[] GreFrame(ushort type, ReadOnlySpan<byte> payload, ushort flags = 0) =>
        FrameImage.Ethernet(FrameImage.IPv4(Gre(type, payload, flags), protocol: 47));

    /// <summary>ERSPAN type II (draft-foschiano-erspan-03 section 4.2).</summary>
    public static byte[] ErspanTwo(ReadOnlySpan<byte> frame, bool isCut = false, ushort session = 5) => GreFrame(
        ErspanType, new WireWriter(true).U16(0x1064).U16((ushort)(session | (isCut ? 0x0400 : 0))).U32(3).Bytes(frame).ToArray(), flags: 0x1000);

    /// <summary>ERSPAN type III (section 4.3), with the platform's own header behind it where asked for.</summary>
    public static byte[] ErspanThree(ReadOnlySpan<byte> frame, bool hasSubheader = false, int frameType = 0)
    {
        WireWriter header = new WireWriter(true).U16(0x2064).U16(5).U32(0x0102_0304).U16(0).U16((ushort)((frameType << 10) | (hasSubheader ? 1 : 0)));
        if (hasSubheader) header.U32(0x0300_0000).U32(9);
        return GreFrame(ErspanThreeType, header.Bytes(frame).ToArray(), flags: 0x1000);
    }

    /// <summary>VXLAN within UDP within IPv4 within Ethernet (RFC 7348 section 5).</summary>
    public static byte[] Vxlan(ReadOnlySpan<byte> frame, ushort port = 4789, uint network = 42, uint flags = 0x0800_0000) => FrameImage.Ethernet(FrameImage.IPv4(
        UdpTo(port, new WireWriter(true).U32(flags).U32(network << 8).Bytes(frame).ToArray())));

    /// <summary>A stack of labels (RFC 3032 section 2.1).</summary>
    public static byte[] Labels(ReadOnlySpan<byte> payload, int count = 1)
    {
        WireWriter stack = new(true);
        for (int i = 0; i < count; i++) stack.U32((uint)((100 + i) << 12) | (i == count - 1 ? 0x100u : 0) | 64);
        return stack.Bytes(payload).ToArray();
    }

    /// <summary>Labels within Ethernet.</summary>
    public static byte[] LabelFrame(ReadOnlySpan<byte> payload, int count = 1) => FrameImage.Ethernet(Labels(payload, count), MplsType);

    public static byte[] UdpTo(ushort port, ReadOnlySpan<byte> payload) =>
        new WireWriter(true).U16(FrameImage.SourcePort).U16(port).U16((ushort)(payload.Length + 8)).U16(0).Bytes(payload).ToArray();
}
