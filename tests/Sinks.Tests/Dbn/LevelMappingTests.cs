using FeedHandler.Core.Events;
using FeedHandler.Dbn;
using FeedHandler.Sinks.Dbn;
using static FeedHandler.Sinks.Tests.Dbn.MappedEvents;

namespace FeedHandler.Sinks.Tests.Dbn;

/// <summary>Rule: levels, statistics and statuses become records by the table of the specification, section 2.</summary>
public sealed class LevelMappingTests
{
    [TestCase(372275_000_000_000, 10_000_000, 3_722_750_000_000)] // as the official sample has it: 372275 with a factor of 0.01
    [TestCase(-5_000_000_000, 10_000_000, -50_000_000)]
    [TestCase(7_000_000_000, 1_000_000_000, 7_000_000_000)]
    [TestCase(7_000_000_000, 0, 7_000_000_000)] // no factor was told
    [TestCase(MarketEvent.NullPrice, 10_000_000, DbnUndefined.Price)]
    [TestCase(9_000_000_000_000_000_000, 100_000_000_000, DbnUndefined.Price)] // which does not fit
    public void Section2APriceIsTheDisplayedOne(long priceNano, long factorNano, long expected) =>
        Assert.That(DbnWords.Price(priceNano, factorNano), Is.EqualTo(expected));

    [TestCase(-1, DbnUndefined.OrderSize)]
    [TestCase(5, 5u)]
    [TestCase(MarketEvent.NullQuantity, DbnUndefined.OrderSize)]
    [TestCase(uint.MaxValue, DbnUndefined.OrderSize)]
    public void Section17ASizeThatDoesNotFitIsUndefined(long quantity, uint expected) => Assert.That(DbnWords.Size(quantity), Is.EqualTo(expected));

    [Test]
    public void Section2ALevelIsToldWithAllLevelsBehindIt()
    {
        using MappedEvents events = new(DbnSchema.Mbp10);
        events.Give(new MarketEvent { Kind = EventKind.BookClear });
        events.Give(Level(BookSide.Bid, 1, 50));
        events.Give(Level(BookSide.Ask, 1, 60));
        events.Give(Level(BookSide.ImpliedBid, 1, 70)); // which the format has no place for
        events.Give(Level(BookSide.Bid, 2, 40), ends: true);
        Mbp10Record[] records = events.Records<Mbp10Record>();

        Assert.That(records.Select(static one => (one.Action, one.Side, one.Depth, one.Price)), Is.EqualTo(new[]
        {
            (DbnAction.Clear, DbnSide.None, 0, long.MaxValue), (DbnAction.Add, DbnSide.Bid, 0, 50L), (DbnAction.Add, DbnSide.Ask, 0, 60L), (DbnAction.Add, DbnSide.Bid, 1, 40L),
        }));
        (BookLevel first, BookLevel second, BookLevel third) = (records[3].Levels[0], records[3].Levels[1], records[3].Levels[2]);
        Assert.That((first.BidPrice, first.BidSize, first.BidCount, first.AskPrice), Is.EqualTo((50L, 10u, 2u, 60L)));
        Assert.That((second.BidPrice, second.AskPrice, second.AskSize, third.BidPrice), Is.EqualTo((40L, long.MaxValue, 0u, long.MaxValue)));
        Assert.That((records[3].Flags & (DbnFlags.Last | DbnFlags.Mbp), records[3].Header.LengthWords, records[3].TsRecv), Is.EqualTo((DbnFlags.Last | DbnFlags.Mbp, 92, 1000UL)));
    }

    [Test]
    public void Section2TheTopIsToldWhereItChanges()
    {
        using MappedEvents events = new(DbnSchema.Mbp1);
        events.Give(Level(BookSide.Bid, 1, 50));
        events.Give(Level(BookSide.Bid, 2, 40)); // below the top
        events.Give(Trade(BookSide.Ask, price: 50));
        events.Give(Level(BookSide.Bid, 1, 50, BookAction.Delete), ends: true); // what is below becomes the top

        Assert.That(events.Records<Mbp1Record>().Select(static one => (one.Action, one.Level.BidPrice)), Is.EqualTo(new[]
        {
            (DbnAction.Add, 50L), (DbnAction.Trade, 50L), (DbnAction.Cancel, 40L),
        }));
    }

