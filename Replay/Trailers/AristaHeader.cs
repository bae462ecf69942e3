using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Trailers;

/// <summary>
/// The time header that Arista 7280R, 7500R and 7020R switches put behind the MAC addresses: Ethernet type D28B, subtype, version, time,
/// then the original Ethernet type.
/// </summary>
internal static class AristaHeader
{
    internal const ushort EtherType = 0xD28B;

    private const ushort TimestampSubtype = 1;
    private const int HeadBytes = 4;
    private const int LongTimeBytes = 8;
    private const int ShortTimeBytes = 6;
    private const byte TaiTimescale = 0;
    private const byte LongFormat = 1;
    private const byte ShortFormat = 2;

    /// <summary>TAI is ahead of UTC by this since 2017.</summary>
    private const long TaiOffsetSeconds = 37;

    private const long SecondNs = 1_000_000_000;

    /// <summary>Bytes between the header's own type and the original one, or -1 when this is no time header.</summary>
    internal static int BytesOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeadBytes) return HeadBytes; // more than there is: the frame is too short
        if (BinaryPrimitives.ReadUInt16BigEndian(header) != TimestampSubtype) return -1;
        return FormatOf(header) switch
        {
            LongFormat => HeadBytes + LongTimeBytes,
            ShortFormat => HeadBytes + ShortTimeBytes,
            _ => -1,
        };
    }

    /// <summary>Reads the time when all of it was captured.</summary>
    internal static void Read(in CaptureRecord record, int offset, ref FrameLayout layout)
    {
        ReadOnlySpan<byte> header = record.Bytes[offset..];
        if (header.Length < BytesOf(header)) return;
        bool isLong = FormatOf(header) == LongFormat;
        long taiSeconds = header[2] == TaiTimescale ? TaiOffsetSeconds : 0;
        long seconds = isLong
            ? BinaryPrimitives.ReadUInt32BigEndian(header[4..])
            : NearestSecond(BinaryPrimitives.ReadUInt16BigEndian(header[4..]), (record.TimestampNs / SecondNs) + taiSeconds);
        uint nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(header[(isLong ? 8 : 6)..]);
        layout.HasHeaderTime = nanoseconds < SecondNs;
        layout.HeaderTimeNs = ((seconds - taiSeconds) * SecondNs) + nanoseconds;
    }

    /// <summary>The second that ends in these sixteen bits and is nearest to another.</summary>
    private static long NearestSecond(ushort lowBits, long nearSecond) => nearSecond + (short)(lowBits - nearSecond);

    private static int FormatOf(ReadOnlySpan<byte> header) => header[3] >> 4;
}
