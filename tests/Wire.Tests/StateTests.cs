using System.Runtime.InteropServices;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;
using FeedHandler.Tests.Support;
using FeedHandler.Wire.Tests.Support;

namespace FeedHandler.Wire.Tests;

/// <summary>Rule: a book goes to a snapshot and back byte for byte, at every batch of a feed; so do statistics, definitions and orders.</summary>
public sealed class StateTests
{
    private static readonly EventPlace Place = new(7, 6, 5, 310);

    [TestCase("captures/cme-simulated.pcapng")]
    [TestCase("captures/cme-recovery.pcapng")]
    public void ABookComesBack(string capture)
    {
        HashSet<Core.Books.BookState> states = [];
        using BookTable restored = NewTable();
        using EventStage stage = EventStage.Of(capture, behindBatch: stage => ConfirmAll(stage, restored, states));
        Assert.That(states, Is.Not.Empty.And.Contains(Core.Books.BookState.Whole));
    }

    [Test]
    public void ABookIsAllocatedNowhere()
    {
        using EventStage stage = EventStage.Of("captures/cme-simulated.pcapng");
        byte[] frame = new byte[FrameEncoder.SnapshotBytesMax];
        BookImage image = default;
        bool isRead = false;
        long bytes = AllocationMeter.BytesOf(() =>
        {
            stage.Books[0].CopyTo(ref image);
            int length = FrameEncoder.EncodeSnapshot(new MarketEvent(), Place, image, SnapshotCause.Begin, isWithinEvent: false, frame);
            isRead = FrameDecoder.TryDecodeSnapshot(frame.AsSpan(0, length), out _, out _);
            length = FrameEncoder.EncodeTop(new MarketEvent(), Place, stage.Books[0], frame);
            isRead &= FrameDecoder.TryDecodeTop(frame.AsSpan(0, length), out _, out _);
        });
        Assert.That((bytes, isRead), Is.EqualTo((0L, true)));
    }

    [Test]
    public void StatisticsComeBack()
    {
        StatisticSet told = StatisticSet.Untold;
        told.Take(Core.Events.StatisticKind.Settlement, 123, isInDoubt: false);
        told.Take(Core.Events.StatisticKind.Open, MarketEvent.NullPrice, isInDoubt: true);
        told.Take(Core.Events.StatisticKind.OpenInterest, -1, isInDoubt: true);
        using BookTable books = NewTable();
        BookImage image = default;
        books[0].CopyTo(ref image);
        byte[] frame = new byte[FrameEncoder.SnapshotBytesMax];
        int length = FrameEncoder.EncodeSnapshot(new MarketEvent(), Place, image, SnapshotCause.Loop, isWithinEvent: true, told, frame);
        Assert.That(FrameDecoder.TryDecodeSnapshot(frame.AsSpan(0, length), out DecodedSnapshot back, out FrameFault fault), Is.True, fault.ToString());
        Assert.That((back.Cause, back.IsWithinEvent, back.Place), Is.EqualTo((SnapshotCause.Loop, true, Place)));
        for (Core.Events.StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            Assert.That((back.Statistics[kind], back.Statistics.IsInDoubt(kind)), Is.EqualTo((told[kind], told.IsInDoubt(kind))), kind.ToString());
        }
    }

    [Test]
    public void TheBestKnownLevelIsTheBest()
    {
        using BookTable books = NewTable();
        ref InstrumentBook book = ref books[0];
        book.Apply(BookSide.Bid, BookAction.Overlay, 3, 97, 5, 2);
        byte[] frame = new byte[FrameEncoder.TopBytes];
        int length = FrameEncoder.EncodeTop(new MarketEvent { InstrumentIndex = 9 }, Place, book, frame);
        Assert.That(FrameDecoder.TryDecodeTop(frame.AsSpan(0, length), out DecodedTop top, out _), Is.True);
        Assert.That((top.Bid, top.Ask.Number, top.State, top.Head.InstrumentIndex), Is.EqualTo((new Level(3, 97, 5, 2), 0, book.State, 9)));
    }

