using System.Buffers.Binary;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Replay.Streams;

/// <summary>How a TCP stream is cut into messages.</summary>
public enum StreamFraming : byte
{
    /// <summary>It is not known, or not any more.</summary>
    None = 0,

    /// <summary>CME's conflated market data: a mark, then number, sending time and one message behind its size, as a packet of UDP has them.</summary>
    CmeConflated,

    /// <summary>The Simple Open Framing Header of FIX: length in four bytes, encoding in two, big-endian.</summary>
    OpenFraming,

    /// <summary>The header of order entry at CME (iLink 3) and B3: length and encoding in two bytes each, little-endian.</summary>
    ShortFraming,

    /// <summary>CME's replay by TCP: a length in two bytes, then a packet as of UDP.</summary>
    CmeReplay,
}

/// <summary>Tells where a message of a stream ends.</summary>
internal static class StreamFrames
{
    /// <summary>How many bytes tell what a frame is.</summary>
    internal const int HeadBytes = 24;

    /// <summary>The longest message.</summary>
    internal const int BytesMax = 1 << 20;

    private const ushort CmeMark = 0xCAFE;
    private const ushort LittleEndianSbe = 0xEB50;
    private const ushort BigEndianSbe = 0x5BE0;
    private const int MarkBytes = 2;
    private const int LengthBytes = 2;
    private const int ConflatedHeadBytes = MarkBytes + CmeMdp3.PacketHeaderBytes;
    private const int OpenHeadBytes = 6;
    private const int ShortHeadBytes = 4;
    private const int PacketBytesMax = 16 << 10; // ten times what a datagram of the venue has
    private const ulong SentNsMin = 946_684_800_000_000_000; // 2000
    private const ulong SentNsEnd = 4_102_444_800_000_000_000; // 2100
    private const int MessageBytesMin = 8; // an SBE header

    private static ReadOnlySpan<StreamFraming> All =>
        [StreamFraming.CmeConflated, StreamFraming.OpenFraming, StreamFraming.ShortFraming, StreamFraming.CmeReplay];

    /// <summary>The framing by which bytes begin with a frame, and end with it or have another right behind it.</summary>
    /// <param name="bytes">Bytes of a stream.</param>
    /// <param name="isAll">Whether nothing follows them: then a frame that is whole is one.</param>
    /// <param name="mayBe">Whether what follows may show that there is one.</param>
    internal static StreamFraming Find(ReadOnlySpan<byte> bytes, bool isAll, out bool mayBe)
    {
        mayBe = false;
        foreach (StreamFraming framing in All)
        {
            int length = LengthOf(framing, bytes);
            if (length == 0) continue;
            if (length == bytes.Length || (isAll && length < bytes.Length && length + HeadBytes > bytes.Length)) return framing;
            if (length + HeadBytes > bytes.Length) mayBe = !isAll;
            else if (LengthOf(framing, bytes[length..]) > 0) return framing;
        }

        return StreamFraming.None;
    }

    /// <summary>The length of the frame with which bytes begin, or 0 when they begin with none.</summary>
    /// <param name="framing">The framing.</param>
    /// <param name="bytes">At least <see cref="HeadBytes"/>, or all of a frame.</param>
    internal static int LengthOf(StreamFraming framing, ReadOnlySpan<byte> bytes) => framing switch
    {
        StreamFraming.CmeConflated when bytes.Length >= ConflatedHeadBytes + LengthBytes && U16(bytes, 0) == CmeMark =>
            Checked(ConflatedHeadBytes + U16(bytes, ConflatedHeadBytes), ConflatedHeadBytes + LengthBytes),
        StreamFraming.OpenFraming when bytes.Length >= OpenHeadBytes
            && BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) is LittleEndianSbe or BigEndianSbe =>
            Checked(BinaryPrimitives.ReadUInt32BigEndian(bytes), OpenHeadBytes),
        StreamFraming.ShortFraming when bytes.Length >= ShortHeadBytes && U16(bytes, 2) is CmeMark or LittleEndianSbe =>
            Checked(U16(bytes, 0), ShortHeadBytes),
        StreamFraming.CmeReplay when bytes.Length >= HeadBytes && IsPacket(bytes) => LengthBytes + U16(bytes, 0),
        _ => 0,
    };

    /// <summary>How many bytes of a frame stand in front of what is read of it.</summary>
    internal static int SkipOf(StreamFraming framing) => framing switch
    {
        StreamFraming.OpenFraming => OpenHeadBytes,
        StreamFraming.ShortFraming => ShortHeadBytes,
        StreamFraming.CmeConflated => MarkBytes,
        _ => LengthBytes,
    };

    private static int Checked(long length, int headBytes) => length >= headBytes + MessageBytesMin && length <= BytesMax ? (int)length : 0;

    // The first message lies within the packet, its block within the message, and the packet was sent in this century: nothing else marks it.
    private static bool IsPacket(ReadOnlySpan<byte> bytes)
    {
        int length = U16(bytes, 0);
        int message = U16(bytes, LengthBytes + CmeMdp3.PacketHeaderBytes);
        int block = U16(bytes, LengthBytes + CmeMdp3.PacketHeaderBytes + LengthBytes);
        ulong sentNs = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(LengthBytes + sizeof(uint))..]);
        if (sentNs is < SentNsMin or >= SentNsEnd || length > PacketBytesMax) return false;
        return message >= CmeMdp3.MessageHeaderBytes + block && CmeMdp3.PacketHeaderBytes + message <= length;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);
}
