using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market by Price: bids strictly descend and asks strictly ascend after every entry; a side has no hole")]
public sealed class BookValidityTests : ChannelRules
{
    [SetUp]
    public void Start() => Channel.Start();

    [TestCase('0', 100, 99, true)]
    [TestCase('0', 100, 100, false)]
    [TestCase('0', 100, 101, false)]
    [TestCase('1', 100, 101, true)]
    [TestCase('1', 100, 100, false)]
    [TestCase('1', 100, 99, false)]
    [TestCase('E', 100, 99, true)]
    [TestCase('E', 100, 101, false)]
    [TestCase('F', 100, 101, true)]
    [TestCase('F', 100, 99, false)]
    public void ASideOutOfOrderIsNeverWhole(char type, long first, long second, bool isOrdered)
    {
        Channel.Send(46, Entry.Of(type, Entry.New, 1, first), Entry.Of(type, Entry.New, 2, second));

        Assert.That(Channel.Book().State, Is.EqualTo(isOrdered ? BookState.Whole : BookState.Suspect));
    }

    [TestCase('0')]
    [TestCase('1')]
    [TestCase('E')]
    [TestCase('F')]
    public void ASideWithAHoleIsNeverWhole(char type)
    {
        Channel.Send(46, Entry.Of(type, Entry.New, 2, 100));

        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Suspect));
        Channel.Send(46, Entry.Of(type, Entry.Delete, 2, 100));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    [Source("Levels of which nothing is known are no hole")]
    public void AnUnknownLevelIsNoHole()
    {
        Channel.Send(46, Entry.Of('0', Entry.DeleteFrom, 1, null), Entry.Bid(2, 100), Entry.Bid(4, 98));

        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Partial));
        Channel.Send(46, Entry.Bid(3, 97, Entry.Overlay));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Suspect), "97 above 98");
    }

    [TestCase(100, 101, false)]
    [TestCase(100, 100, true)]
    [TestCase(105, 100, true)]
    [Source("Crossed books of several ticks occur in mid-session in data without gaps: they are told and stay whole")]
    public void ACrossedBookIsToldAndStaysWhole(long bid, long ask, bool isCrossed)
    {
        Channel.Send(46, Entry.Bid(1, bid), Entry.Ask(1, ask));

        Assert.That((Channel.Book().IsCrossed, Channel.Book().State), Is.EqualTo((isCrossed, BookState.Whole)));
    }

    [Test]
    [Source("Implied rows must not leak into the direct book")]
    public void ImpliedLevelsCrossNothing()
    {
        Channel.Send(46, Entry.ImpliedBid(1, 105), Entry.ImpliedAsk(1, 100), Entry.Ask(1, 103));

        Assert.That((Channel.Book().IsCrossed, Channel.Levels(BookSide.Bid)), Is.EqualTo((false, Array.Empty<long>())));
    }

    [Test]
    [Source("A price of 1e-7 that does not fit 1e-9 in 64 bits is none; it is counted")]
    public void APriceTooLargeIsNoneAndCounted([Values(92_233_720_368_547_759, -92_233_720_368_547_759)] long mantissa)
    {
        Channel.Send(35, Entry.Statistic('7', mantissa));
        Assert.That((Channel.The(EventKind.Statistic).PriceNano, Channel.Counters.PriceOverflow), Is.EqualTo((MarketEvent.NullPrice, 1L)));

        Channel.Send(32, Entry.Bid(1, mantissa));
        Assert.That((Channel.Counters.InvalidEntries, Channel.Counters.PriceOverflow), Is.EqualTo((1L, 2L)), "a level without a price");
    }

    [TestCase(32)]
    [TestCase(46)]
    [Source("Int64.MinValue is no price on any venue: books mark with it a level of which nothing is known; it is counted")]
    public void TheLeastMantissaIsNoPrice(int template)
    {
        Channel.Start().Send(template, Entry.Bid(1, long.MinValue));

        Assert.That((Channel.Counters.InvalidEntries, Channel.Counters.PriceOverflow), Is.EqualTo((1L, 1L)));
        Assert.That((Channel.Of(EventKind.Book), Channel.The(EventKind.BookStale).RptSeq), Is.EqualTo((Array.Empty<MarketEvent>(), 2u)));
    }

    [Test]
    [Source("A price of 1e-7 that just fits is one, and null is no overflow")]
    public void TheLargestPricesFit([Values(92_233_720_368_547_758, -92_233_720_368_547_758)] long mantissa)
    {
        Channel.Send(35, Entry.Statistic('7', mantissa)).Send(33, Entry.Statistic('B', null, 5));

        Assert.That((Channel.Statistics()[StatisticKind.SessionHigh], Channel.Counters.PriceOverflow), Is.EqualTo((mantissa * 100, 0L)));
    }

    [Test]
    [Source("A table that is full refuses further instruments, counts their entries and serves the others")]
    public void AFullTableRefusesAndServesTheRest()
    {
        using RuleChannel channel = new RuleChannel(2);
        channel.Start().Start(2).Send(46, Entry.Bid(1, 5) with { Security = 3 }, Entry.Bid(1, 100));
        Assert.That((channel.Counters.InstrumentsRefused, channel.Instruments.Count, channel.Instruments.Find(3)), Is.EqualTo((1L, 2, -1)));
        Assert.That((channel.Levels(BookSide.Bid), channel.Events), Is.EqualTo((new long[] { 100 }, new[] { channel.The(EventKind.Book) })));

        channel.Send(48, Entry.Trade(5, 1, orders: 1) with { Security = 3, Fills = [(1, 1)] }).Send(51, Entry.Statistic('7', 5) with { Security = 3 });
        channel.Send(37, Entry.Volume(5) with { Security = 3 }).Send(50, Entry.Statistic('g', 5) with { Security = 3 });
        channel.Send(new StatusMessage(17) { Security = 3 }).Send(54, new Definition { Security = 3 });
        Assert.That((channel.Counters.InstrumentsRefused, channel.Events), Is.EqualTo((7L, new[] { channel.The(EventKind.EventEnd) })));
    }
}
