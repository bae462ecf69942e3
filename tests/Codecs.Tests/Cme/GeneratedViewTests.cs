using System.Buffers.Binary;
using FeedHandler.Codecs.Cme;
using FeedHandler.Tests.Support;
using NUnit.Framework;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>Messages written from the plain layout, as each version would, read by the generated views.</summary>
[TestFixture]
internal sealed class GeneratedViewTests
{
    private const int HeaderBytes = 8;

    private readonly WireSchema _schema = WireSchema.Load(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"));

    [TestCase(9, null)]
    [TestCase(10, 70)]
    [TestCase(13, 70)]
    public void Book46HasATradeableSizeFromVersion10(int version, int? tradeableSize)
    {
        byte[] bytes = new MessageBytes(_schema, 46, version)
            .Root(("TransactTime", 1_000_000_001L), ("MatchEventIndicator", 0x84))
            .Entry(
                "NoMDEntries", ("MDEntryPx", -2_500_000_000L), ("MDEntrySize", int.MaxValue), ("SecurityID", 11), ("RptSeq", 12),
                ("NumberOfOrders", 3), ("MDPriceLevel", 4), ("MDUpdateAction", 1), ("MDEntryType", (long)'E'), ("TradeableSize", 70))
            .Entry("NoMDEntries", ("MDEntryPx", long.MaxValue), ("SecurityID", 13), ("MDEntryType", (long)'J'))
            .Entry(
                "NoOrderIDEntries", ("OrderID", 21L), ("MDOrderPriority", 22L), ("MDDisplayQty", 23), ("ReferenceID", 1),
                ("OrderUpdateAction", 2))
            .ToArray();

        MDIncrementalRefreshBook46 book = Wrap<MDIncrementalRefreshBook46>(bytes);
        Assert.That(book.TryGetNoMDEntries(out var entries) && entries.Count == 2);
        var entry = entries[0];
        Assert.That(book.TransactTime, Is.EqualTo(1_000_000_001));
        Assert.That(book.MatchEventIndicator, Is.EqualTo(MatchEventIndicator.EndOfEvent | MatchEventIndicator.LastQuoteMsg));
        Assert.That(entry.MDEntryPx.ToDecimal(), Is.EqualTo(new SbeDecimal(-2_500_000_000, -9)));
        Assert.That(entry.MDEntrySize, Is.Null);
        Assert.That((entry.SecurityID, entry.RptSeq, entry.NumberOfOrders, entry.MDPriceLevel), Is.EqualTo((11, 12u, 3, (byte)4)));
        Assert.That((entry.MDUpdateAction, entry.MDEntryType), Is.EqualTo((MDUpdateAction.Change, MDEntryTypeBook.ImpliedBid)));
        Assert.That(entry.TradeableSize, Is.EqualTo(tradeableSize));
        Assert.That(entries[1].MDEntryPx.IsNull && entries[1].MDEntryType == MDEntryTypeBook.BookReset);
        Assert.That(book.TryGetNoOrderIDEntries(in entries, out var orders) && orders.Count == 1);
        Assert.That((orders[0].OrderID, orders[0].MDOrderPriority, orders[0].MDDisplayQty), Is.EqualTo((21ul, 22ul, 23)));
        Assert.That((orders[0].ReferenceID, orders[0].OrderUpdateAction), Is.EqualTo(((byte)1, OrderUpdateAction.Delete)));
        Assert.That(book.TryGetEncodedLength(out int length) && length == bytes.Length - HeaderBytes);
    }

    [TestCase(5, 0)]
    [TestCase(6, 0)]
    [TestCase(7, 1)]
    [TestCase(9, 1)]
    public void Book32HasOrdersFromVersion7(int version, int orderCount)
    {
        byte[] bytes = new MessageBytes(_schema, 32, version)
            .Entry("NoMDEntries", ("MDEntryPx", 12_345_000L), ("SecurityID", 7))
            .Entry("NoOrderIDEntries", ("OrderID", 21L))
            .ToArray();

        // Framing may pad behind the last group: bytes there are no group of an older version.
        MDIncrementalRefreshBook32 book = Wrap<MDIncrementalRefreshBook32>([.. bytes, 24, 0, 0, 0, 0, 0, 0, 1]);
        Assert.That(book.TryGetNoMDEntries(out var entries) && entries.Count == 1);
        Assert.That(entries[0].MDEntryPx.ToDecimal(), Is.EqualTo(new SbeDecimal(12_345_000, -7)));
        Assert.That(book.TryGetNoOrderIDEntries(out var orders));
        Assert.That(orders.Count, Is.EqualTo(orderCount));
    }

    [TestCase(5, null)]
    [TestCase(6, null)]
    [TestCase(7, 99u)]
    [TestCase(9, 99u)]
    public void TradeSummary42HasATradeEntryIdFromVersion7(int version, uint? tradeEntryId)
    {
        byte[] bytes = new MessageBytes(_schema, 42, version)
            .Entry("NoMDEntries", ("NumberOfOrders", 1), ("AggressorSide", 2), ("MDTradeEntryID", 99))
            .Entry("NoOrderIDEntries", ("OrderID", 5L), ("LastQty", 6))
            .ToArray();

        MDIncrementalRefreshTradeSummary42 trade = Wrap<MDIncrementalRefreshTradeSummary42>(bytes);
        Assert.That(trade.TryGetNoMDEntries(out var entries));
        Assert.That(entries[0].MDTradeEntryID, Is.EqualTo(tradeEntryId));
        Assert.That(entries[0].AggressorSide, Is.EqualTo(AggressorSide.Sell));
        Assert.That(trade.TryGetNoOrderIDEntries(out var orders));
        Assert.That((orders[0].OrderID, orders[0].LastQty), Is.EqualTo((5ul, 6)));
    }

    [TestCase(9, 216, null)]
    [TestCase(10, 224, 77ul)]
    [TestCase(13, 224, 77ul)]
    public void Future54HasAGuidFromVersion10(int version, int blockLength, ulong? guid)
    {
        byte[] bytes = new MessageBytes(_schema, 54, version)
            .Root(("Symbol", "ESZ8"), ("SecurityID", 42), ("MaturityMonthYear", 0x0CL << 16 | 2018), ("InstrumentGUID", 77L))
            .Entry("NoMDFeedTypes", ("MDFeedType", "GBX"), ("MarketDepth", 10))
            .Entry("NoLotTypeRules", ("LotType", 5), ("MinLotSize", 10_000))
            .ToArray();

        MDInstrumentDefinitionFuture54 future = Wrap<MDInstrumentDefinitionFuture54>(bytes);
        Assert.That(future.ActingBlockLength, Is.EqualTo(blockLength));
        Assert.That((future.GetSymbol(), future.SecurityID, future.InstrumentGUID), Is.EqualTo(("ESZ8", 42, guid)));
        Assert.That((future.MaturityMonthYear.Year, future.MaturityMonthYear.Month), Is.EqualTo(((ushort)2018, (byte)12)));
        Assert.That(future.TryGetNoMDFeedTypes(out var feeds) && feeds.Count == 1 && feeds[0].GetMDFeedType() == "GBX");
        Assert.That(future.TryGetNoLotTypeRules(out var lots));
        Assert.That(lots[0].MinLotSize.ToDecimal(), Is.EqualTo(new SbeDecimal(10_000, -4)));
    }

    [TestCase(10, 255, 108, null, 0)]
    [TestCase(11, 275, 118, 88ul, 0)]
    [TestCase(12, 275, 118, 88ul, 0)]
    [TestCase(13, 276, 118, 88ul, 1)]
    public void Repo58GrowsInEveryPart(int version, int blockLength, int underlyingBytes, ulong? guid, int brokenDateCount)
    {
        byte[] bytes = new MessageBytes(_schema, 58, version)
            .Entry("NoUnderlyings", ("UnderlyingSecurityID", 31), ("UnderlyingInstrumentGUID", 88L))
            .Entry("NoRelatedInstruments", ("RelatedSecurityID", 32))
            .Entry("NoBrokenDates", ("BrokenDateSecurityID", 33))
            .ToArray();

        MDInstrumentDefinitionRepo58 repo = Wrap<MDInstrumentDefinitionRepo58>(bytes);
        Assert.That(repo.ActingBlockLength, Is.EqualTo(blockLength));
        Assert.That(repo.TryGetNoUnderlyings(out var underlyings) && underlyings.EntryBlockLength == underlyingBytes);
        Assert.That(underlyings[0].UnderlyingInstrumentGUID, Is.EqualTo(guid));
        Assert.That(repo.TryGetNoRelatedInstruments(out var related) && related[0].RelatedSecurityID == 32);
        Assert.That(repo.TryGetNoBrokenDates(out var dates));
        Assert.That(dates.Count, Is.EqualTo(brokenDateCount));
        Assert.That(repo.TryGetEncodedLength(out int length) && length == bytes.Length - HeaderBytes);
    }

    private static T Wrap<T>(byte[] bytes)
        where T : ISbeMessage<T>, allows ref struct
    {
        int blockLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        int version = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(6));
        Assert.That(T.TryWrap(bytes.AsSpan(HeaderBytes), blockLength, version, out T message));
        return message;
    }
}
