using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market Data Incremental Refresh - Session Statistics (35, 51, 67), Daily Statistics (33, 49), Limits and Banding (34, 50)")]
public sealed class StatisticTests : ChannelRules
{
    private const long Null = MarketEvent.NullPrice;

    [SetUp]
    public void Start() => Channel.Start();

    [Test, Combinatorial]
    [Source("FIX tag 269 MDEntryType: 4 open, 7 high, 8 low, 9 VWAP, N highest bid, O lowest offer")]
    public void ASessionStatisticIsAPrice([Values(35, 51, 67)] int template, [Values('4', '7', '8', '9', 'N', 'O')] char type)
    {
        Channel.Send(template, Entry.Statistic(type, -425025, flag: 0));

        (StatisticKind kind, long price) = (KindOf(type), -425025L * Messages.NanoPerMantissa(template));
        MarketEvent told = Channel.The(EventKind.Statistic);
        Assert.That((told.Statistic, told.PriceNano, told.Quantity), Is.EqualTo((kind, price, MarketEvent.NullQuantity)));
        Assert.That((told.Action, told.RptSeq, told.Detail), Is.EqualTo((BookAction.New, 2u, (byte)0)));
        AssertOnly(kind, price);
    }

    [Test, Combinatorial]
    [Source("FIX tag 269 MDEntryType: 6 settlement and W fixing are prices")]
    public void SettlementAndFixingArePrices([Values(33, 49)] int template, [Values('6', 'W')] char type, [Values(0, 3, 10)] byte bits)
    {
        Channel.Send(template, Entry.Statistic(type, 4250, 99, flag: bits));

        (StatisticKind kind, long price) = (KindOf(type), 4250L * Messages.NanoPerMantissa(template));
        MarketEvent told = Channel.The(EventKind.Statistic);
        Assert.That((told.Statistic, told.PriceNano, told.Quantity, told.Detail), Is.EqualTo((kind, price, 99L, bits)));
        AssertOnly(kind, price);
    }

    [Test, Combinatorial]
    [Source("FIX tag 269 MDEntryType: B cleared volume and C open interest are in MDEntrySize, their price is null")]
    public void ClearedVolumeAndOpenInterestAreQuantities([Values(33, 49)] int template, [Values('B', 'C')] char type, [Values(null, 77L)] long? price)
    {
        Channel.Send(template, Entry.Statistic(type, price, 123456));

        Assert.That((Channel.The(EventKind.Statistic).Statistic, Channel.The(EventKind.Statistic).Quantity), Is.EqualTo((KindOf(type), 123456L)));
        AssertOnly(KindOf(type), 123456);
    }

    [Test]
    [Source("FIX tag 286 OpenCloseSettlFlag: 5 makes type 4 the indicative opening price, with an indicative size; anything else is the open")]
    public void AnIndicativeOpenIsNoOpen([Values(35, 51, 67)] int template)
    {
        int nano = Messages.NanoPerMantissa(template);
        Channel.Send(template, Entry.Statistic('4', 100, flag: 0), Entry.Statistic('4', 105, 33, flag: 5));

        Assert.That(Channel.Events.Select(told => (told.Statistic, told.PriceNano, told.Quantity, told.Detail)), Is.EqualTo(new[]
        {
            (StatisticKind.Open, 100L * nano, MarketEvent.NullQuantity, (byte)0), (StatisticKind.IndicativeOpen, 105L * nano, 33L, (byte)5),
        }));
        Assert.That((Channel.Statistics()[StatisticKind.Open], Channel.Statistics()[StatisticKind.IndicativeOpen]), Is.EqualTo((100L * nano, 105L * nano)));
    }

    [TestCase('7')]
    [TestCase('8')]
    [TestCase('N')]
    [Source("FIX tag 286 OpenCloseSettlFlag speaks of type 4 only")]
    public void TheFlagOfTheOpenChangesNoOtherStatistic(char type)
    {
        Channel.Send(51, Entry.Statistic(type, 100, flag: 5));

        AssertOnly(KindOf(type), 100);
    }

    [TestCase(33, '6')]
    [TestCase(49, 'B')]
    [TestCase(49, 'C')]
    [TestCase(49, 'W')]
    [TestCase(35, '7')]
    [TestCase(51, '4')]
    [TestCase(67, 'O')]
    [Source("MDUpdateAction of a statistic: New and Change set it, Delete takes it back, whatever price it carries")]
    public void ChangeReplacesAndDeleteTakesBack(int template, char type)
    {
        int nano = type is 'B' or 'C' ? 1 : Messages.NanoPerMantissa(template);
        Channel.Send(template, Entry.Statistic(type, 100, 100)).Send(template, Entry.Statistic(type, 101, 101, Entry.Change));
        Assert.That(Channel.The(EventKind.Statistic).Action, Is.EqualTo(BookAction.Change));
        AssertOnly(KindOf(type), 101L * nano);

        Channel.Send(template, Entry.Statistic(type, 101, 101, Entry.Delete));
        Assert.That(Channel.The(EventKind.Statistic).Action, Is.EqualTo(BookAction.Delete));
        AssertOnly(KindOf(type), Null);
    }

