using System.Buffers.Binary;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Tests.Support;
using FeedHandler.Wire.Tests.Support;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: whatever comes is read or refused with a reason; nothing is thrown, and nothing outside of it is read.</summary>
public sealed class HostileTests
{
    private const int TemplateOffset = 4;
    private const int SchemaOffset = 6;
    private const int VersionOffset = 8;
    private static readonly MarketEvent Told = new() { Kind = EventKind.Book, InstrumentIndex = 1, Side = BookSide.Ask };

    [TestCase(0, 100, FrameFault.Length)]
    [TestCase(TemplateOffset, 99, FrameFault.Template)]
    [TestCase(TemplateOffset, 17, FrameFault.Template)]
    [TestCase(SchemaOffset, 1, FrameFault.Schema)]
    [TestCase(2, 20, FrameFault.Block)]
    [TestCase(2, 6000, FrameFault.Block)]
    [TestCase(VersionOffset, 0, FrameFault.Block)]
    public void AFaultIsNamed(int offset, int value, FrameFault fault)
    {
        byte[] frame = Frame(Told);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(offset), (ushort)value);
        Assert.That((FrameDecoder.TryDecodeEvent(frame, out _, out _, out FrameFault named), named), Is.EqualTo((false, fault)));
    }

    [Test]
    public void AValueThatThereIsNotIsNamed()
    {
        byte[] frame = Frame(Told with { Side = (BookSide)4 });
        Assert.That((FrameDecoder.TryDecodeEvent(frame, out _, out _, out FrameFault fault), fault), Is.EqualTo((false, FrameFault.Value)));
    }

    [TestCase(EventKind.Book, MarketEvent.NoInstrument)]
    [TestCase(EventKind.OrderClear, MarketEvent.NoInstrument)]
    [TestCase(EventKind.Gap, 3)]
    public void AnInstrumentWhereNoneIsMeantIsNamed(EventKind kind, int instrument)
    {
        byte[] frame = Frame(new MarketEvent { Kind = kind, InstrumentIndex = instrument });
        Assert.That((FrameDecoder.TryDecodeEvent(frame, out _, out _, out FrameFault fault), fault), Is.EqualTo((false, FrameFault.Instrument)));
    }

    [Test]
    public void ALaterVersionsLongerBlockIsRead()
    {
        byte[] now = Frame(Told);
        byte[] later = [.. now, 1, 2, 3, 4];
        BinaryPrimitives.WriteUInt16LittleEndian(later, (ushort)later.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(later.AsSpan(2), (ushort)(LevelUpdate.BlockLength + 4));
        BinaryPrimitives.WriteUInt16LittleEndian(later.AsSpan(VersionOffset), 2);
        Assert.That(FrameDecoder.TryDecodeEvent(later, out MarketEvent told, out _, out FrameFault fault), Is.True, fault.ToString());
        Assert.That((told.Kind, told.Side, told.InstrumentIndex), Is.EqualTo((Told.Kind, Told.Side, Told.InstrumentIndex)));
    }

    [Test]
    public void ADoubtOfALaterVersionSaysNothing()
    {
        const int SnapshotDoubts = 103, TopDoubts = 115;
        (byte[] book, byte[] top) = (Snapshot(), Top());
        book[FrameHeader.Bytes + SnapshotDoubts] = 0xE0 | (byte)Core.Books.BookDoubts.Status;
        top[FrameHeader.Bytes + TopDoubts] = 0xE0 | (byte)Core.Books.BookDoubts.Status;
        Assert.That(FrameDecoder.TryDecodeSnapshot(book, out DecodedSnapshot snapshot, out FrameFault fault), Is.True, fault.ToString());
        Assert.That(FrameDecoder.TryDecodeTop(top, out DecodedTop prices, out fault), Is.True, fault.ToString());
        Assert.That((snapshot.Image.Doubts, prices.Doubts), Is.EqualTo((Core.Books.BookDoubts.Status, Core.Books.BookDoubts.Status)));
    }

    [Test]
    public void TooManyLevelsAreRefused()
    {
        byte[] frame = Snapshot();
        int dimension = FrameHeader.Bytes + BookSnapshot.BlockLength;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(dimension + 2), 65534);
        Assert.That((FrameDecoder.TryDecodeSnapshot(frame, out _, out FrameFault fault), fault), Is.EqualTo((false, FrameFault.Group)));
    }

    [Test]
    public void AStreamIsCutAnywhere()
    {
        byte[] stream = [.. Frame(Told), .. Snapshot(), .. Frame(Told)];
        List<int> lengths = [];
        for (int at = 0, end = 1; end <= stream.Length; end++)
        {
            if (FrameDecoder.TryRead(stream.AsSpan(at, end - at), out int length) != FrameResult.Frame) continue;
            lengths.Add(length);
            at += length;
        }

        Assert.That(lengths, Is.EqualTo(new[] { Frame(Told).Length, Snapshot().Length, Frame(Told).Length }));
        Assert.That(FrameDecoder.TryRead([9, 0, 0], out _), Is.EqualTo(FrameResult.Malformed));
    }

    [Test]
    public void AnythingIsReadOrRefused()
    {
        List<byte[]> valid = [.. Valid(), .. ValidOfSession(), .. ValidOfMulticast(), Datagram()];
        Assert.That(valid.TrueForAll(Reads), Is.True);
        Random random = new(5);
        int readCount = 0;
        for (int i = 0; i < Seeds.Of(60_000); i++)
        {
            byte[] frame = Mutated(valid[random.Next(valid.Count)], random);
            if (Reads(frame)) readCount++;
        }

        Assert.That(readCount, Is.Positive, "some mutations are as good as before");
    }

    private static byte[] Mutated(byte[] frame, Random random)
    {
        byte[] other = [.. frame.AsSpan(0, random.Next(4) == 0 ? random.Next(frame.Length + 1) : frame.Length)];
        for (int i = random.Next(1, 5); i > 0 && other.Length > 0; i--) other[random.Next(other.Length)] = (byte)random.Next(256);
        if (other.Length >= 2 && random.Next(8) != 0) BinaryPrimitives.WriteUInt16LittleEndian(other, (ushort)other.Length);
        return other;
    }

    // Each reader takes it, or says why not.
    private static bool Reads(byte[] frame)
    {
        FrameDecoder.TryRead(frame, out _);
        bool isRead = Judged(FrameDecoder.TryDecodeEvent(frame, out _, out _, out FrameFault fault), fault);
        isRead |= Judged(FrameDecoder.TryDecodeDefinition(frame, out _, out _, out _, out _, out fault), fault);
        isRead |= Judged(FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out fault), fault) && TryRestore(snapshot.Image);
        isRead |= Judged(FrameDecoder.TryDecodeTop(frame, out _, out fault), fault);
        isRead |= Judged(OrderSnapshots.TryDecode(frame, out _, out _, out _, new RestingOrder[4], out _, out fault), fault);
        isRead |= Judged(DatagramHeader.TryRead(frame, out _, out fault), fault);
        return isRead | ReadsOfSession(frame) | ReadsOfMulticast(frame);
    }

    private static bool ReadsOfSession(byte[] frame)
    {
        bool isRead = Judged(SessionMessages.TryDecode(frame, out LogonMessage _, out FrameFault fault), fault);
        isRead |= Judged(SessionMessages.TryDecode(frame, out LogonAcceptedMessage _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecode(frame, out SubscribeMessage _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecode(frame, out SubscribeAcceptedMessage _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecodeUnsubscribe(frame, out _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecodeUnsubscribeAccepted(frame, out _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecode(frame, out RejectMessage _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecode(frame, out NoticeMessage _, out fault), fault);
        isRead |= Judged(SessionMessages.TryDecode(frame, out LogoutMessage _, out fault), fault);
        return isRead | Judged(SessionMessages.TryDecodeHeartbeat(frame, out _, out _, out fault), fault);
    }

    private static bool ReadsOfMulticast(byte[] frame)
    {
        bool isRead = Judged(MulticastMessages.TryDecode(frame, out SnapshotBeginMessage _, out FrameFault fault), fault);
        isRead |= Judged(MulticastMessages.TryDecode(frame, out SnapshotEndMessage _, out fault), fault);
        isRead |= Judged(MulticastMessages.TryDecode(frame, out RetransmitRequestMessage _, out fault), fault);
        return isRead | Judged(MulticastMessages.TryDecodeRetransmission(frame, out _, out _, out fault), fault);
    }

    private static bool Judged(bool isRead, FrameFault fault)
    {
        if (isRead != (fault == FrameFault.None)) Assert.Fail("what is refused has a reason, and nothing else has");
        return isRead;
    }

    private static bool TryRestore(in BookImage image)
    {
        using BookTable table = new(1);
        table.Add(1);
        return table[0].TryRestore(image);
    }

    private static IEnumerable<byte[]> Valid()
    {
        RandomEvents events = new(3);
        for (int i = 0; i < 200; i++) yield return Frame(events.Next());
        yield return Snapshot();
        yield return Top();
        byte[] frame = new byte[SessionMessages.BytesMax];
        InstrumentDetails details = default;
        details.Legs.Add(new InstrumentLeg(1, Core.Instruments.LegAction.Buy, 1, null, null));
        MarketEvent told = new() { Kind = EventKind.Definition, InstrumentIndex = 1 };
        yield return frame[..FrameEncoder.EncodeDefinition(told, new EventPlace(1, 0, 0, 1), default, details, frame)];
        RestingOrder[] orders = [new(1, BookSide.Bid, 2, 3, 4)];
        yield return frame[..OrderSnapshots.Encode(new MarketEvent(), new EventPlace(1, 0, 0, 1), new OrderPart(1, 1, 1, OrderBookState.Whole), orders, frame)];
    }

    private static IEnumerable<byte[]> ValidOfSession()
    {
        byte[] frame = new byte[SessionMessages.BytesMax];
        yield return frame[..SessionMessages.Encode(new LogonMessage("client", "token", 1), frame)];
        yield return frame[..SessionMessages.Encode(new LogonAcceptedMessage(1, 2, 3, 4, "server"), frame)];
        yield return frame[..SessionMessages.Encode(new SubscribeMessage(1, "ES*", Delivery.EveryEvent, SlowPolicy.Skip, 0, new ResumePoint(1, 2)), frame)];
        yield return frame[..SessionMessages.Encode(new SubscribeAcceptedMessage(1, 2, 3, 4, IsResumed: true), frame)];
        yield return frame[..SessionMessages.EncodeUnsubscribe(1, frame)];
        yield return frame[..SessionMessages.EncodeUnsubscribeAccepted(1, frame)];
        yield return frame[..SessionMessages.Encode(new RejectMessage(1, RejectReason.BadPattern, "why"), frame)];
        yield return frame[..SessionMessages.Encode(new NoticeMessage(NoticeKind.Level, 1, 2, 3, 4, "text"), frame)];
        yield return frame[..SessionMessages.Encode(new LogoutMessage(RejectReason.Shutdown, "why"), frame)];
        yield return frame[..SessionMessages.EncodeHeartbeat(1, 2, frame)];
    }

    private static IEnumerable<byte[]> ValidOfMulticast()
    {
        byte[] frame = new byte[SessionMessages.BytesMax];
        yield return frame[..MulticastMessages.Encode(new SnapshotBeginMessage(1, 2, 3, 4), frame)];
        yield return frame[..MulticastMessages.Encode(new SnapshotEndMessage(1, 2, 3), frame)];
        yield return frame[..MulticastMessages.Encode(new RetransmitRequestMessage(1, 2, 3, 4, 5), frame)];
        yield return frame[..MulticastMessages.EncodeRetransmission(1, [1, 2, 3], frame)];
    }

    private static byte[] Datagram()
    {
        byte[] datagram = new byte[DatagramHeader.Bytes];
        new DatagramHeader(1, 2, 3, 0, 310, Feed.Incremental).Write(datagram);
        return datagram;
    }

    private static byte[] Top()
    {
        using BookTable table = new(1);
        table.Add(1);
        table[0].Apply(BookSide.Bid, BookAction.Overlay, 1, 100, 2, 1);
        byte[] frame = new byte[FrameEncoder.TopBytes];
        return frame[..FrameEncoder.EncodeTop(new MarketEvent(), new EventPlace(1, 0, 0, 1), table[0], frame)];
    }

    private static byte[] Snapshot()
    {
        using BookTable table = new(1);
        table.Add(1);
        table[0].Apply(BookSide.Bid, BookAction.Overlay, 1, 100, 2, 1);
        BookImage image = default;
        table[0].CopyTo(ref image);
        StatisticSet statistics = StatisticSet.Untold;
        statistics.Take(Core.Events.StatisticKind.Open, 5, isInDoubt: false);
        byte[] frame = new byte[FrameEncoder.SnapshotBytesMax];
        return frame[..FrameEncoder.EncodeSnapshot(new MarketEvent(), new EventPlace(1, 0, 0, 1), image, SnapshotCause.Begin, isWithinEvent: false, statistics, frame)];
    }

    private static byte[] Frame(in MarketEvent told)
    {
        byte[] frame = new byte[FrameEncoder.EventBytesMax];
        return frame[..FrameEncoder.Encode(told, new EventPlace(2, 1, 0, 310), frame)];
    }
}
