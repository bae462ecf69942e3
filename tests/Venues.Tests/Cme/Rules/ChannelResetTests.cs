using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Channel Reset (template 4): all books and statistics of the channel are empty, RptSeq restarts at 1")]
public sealed class ChannelResetTests : ChannelRules
{
    [SetUp]
    public void Start()
    {
        Channel.Start().Start(2).Send(46, Entry.Bid(1, 100), Entry.ImpliedBid(1, 99), Entry.Ask(1, 7) with { Security = 2 });
        Channel.Send(49, Entry.Statistic('6', 90)).Send(50, Entry.Statistic('g', 110)).Send(37, Entry.Volume(5)).Send(48, Entry.Trade(100, 3));
        Channel.Send(new StatusMessage(17) { Security = 1 });
    }

    [Test]
    [Source("Stale levels after a reset are a classic failure of certification")]
    public void EveryBookIsEmptyAndKnownToBe()
    {
        long entryCount = Channel.Counters.Entries;
        Channel.Packet(Messages.Reset());

        Assert.That(Channel.Counters.Entries, Is.EqualTo(entryCount + 1));
        Assert.That((Channel.The(EventKind.BookClear).InstrumentIndex, Channel.Counters.ChannelResets), Is.EqualTo((MarketEvent.NoInstrument, 1L)));
        foreach (int security in new[] { 1, 2 })
        {
            for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++) Assert.That(Channel.Prices(side, security), Is.All.Null);
            Assert.That((Channel.Book(security).State, Channel.Book(security).RptSeq), Is.EqualTo((BookState.Whole, 0u)));
        }
    }

    [Test]
    public void StatisticsVolumeAndLastTradeAreGone()
    {
        Channel.Packet(Messages.Reset());

        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
            Assert.That((Channel.Statistics()[kind], Channel.Statistics().IsInDoubt(kind)), Is.EqualTo((MarketEvent.NullPrice, false)), kind.ToString());
        Assert.That((Channel.Book().Volume, Channel.Book().LastPriceNano), Is.EqualTo((MarketEvent.NullQuantity, MarketEvent.NullPrice)));
    }

    [Test]
    [Source("A reset of books is none of the status")]
    public void TheStatusStays()
    {
        Channel.Send(new StatusMessage(2) { Security = 2 }).Packet(Messages.Reset()).Send(new StatusMessage(17) { Group = "ES" });

        Assert.That((Channel.Book().Status, Channel.Book().StatusCode), Is.EqualTo((TradingStatus.Open, (byte)17)));
        Assert.That(Channel.Book(2).Status, Is.EqualTo(TradingStatus.Halted), "a halt of its own too");
    }

    [Test]
    [Source("RptSeq restarts at 1 for every instrument")]
    public void NumbersStartAgainAtOne()
    {
        Channel.Packet(Messages.Reset()).Renumber(1).Send(46, Entry.Bid(1, 55));

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Book }), "1 was expected");
        Assert.That((Channel.Book().RptSeq, Channel.Book().State, Channel.Levels(BookSide.Bid)), Is.EqualTo((1u, BookState.Whole, new long[] { 55 })));
    }

    [Test]
    [Source("RptSeq restarts at 1: a later first number tells that entries were lost")]
    public void ALaterFirstNumberIsAHole()
    {
        Channel.Packet(Messages.Reset()).Renumber(3).Send(46, Entry.Bid(1, 55));

        Assert.That((Channel.Counters.RptSeqGaps, Channel.Book().State), Is.EqualTo((1L, BookState.Partial)));
        Assert.That(Channel.Prices(BookSide.Bid)[..2], Is.EqualTo(new long?[] { 55, -1 }));
    }

    [Test]
    [Source("Weekly reset: packets start again at 1, and all state is dropped")]
    public void ANewSessionDropsEverything()
    {
        Channel.GoTo(1).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());

        Assert.That((Channel.Arbitration.Restarts, Channel.The(EventKind.ChannelReset).Flags), Is.EqualTo((1L, EventFlags.EndOfEvent)));
        foreach (int security in new[] { 1, 2 })
        {
            Assert.That((Channel.Book(security).State, Channel.Book(security).Status), Is.EqualTo((BookState.Unknown, TradingStatus.Unknown)));
            Assert.That((Channel.Book(security).RptSeq, Channel.Book(security).Volume), Is.EqualTo((0u, MarketEvent.NullQuantity)));
        }

        Assert.That((Channel.Statistics()[StatisticKind.Settlement], Channel.Definition().IsDefined), Is.EqualTo((MarketEvent.NullPrice, true)));
    }
}