    [TestCase(34)]
    [TestCase(50)]
    [Source("FIX tag 269 MDEntryType g: HighLimitPrice, LowLimitPrice and MaxPriceVariation under one RptSeq, each nullable")]
    public void LimitsAreThreeStatisticsUnderOneNumber(int template)
    {
        int nano = Messages.NanoPerMantissa(template);
        Channel.Send(template, Entry.Statistic('g', 110) with { Low = 90, Band = 6 });

        Assert.That(Channel.Events.Select(told => (told.Statistic, told.PriceNano, told.Quantity, told.RptSeq, told.Action)), Is.EqualTo(new[]
        {
            (StatisticKind.UpperLimit, 110L * nano, MarketEvent.NullQuantity, 2u, BookAction.New),
            (StatisticKind.LowerLimit, 90L * nano, MarketEvent.NullQuantity, 2u, BookAction.New),
            (StatisticKind.MaxPriceVariation, 6L * nano, MarketEvent.NullQuantity, 2u, BookAction.New),
        }));
        Assert.That(Channel.Statistics()[StatisticKind.UpperLimit], Is.EqualTo(110L * nano));
        Assert.That(Channel.Statistics()[StatisticKind.LowerLimit], Is.EqualTo(90L * nano));
        Assert.That((Channel.Statistics()[StatisticKind.MaxPriceVariation], Channel.Book().RptSeq), Is.EqualTo((6L * nano, 2u)));

        Channel.Send(template, Entry.Statistic('g', null));
        for (StatisticKind kind = StatisticKind.UpperLimit; kind <= StatisticKind.MaxPriceVariation; kind++) Assert.That(Channel.Statistics()[kind], Is.EqualTo(Null));
    }

    [TestCase(37, 0L)]
    [TestCase(37, int.MaxValue + 0L)]
    [TestCase(66, 5_000_000_000L)]
    [Source("CME MDP 3.0, electronic volume (MDEntryType e): cumulative for the trade date, overwrites")]
    public void TheVolumeIsThatOfTheTradeDate(int template, long volume)
    {
        Channel.Send(template, Entry.Volume(7)).Send(template, Entry.Volume(volume, Entry.Overlay));

        MarketEvent told = Channel.The(EventKind.Volume);
        Assert.That((told.Quantity, told.PriceNano, told.RptSeq, told.Action), Is.EqualTo((volume, Null, 3u, BookAction.Overlay)));
        Assert.That(Channel.Book().Volume, Is.EqualTo(volume));
    }

    [TestCase(37)]
    [TestCase(66)]
    [Source("MDUpdateAction of the volume: Delete takes it back")]
    public void ADeletedVolumeIsNone(int template)
    {
        Channel.Send(template, Entry.Volume(7)).Send(template, Entry.Volume(7, Entry.Delete));

        Assert.That((Channel.The(EventKind.Volume).Quantity, Channel.Book().Volume), Is.EqualTo((MarketEvent.NullQuantity, MarketEvent.NullQuantity)));
    }

    [TestCase(51, 'Z')]
    [TestCase(51, '0')]
    [TestCase(33, 'e')]
    [TestCase(49, '\0')]
    [Source("FIX tag 269 MDEntryType of a statistic: what is not defined is passed over; its RptSeq counts")]
    public void AnUnknownStatisticOnlyCounts(int template, char type)
    {
        Channel.Send(46, Entry.Bid(1, 100)).Send(template, Entry.Statistic(type, 100, 5));

        Assert.That((Channel.The(EventKind.Other).RptSeq, Channel.Counters.InvalidEntries, Channel.Book().RptSeq), Is.EqualTo((3u, 1L, 3u)));
        AssertOnly(StatisticKind.Open, Null);
        Assert.That(Channel.Levels(BookSide.Bid), Is.EqualTo(new long[] { 100 }), "the book is none of a statistic's");
    }

    private static StatisticKind KindOf(char type) => type switch
    {
        '4' => StatisticKind.Open,
        '6' => StatisticKind.Settlement,
        '7' => StatisticKind.SessionHigh,
        '8' => StatisticKind.SessionLow,
        '9' => StatisticKind.Vwap,
        'B' => StatisticKind.ClearedVolume,
        'C' => StatisticKind.OpenInterest,
        'N' => StatisticKind.HighestBid,
        'O' => StatisticKind.LowestOffer,
        _ => StatisticKind.Fixing,
    };

    private void AssertOnly(StatisticKind kind, long value)
    {
        for (StatisticKind other = StatisticKind.Open; other <= StatisticKind.MaxPriceVariation; other++)
            Assert.That(Channel.Statistics()[other], Is.EqualTo(other == kind ? value : Null), other.ToString());
    }
}
