namespace FeedHandler.Replay.Tests.Support;

/// <summary>TCP segments within IPv4 (RFC 9293 section 3.1).</summary>
internal static class TcpImage
{
    public const int Fin = 1;
    public const int Syn = 2;
    public const int Rst = 4;
    public const int Ack = 16;

    public static byte[] Packet(uint sequence, ReadOnlySpan<byte> payload, int flags = Ack, ushort sourcePort = 9000, ushort destinationPort = 40000, int optionWords = 0)
    {
        WireWriter segment = new WireWriter(true).U16(sourcePort).U16(destinationPort).U32(sequence).U32(1).U8((byte)((5 + optionWords) << 4)).U8((byte)flags).U16(100).U32(0);
        for (int i = 0; i < optionWords; i++) segment.U32(0x0101_0101);
        return FrameImage.IPv4(segment.Bytes(payload).ToArray(), protocol: 6);
    }
}
