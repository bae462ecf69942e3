using System.Buffers.Binary;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Orders;

/// <summary>A chunk of a snapshot of orders (templates 53 and 44) as its bytes say, by the offsets of the venue's layout.</summary>
internal sealed record WireOrderSnapshot(int Template, uint LastSeqNum, int ReportCount, int SecurityId, int ChunkCount, int Chunk, uint PacketNumber)
{
    private const int PacketHeaderBytes = 12;
    private const int MessageHeaderBytes = 10;
    private const int RootBytes = 28;
    private const int EntryBytes = 29;

    public List<(bool IsBid, PublishedOrder Order)> Orders { get; } = [];

    /// <summary>The chunks of a packet.</summary>
    public static IEnumerable<WireOrderSnapshot> Of(ReadOnlyMemory<byte> packet)
    {
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(packet.Span);
        for (int at = PacketHeaderBytes; at < packet.Length; at += BinaryPrimitives.ReadUInt16LittleEndian(packet.Span[at..]))
            yield return Read(packet.Span.Slice(at, BinaryPrimitives.ReadUInt16LittleEndian(packet.Span[at..])), number);
    }

    private static WireOrderSnapshot Read(ReadOnlySpan<byte> frame, uint number)
    {
        int template = BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]);
        ReadOnlySpan<byte> body = frame[MessageHeaderBytes..];
        WireOrderSnapshot chunk = new(
            template, BinaryPrimitives.ReadUInt32LittleEndian(body), BinaryPrimitives.ReadInt32LittleEndian(body[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(body[8..]), BinaryPrimitives.ReadInt32LittleEndian(body[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(body[16..]), number);
        Assert.That((BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]), BinaryPrimitives.ReadUInt16LittleEndian(body[RootBytes..])), Is.EqualTo((RootBytes, EntryBytes)));
        int at = RootBytes + 3;
        for (int entry = 0; entry < body[RootBytes + 2]; entry++, at += EntryBytes) chunk.Orders.Add(Order(body.Slice(at, EntryBytes), template == 44 ? 100 : 1));
        Assert.That(at, Is.EqualTo(body.Length), "the message ends with its entries");
        return chunk;
    }

    private static (bool IsBid, PublishedOrder Order) Order(ReadOnlySpan<byte> entry, int scale) => ((char)entry[28] == '0', new PublishedOrder(
        BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(entry[16..]) * scale, BinaryPrimitives.ReadInt32LittleEndian(entry[24..])));
}
