using FeedHandler.Core.Events;
using FeedHandler.Dbn;
using FeedHandler.Tests.Support;
using static FeedHandler.Sinks.Tests.Dbn.MappedEvents;

namespace FeedHandler.Sinks.Tests.Dbn;

/// <summary>Rule: orders, trades and fills become records of MBO by the table of the specification, section 2.</summary>
public sealed class OrderMappingTests
{
    private MappedEvents _events = null!;

    [SetUp]
    public void Make() => _events = new MappedEvents(DbnSchema.Mbo);

    [TearDown]
    public void Dispose() => _events.Dispose();

    [TestCase(BookAction.New, DbnAction.Add)]
    [TestCase(BookAction.Change, DbnAction.Modify)]
    [TestCase(BookAction.Delete, DbnAction.Cancel)]
    public void Section2AnOrderKeepsIdPriceAndSize(BookAction action, DbnAction expected)
    {
        _events.Give(Order(77, action, BookSide.Ask), instrument: 1, channel: 1, seqNum: 9);
        MboRecord record = _events.Records<MboRecord>().Single();

        Assert.That((record.OrderId, record.Price, record.Size, record.Action, record.Side), Is.EqualTo((77UL, 50L, 3u, expected, DbnSide.Ask)));
        Assert.That((record.Header.InstrumentId, record.Header.PublisherId, record.ChannelId), Is.EqualTo((101u, 1, 1)));
        Assert.That((record.Sequence, record.Header.TsEvent, record.TsInDelta), Is.EqualTo((9u, 5UL, 0)), "packet number; no time of sending is kept");
    }