    [Test]
    public void DefinitionsComeBack()
    {
        using EventStage stage = EventStage.Of("captures/cme-simulated.pcapng");
        byte[] frame = new byte[FrameEncoder.DefinitionBytesMax];
        MarketEvent[] definitions = [.. stage.Events.Where(static told => told.Kind == EventKind.Definition && (told.Flags & Core.Events.EventFlags.Assumed) == 0)];
        Assert.That(definitions, Is.Not.Empty);
        foreach (MarketEvent told in definitions)
        {
            InstrumentDefinition right = stage.Definitions[told.InstrumentIndex];
            InstrumentDetails details = stage.Definitions.Details(told.InstrumentIndex);
            details.Legs.Add(new InstrumentLeg(5, Core.Instruments.LegAction.Sell, -3, 9, 11));
            int length = FrameEncoder.EncodeDefinition(told, Place, right, details, frame);
            bool isRead = FrameDecoder.TryDecodeDefinition(
                frame.AsSpan(0, length), out MarketEvent back, out _, out InstrumentDefinition definition, out InstrumentDetails detailsBack, out FrameFault fault);
            Assert.That(isRead, Is.True, fault.ToString());
            Assert.That((back.Quantity, Texts(definition), Details(detailsBack)), Is.EqualTo((told.Quantity, Texts(right), Details(details))));
        }
    }

    [Test]
    public void OrdersComeBack()
    {
        RestingOrder[] told = [.. Enumerable.Range(1, 5).Select(static i => new RestingOrder((ulong)i, (BookSide)(i % 2), i * 10, i, (ulong)(100 - i)))];
        byte[] frame = new byte[OrderSnapshots.FrameBytes(told.Length)];
        OrderPart part = new(48, 2, 3, OrderBookState.Suspect);
        int length = OrderSnapshots.Encode(new MarketEvent(), Place, part, told, frame);
        RestingOrder[] back = new RestingOrder[5];
        bool isRead = OrderSnapshots.TryDecode(frame.AsSpan(0, length), out _, out _, out OrderPart partBack, back, out int count, out FrameFault fault);
        Assert.That((isRead, fault, partBack, count, length), Is.EqualTo((true, FrameFault.None, part, 5, frame.Length)));
        Assert.That(back, Is.EqualTo(told));
    }

    private static void ConfirmAll(EventStage stage, BookTable restored, HashSet<Core.Books.BookState> states)
    {
        byte[] frame = new byte[FrameEncoder.SnapshotBytesMax];
        for (int i = 0; i < stage.Books.Count; i++)
        {
            (BookImage right, BookImage back) = (default, default);
            stage.Books[i].CopyTo(ref right);
            states.Add(right.State);
            int length = FrameEncoder.EncodeSnapshot(new MarketEvent { InstrumentIndex = i }, Place, right, SnapshotCause.Begin, isWithinEvent: false, frame);
            bool isRead = FrameDecoder.TryDecodeSnapshot(frame.AsSpan(0, length), out DecodedSnapshot snapshot, out FrameFault fault);
            bool isRestored = restored[0].TryRestore(snapshot.Image);
            restored[0].CopyTo(ref back);
            bool isSame = Bytes(snapshot.Image).SequenceEqual(Bytes(right)) && Bytes(back).SequenceEqual(Bytes(right));
            if (!isRead || !isRestored || !isSame) Assert.Fail($"book {i}: {fault}, restored {isRestored}, same {isSame}");
        }
    }

    private static BookTable NewTable()
    {
        BookTable table = new(4);
        table.Add(1);
        return table;
    }

    private static (string, string, string, string, long, long) Texts(in InstrumentDefinition definition) =>
        (definition.Symbol, definition.SecurityGroup, definition.Asset, definition.SecurityType, definition.DisplayFactorNano, definition.MinPriceIncrementNano);

    private static string Details(in InstrumentDetails details) => string.Join(
        '|', details.CfiCode, details.Currency, details.StrikePriceNano, details.UnitOfMeasureQuantityNano, details.ActivationNs, details.LastTradeNs,
        details.MinTradeVolume, details.MaxTradeVolume, details.ContractMultiplier, details.Maturity, details.Right,
        string.Join(';', details.Legs.Items.ToArray().Select(static leg => $"{leg.SecurityId} {leg.Action} {leg.Ratio} {leg.PriceNano} {leg.DeltaTenThousandths}")));

    private static ReadOnlySpan<byte> Bytes(in BookImage image) => MemoryMarshal.AsBytes(new ReadOnlySpan<BookImage>(in image));
}
