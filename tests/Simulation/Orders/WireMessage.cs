using System.Buffers.Binary;
using FeedHandler.Core.Events;

namespace FeedHandler.Simulation.Orders;

/// <summary>
/// A message of books, orders or trades as its bytes say, by the offsets of the venue's layout: nothing of it goes through the codecs that wrote it. Old and
/// current templates differ in the scale of their prices alone.
/// </summary>
internal sealed record WireMessage(int Template, long TransactTimeNs, byte Indicator)
{
    private const int PacketHeaderBytes = 12;
    private const int MessageHeaderBytes = 10;
    private const int RootBytes = 11;
    private const int IndicatorOffset = 8;
    private const int StatusIndicatorOffset = 26;
    private const int SmallDimension = 3;
    private const int LargeDimension = 8;

    public List<WireLevel> Levels { get; } = [];

    public List<WireOrder> Orders { get; } = [];

    public List<WireTrade> Trades { get; } = [];

    public List<(ulong OrderId, int Quantity)> TradeOrders { get; } = [];

    /// <summary>What a status (template 30) says; null for any other message.</summary>
    public WireStatus? Status { get; private init; }

    public bool IsEndOfEvent => (Indicator & 0x80) != 0;

    public bool IsRecovery => (Indicator & 0x20) != 0;

    /// <summary>Whether it has orders alone.</summary>
    public bool IsOrdersAlone => Template is 43 or 47;

    public bool IsBook => Template is 32 or 46;

    public bool IsChannelReset => Template == 4;

    /// <summary>The messages of a packet.</summary>
    public static IEnumerable<WireMessage> Of(ReadOnlyMemory<byte> packet)
    {
        for (int at = PacketHeaderBytes; at < packet.Length; at += BinaryPrimitives.ReadUInt16LittleEndian(packet.Span[at..]))
        {
            int bytes = BinaryPrimitives.ReadUInt16LittleEndian(packet.Span[at..]);
            int template = BinaryPrimitives.ReadUInt16LittleEndian(packet.Span[(at + 4)..]);
            if (template is 4 or 30 or (>= 32 and <= 37) or 42 or 43 or (>= 46 and <= 51))
                yield return Read(template, packet.Span.Slice(at + MessageHeaderBytes, bytes - MessageHeaderBytes));
        }
    }

    private static WireMessage Read(int template, ReadOnlySpan<byte> body)
    {
        WireMessage message = new(template, BinaryPrimitives.ReadInt64LittleEndian(body), body[template == 30 ? StatusIndicatorOffset : IndicatorOffset]);
        if (template == 30) return message with { Status = WireStatus.Of(body) };
        if (template is not (32 or 42 or 43 or 46 or 47 or 48)) return message;
        int scale = template < 46 ? 100 : 1;
        int entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(body[RootBytes..]);
        int count = body[RootBytes + 2];
        int at = RootBytes + SmallDimension;
        for (int entry = 0; entry < count; entry++, at += entryBytes) message.ReadEntry(body.Slice(at, entryBytes), scale);
        if (message.IsOrdersAlone || at == body.Length) return message; // version 6 has no group of orders
        int orderBytes = BinaryPrimitives.ReadUInt16LittleEndian(body[at..]);
        int orderCount = body[at + 7];
        at += LargeDimension;
        for (int order = 0; order < orderCount; order++, at += orderBytes) message.ReadOrder(body.Slice(at, orderBytes));
        Assert.That(at, Is.EqualTo(body.Length), "the message ends with its groups");
        return message;
    }

    private void ReadEntry(ReadOnlySpan<byte> entry, int scale)
    {
        if (IsOrdersAlone) Orders.Add(AloneOf(entry, scale));
        else if (IsBook) Levels.Add(WireLevel.Of(entry, scale));
        else Trades.Add(WireTrade.Of(entry, scale));
    }

    private static WireOrder AloneOf(ReadOnlySpan<byte> entry, int scale) => new(
        BinaryPrimitives.ReadInt32LittleEndian(entry[28..]), BinaryPrimitives.ReadUInt64LittleEndian(entry), (char)entry[33] == '0', (BookAction)entry[32],
        WireLevel.Price(entry[16..], scale), BinaryPrimitives.ReadInt32LittleEndian(entry[24..]), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]), 0);

    private void ReadOrder(ReadOnlySpan<byte> entry)
    {
        ulong orderId = BinaryPrimitives.ReadUInt64LittleEndian(entry);
        if (!IsBook)
        {
            TradeOrders.Add((orderId, BinaryPrimitives.ReadInt32LittleEndian(entry[8..])));
            return;
        }

        int reference = entry[20];
        Assert.That(reference, Is.InRange(1, Levels.Count), "the number of an entry of the same message");
        WireLevel level = Levels[reference - 1];
        Orders.Add(new WireOrder(
            level.SecurityId, orderId, level.Type == '0', (BookAction)entry[21], level.PriceNano, BinaryPrimitives.ReadInt32LittleEndian(entry[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]), reference));
    }
}