    [Test]
    public void Section2ABookThatIsNotWholeMayBeBad()
    {
        using MappedEvents events = new(DbnSchema.Mbp1);
        events.Give(Level(BookSide.Bid, 1, 50), ends: true); // joined in mid-session: what is below is not known

        Assert.That(events.Records<Mbp1Record>().Single().Flags & DbnFlags.MaybeBadBook, Is.EqualTo(DbnFlags.MaybeBadBook));
    }

    [TestCase(StatisticKind.Open, 1)]
    [TestCase(StatisticKind.IndicativeOpen, 2)]
    [TestCase(StatisticKind.Settlement, 3)]
    [TestCase(StatisticKind.SessionLow, 4)]
    [TestCase(StatisticKind.SessionHigh, 5)]
    [TestCase(StatisticKind.ClearedVolume, 6)]
    [TestCase(StatisticKind.LowestOffer, 7)]
    [TestCase(StatisticKind.HighestBid, 8)]
    [TestCase(StatisticKind.OpenInterest, 9)]
    [TestCase(StatisticKind.Fixing, 10)]
    [TestCase(StatisticKind.Vwap, 13)]
    [TestCase(StatisticKind.UpperLimit, 17)]
    [TestCase(StatisticKind.LowerLimit, 18)]
    [TestCase(StatisticKind.MaxPriceVariation, 0)] // which has no type
    public void Section2AStatisticHasItsType(StatisticKind kind, int type)
    {
        using MappedEvents events = new(DbnSchema.Statistics);
        events.Give(new MarketEvent { Kind = EventKind.Statistic, Statistic = kind, PriceNano = 50, Quantity = MarketEvent.NullQuantity, Detail = 3 }, seqNum: 6);
        events.End();
        StatisticsRecord[] records = events.Records<StatisticsRecord>();

        Assert.That((records.Length, events.OmittedCount), Is.EqualTo(type == 0 ? (0, 1L) : (1, 0L)));
        if (type == 0) return;
        Assert.That(((int)records[0].StatType, records[0].Price, records[0].Quantity, records[0].Sequence), Is.EqualTo((type, 50L, long.MaxValue, 6u)));
        Assert.That((records[0].StatFlags, records[0].UpdateAction), Is.EqualTo((kind == StatisticKind.Settlement ? 3 : 0, DbnStatUpdate.New)));
    }

    [TestCase(TradingStatus.Open, StatusChange.None, 7, 0)] // 17
    [TestCase(TradingStatus.Halted, StatusChange.None, 8, 0)] // 2
    [TestCase(TradingStatus.PreOpen, StatusChange.None, 1, 0)] // 21
    [TestCase(TradingStatus.PreOpenNoCancel, StatusChange.None, 1, 1)] // 21 with event 1
    [TestCase(TradingStatus.Opening, StatusChange.None, 6, 0)] // 15
    [TestCase(TradingStatus.NotAvailable, StatusChange.None, 15, 0)] // 18
    [TestCase(TradingStatus.Closed, StatusChange.None, 12, 0)] // 4
    [TestCase(TradingStatus.PostClose, StatusChange.None, 13, 0)] // 26
    [TestCase(TradingStatus.PreCross, StatusChange.None, 2, 0)] // 24
    [TestCase(TradingStatus.Cross, StatusChange.None, 4, 0)] // 25
    [TestCase(TradingStatus.Open, StatusChange.ResetStatistics, 7, 2)]
    [TestCase(TradingStatus.Open, StatusChange.ImpliedOn | StatusChange.KeepsStatus, 0, 3)]
    [TestCase(TradingStatus.Open, StatusChange.ImpliedOff | StatusChange.KeepsStatus, 0, 4)]
    public void Section2AStatusHasItsAction(TradingStatus status, StatusChange change, int action, int tradingEvent)
    {
        using MappedEvents events = new(DbnSchema.Status);
        events.Give(new MarketEvent { Kind = EventKind.Status, Status = status, Action = (BookAction)change, Quantity = 1 }, ends: true);
        StatusRecord record = events.Records<StatusRecord>().Single();

        Assert.That(((int)record.Action, (int)record.TradingEvent, record.Reason), Is.EqualTo((action, tradingEvent, DbnStatusReason.SurveillanceIntervention)));
        Assert.That(record.IsTrading, Is.EqualTo(action switch { 0 => DbnTriState.NotAvailable, 7 => DbnTriState.Yes, _ => DbnTriState.No }));
    }

    [Test]
    public void ASchemaThatNoEventsBecomeIsRefused() => Assert.That(() => new MappedEvents(DbnSchema.Imbalance), Throws.ArgumentException.With.Message.Contains("imbalance"));
}
