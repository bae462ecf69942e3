using System.Buffers.Binary;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;

namespace Samples;

// A venue of nobody's, to show what a venue is. A packet is its number (u32), its sending time (i64, nanoseconds) and messages; a message is its
// length (u8, with itself), its kind (u8), the instrument (u32) and the instrument's own number (u32), and then, all little-endian:
//   D  definition   symbol (8 bytes), depth (u8)
//   L  level        action (u8: 0 new, 1 change, 2 delete), side (u8: 0 bid, 1 ask), level (u8), price (i64, 1e-9), quantity (i32)
//   T  trade        aggressor (u8: 0 bid, 1 ask), price (i64, 1e-9), quantity (i32)
// The packet ends the match event.

/// <summary>What arbitration must know.</summary>
public readonly struct ToyFraming : IVenue
{
    internal const int HeaderBytes = 12;
    internal const int HeadBytes = 10;

    /// <inheritdoc/>
    public static string Name => "toy";

    /// <inheritdoc/>
    public static int SequenceBits => 32;

    /// <inheritdoc/>
    public static ulong FirstNumber => 1;

    /// <inheritdoc/>
    public static string MessageName(ushort templateId) => templateId switch { 'D' => "Definition", 'L' => "Level", 'T' => "Trade", _ => "unknown" };

    /// <inheritdoc/>
    public static bool TryReadHeader(ReadOnlySpan<byte> packet, out PacketHeader header)
    {
        header = default;
        if (packet.Length < HeaderBytes) return false;
        header.First = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        header.Count = 1;
        header.SendingTimeNs = BinaryPrimitives.ReadInt64LittleEndian(packet[4..]);
        return true;
    }

    /// <inheritdoc/>
    public static bool IsWhole(ReadOnlySpan<byte> packet)
    {
        for (packet = packet[HeaderBytes..]; packet.Length > 0; packet = packet[packet[0]..])
        {
            if (packet.Length < HeadBytes || packet[0] < HeadBytes || packet[0] > packet.Length) return false;
            if (BytesOf(packet[1]) is var bytes && bytes != 0 && bytes != packet[0]) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public static TemplateClass ClassOf(ReadOnlySpan<byte> packet)
    {
        TemplateClass first = TemplateClass.Other;
        if (packet.Length < HeaderBytes) return first;
        for (packet = packet[HeaderBytes..]; packet.Length >= HeadBytes && packet[0] >= HeadBytes && packet[0] <= packet.Length; packet = packet[packet[0]..])
            first = TemplateClasses.First(first, ClassOf(packet[1]));
        return first;
    }

    private static TemplateClass ClassOf(byte kind) => kind switch
    {
        (byte)'D' => TemplateClass.Definition,
        (byte)'L' => TemplateClass.Book,
        (byte)'T' => TemplateClass.Trade,
        _ => TemplateClass.Other,
    };

    // A kind that is not known has the length that it says: the decoder steps over it.
    private static int BytesOf(byte kind) => kind switch { (byte)'D' => HeadBytes + 9, (byte)'L' => HeadBytes + 15, (byte)'T' => HeadBytes + 13, _ => 0 };
}

/// <summary>From packets to books and events.</summary>
public unsafe struct ToyDecoder<TSink, TStamps> : IMessageDecoder<ToyDecoder<TSink, TStamps>, TSink, TStamps>
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    private BookBuilder<TSink, TStamps> _builder;

    private ToyDecoder(BookBuilder<TSink, TStamps> builder)
    {
        _builder = builder;
        Messages = new MessageCounters();
    }

    /// <inheritdoc/>
    public MessageCounters Messages { get; }

    /// <inheritdoc/>
    public readonly BookCounters Entries => _builder.Counters;

    /// <inheritdoc/>
    public readonly InstrumentTable Instruments => _builder.Instruments;

    /// <inheritdoc/>
    public static ToyDecoder<TSink, TStamps> Create(int channel, InstrumentTable instruments, TSink sink, TStamps stamps) =>
        new(new BookBuilder<TSink, TStamps>(channel, instruments, sink, stamps));

    /// <inheritdoc/>
    public void Decode(in Packet packet, in PacketHeader header, Line line, long stampTicks)
    {
        _builder.BeginPacket((uint)header.First, packet.RxNs, stampTicks);
        _builder.StampMessage();
        _builder.BeginMessage(header.SendingTimeNs, EventFlags.None);
        for (ReadOnlySpan<byte> rest = packet.Bytes[ToyFraming.HeaderBytes..]; rest.Length > 0; rest = rest[rest[0]..])
        {
            Messages.First[MessageCounters.SlotOf(line, rest[1])]++;
            Decode(rest[1], rest[2..rest[0]]);
        }

        _builder.EndMessage(endsMatchEvent: true);
        _builder.EndPacket();
    }

    /// <inheritdoc/>
    public void OnGap(ulong lostCount, ulong nextSeqNum, long rxNs) => _builder.OnGap(lostCount, nextSeqNum, rxNs);

    /// <inheritdoc/>
    public void OnRestart(ulong seqNum, long rxNs) => _builder.OnRestart(seqNum, rxNs);

    /// <inheritdoc/>
    public void OnDoubt(bool isInDoubt, ulong nextSeqNum, long rxNs) => _builder.OnDoubt(isInDoubt, nextSeqNum, rxNs);

    /// <inheritdoc/>
    public void Forget() => _builder.Forget();

    private void Decode(byte kind, ReadOnlySpan<byte> message)
    {
        uint securityId = BinaryPrimitives.ReadUInt32LittleEndian(message);
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(message[4..]);
        if (kind == 'D') Define(_builder.Find(securityId), message[8..]);
        else if (kind is not ((byte)'L' or (byte)'T')) Messages.UnknownTemplate++;
        else if (_builder.Enter(securityId, number) is var book && book != null) Apply(kind, book, number, message[8..]);
    }

    private void Define(InstrumentBook* book, ReadOnlySpan<byte> body)
    {
        if (book == null) return; // no room for another; it is counted
        _builder.Instruments.Definition(book->Index).SetTexts(body[..8], default, default, default);
        _builder.Define(book, directDepth: body[8], impliedDepth: 0, isDeleted: false, status: null);
    }

    private void Apply(byte kind, InstrumentBook* book, uint number, ReadOnlySpan<byte> body)
    {
        _builder.Counters.Entries++;
        if (kind == 'T')
        {
            int traded = BinaryPrimitives.ReadInt32LittleEndian(body[9..]);
            _builder.ApplyTrade(book, Side(body[0]), BookAction.New, Price(body[1..]), traded, MarketEvent.NullOrders, number);
            return;
        }

        BookAction action = body[0] switch { 0 => BookAction.New, 1 => BookAction.Change, 2 => BookAction.Delete, _ => (BookAction)byte.MaxValue };
        int quantity = BinaryPrimitives.ReadInt32LittleEndian(body[11..]);
        _builder.ApplyLevel(book, Side(body[1]), action, body[2], Price(body[3..]), quantity, MarketEvent.NullOrders, number);
    }

    private static BookSide Side(byte code) => code switch { 0 => BookSide.Bid, 1 => BookSide.Ask, _ => BookSide.None };

    private static long Price(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
}

/// <summary>Joins the two for the engine: whatever sink and stamps a pipeline has.</summary>
public sealed class ToyVenue : FeedVenue
{
    /// <inheritdoc/>
    public override string Name => ToyFraming.Name;

    /// <inheritdoc/>
    public override Pipeline Close<TSink, TStamps>(IPipelineClosing<TSink, TStamps> closing) => closing.Over<ToyFraming, ToyDecoder<TSink, TStamps>>();
}
