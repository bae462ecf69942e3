using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;

namespace FeedHandler.Host.Tests.Support;

/// <summary>CME MDP 3.0 packets of one book message each.</summary>
internal static class CmePackets
{
    public const long SendingTimeNs = 1_478_961_040_000_000_123;

    /// <summary>A packet with one bid of one instrument.</summary>
    public static byte[] Bid(uint seqNum, uint rptSeq, int securityId, long priceMantissa, int quantity, byte level = 1)
    {
        byte[] body = new byte[256];
        Assert.That(MDIncrementalRefreshBook46Encoder.TryWrap(body, out var book), Is.True);
        book.TransactTime = SendingTimeNs - 1000;
        book.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        var entries = book.BeginNoMDEntries(1);
        var entry = entries.Next();
        entry.MDEntryPxMantissa = priceMantissa;
        entry.MDEntrySize = quantity;
        entry.SecurityID = securityId;
        entry.RptSeq = rptSeq;
        entry.NumberOfOrders = 3;
        entry.MDPriceLevel = level;
        entry.MDUpdateAction = MDUpdateAction.New;
        entry.MDEntryType = MDEntryTypeBook.Bid;
        book.BeginNoOrderIDEntries(0);
        return Packet(seqNum, body[..book.EncodedLength]);
    }

    private static byte[] Packet(uint seqNum, byte[] body)
    {
        byte[] packet = new byte[12 + 10 + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, seqNum);
        BinaryPrimitives.WriteUInt64LittleEndian(packet.AsSpan(4), (ulong)SendingTimeNs + seqNum);
        Span<byte> frame = packet.AsSpan(12);
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)(10 + body.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(frame[2..], (ushort)MDIncrementalRefreshBook46.BlockLength);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[4..], MDIncrementalRefreshBook46.TemplateId);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[8..], (ushort)MDIncrementalRefreshBook46.SchemaVersion);
        body.CopyTo(frame[10..]);
        return packet;
    }
}