    [Test]
    public void Section2LastIsOnEachInstrumentsLastRecordOfAnEvent()
    {
        _events.Give(Order(1), instrument: 0);
        _events.Give(Order(2), instrument: 1);
        _events.Give(Order(3), instrument: 0);
        _events.Give(Level(BookSide.Bid, 1, 50), instrument: 2, seqNum: 2); // of another schema, in the next packet
        _events.End(seqNum: 2);
        _events.Give(Order(4), instrument: 0, seqNum: 3, ends: true);

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.OrderId, (one.Flags & DbnFlags.Last) != 0)), Is.EqualTo(new[]
        {
            (1UL, false), (2UL, true), (3UL, true), (4UL, true),
        }));
    }

    [Test]
    public void Section2AnEventThatALossCutOffHasNoLastRecord()
    {
        _events.Give(Order(1));
        _events.Give(new MarketEvent { Kind = EventKind.Gap, Quantity = 2 }, MarketEvent.NoInstrument, seqNum: 4);
        _events.Give(Order(2), seqNum: 4, ends: true);

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.Flags & DbnFlags.Last) != 0), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void Section2RecordsOfSeveralChannelsStayInTheirOrder()
    {
        _events.Give(Order(1), channel: 0, seqNum: 1);
        _events.Give(Order(2), channel: 1, seqNum: 2, ends: true);
        _events.Give(Order(3), channel: 0, seqNum: 3, ends: true);

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.OrderId, (one.Flags & DbnFlags.Last) != 0)), Is.EqualTo(new[]
        {
            (1UL, false), (2UL, true), (3UL, true),
        }));
    }

    [Test]
    public void Section2ATradeIsFollowedByFillsOfRestingOrders()
    {
        _events.Give(Trade(BookSide.Bid));
        foreach (ulong id in (ulong[])[10, 11, 12]) _events.Give(TradeOrder(id)); // the aggressor's first
        _events.End();

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.Action, one.OrderId, one.Side, one.Size)), Is.EqualTo(new[]
        {
            (DbnAction.Trade, 0UL, DbnSide.Bid, 7u), (DbnAction.Fill, 11UL, DbnSide.Ask, 2u), (DbnAction.Fill, 12UL, DbnSide.Ask, 2u),
        }));
        Assert.That(_events.OmittedCount, Is.EqualTo(1), "the aggressor's order, which did not rest");
    }

    [Test]
    public void Section2OrdersToldBehindAllTradesAreOfTheTradeAtTheirPrice()
    {
        _events.Give(Trade(BookSide.Bid, price: 50));
        _events.Give(Trade(BookSide.Ask, price: 60));
        foreach ((ulong id, long price) in ((ulong, long)[])[(1, 50), (2, 50), (3, 60), (4, 60)]) _events.Give(TradeOrder(id, price));
        _events.End();

        Assert.That(_events.Records<MboRecord>().Where(static one => one.Action == DbnAction.Fill).Select(static one => (one.OrderId, one.Side)), Is.EqualTo(new[]
        {
            (2UL, DbnSide.Ask), (4UL, DbnSide.Bid),
        }));
    }

    [Test]
    public void Section2WithoutAnAggressorNobodyKnowsTheSides()
    {
        _events.Give(Trade(BookSide.None));
        _events.Give(TradeOrder(1));
        _events.Give(TradeOrder(2));
        _events.End();

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.Action, one.Side)), Is.EqualTo(new[]
        {
            (DbnAction.Trade, DbnSide.None), (DbnAction.Fill, DbnSide.None), (DbnAction.Fill, DbnSide.None),
        }));
    }

    [Test]
    public void Section2ACorrectionOfATradeIsOmittedAndCounted()
    {
        _events.Give(Trade(BookSide.Bid) with { Action = BookAction.Delete });
        Assert.That((_events.Records<MboRecord>().Length, _events.OmittedCount), Is.EqualTo((0, 1)));
    }

    [TestCase(EventFlags.Restored)]
    [TestCase(EventFlags.Recovery)]
    public void Section2WhatIsRestoredIsMarkedAsSnapshot(EventFlags flags)
    {
        _events.Give(new MarketEvent { Kind = EventKind.OrderClear, Flags = flags });
        _events.Give(Order(1) with { Flags = flags });
        _events.Give(Order(2), seqNum: 2);
        MboRecord[] records = _events.Records<MboRecord>();

        Assert.That(records.Select(static one => (one.Flags & DbnFlags.Snapshot) != 0), Is.EqualTo(new[] { true, true, false }));
        Assert.That((records[0].Action, records[0].Side, records[0].Price), Is.EqualTo((DbnAction.Clear, DbnSide.None, long.MaxValue)));
    }

    [Test]
    public void Section2WhatComesBetweenALossAndItsHealingMayBeOfABadBook()
    {
        _events.Give(new MarketEvent { Kind = EventKind.OrderWhole });
        _events.Give(Order(1));
        _events.Give(new MarketEvent { Kind = EventKind.Gap, Quantity = 2 }, MarketEvent.NoInstrument, seqNum: 4);
        _events.Give(Order(2), seqNum: 4);
        _events.Give(new MarketEvent { Kind = EventKind.OrderClear, Flags = EventFlags.Restored | EventFlags.InDoubt }, seqNum: 5);
        _events.Give(new MarketEvent { Kind = EventKind.OrderWhole }, seqNum: 5);
        _events.Give(Order(3), seqNum: 5);

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.Action, (one.Flags & DbnFlags.MaybeBadBook) != 0)), Is.EqualTo(new[]
        {
            (DbnAction.Add, false), (DbnAction.Add, true), (DbnAction.Clear, true), (DbnAction.Add, false),
        }));
    }

    [Test]
    public void Section2AResetOfTheChannelClearsEachBook()
    {
        _events.Give(new MarketEvent { Kind = EventKind.BookClear }, MarketEvent.NoInstrument, ends: true);
        MboRecord[] records = _events.Records<MboRecord>();

        Assert.That(records.Select(static one => one.Header.InstrumentId), Is.EqualTo(new[] { 100u, 101u, 102u, 103u }));
        Assert.That(records.All(static one => one is { Action: DbnAction.Clear, Flags: DbnFlags.Last }), Is.True);
    }

    [Test]
    public void Section1Point9TimesOfReceivingNeverGoBack()
    {
        _events.Give(Order(1), seqNum: 7);
        _events.Give(Trade(BookSide.Bid), seqNum: 7, ends: true); // which has the packet's time
        _events.Give(Order(2), seqNum: 8, ends: true); // of a packet whose time nothing tells
        _events.Give(Trade(BookSide.Bid) with { RxNs = 6000 }, seqNum: 9, ends: true);

        Assert.That(_events.Records<MboRecord>().Select(static one => (one.TsRecv, (one.Flags & DbnFlags.BadTsRecv) != 0)), Is.EqualTo(new[]
        {
            (7000UL, false), (7000UL, false), (7000UL, true), (7000UL, true),
        }));
    }

    [Test]
    public void MappingMakesNoGarbage()
    {
        _events.Drop();
        uint seqNum = 10;
        Assert.That(AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                _events.Give(Order((ulong)i), instrument: i & 3, seqNum: ++seqNum);
                _events.Give(Trade(BookSide.Bid), instrument: i & 3, seqNum: seqNum, ends: true);
            }
        }), Is.Zero);
    }
}
