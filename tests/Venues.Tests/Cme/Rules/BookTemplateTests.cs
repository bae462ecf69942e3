using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market Data Incremental Refresh - Book: templates 32, 46 and 64")]
public sealed class BookTemplateTests : ChannelRules
{
    [TestCase(32, '0', BookSide.Bid)]
    [TestCase(32, '1', BookSide.Ask)]
    [TestCase(32, 'E', BookSide.ImpliedBid)]
    [TestCase(32, 'F', BookSide.ImpliedAsk)]
    [TestCase(46, '0', BookSide.Bid)]
    [TestCase(46, '1', BookSide.Ask)]
    [TestCase(46, 'E', BookSide.ImpliedBid)]
    [TestCase(46, 'F', BookSide.ImpliedAsk)]
    [TestCase(64, '0', BookSide.Bid)]
    [TestCase(64, '1', BookSide.Ask)]
    [TestCase(64, 'E', BookSide.ImpliedBid)]
    [TestCase(64, 'F', BookSide.ImpliedAsk)]
    [Source("FIX tag 269 MDEntryType: 0 bid, 1 offer, E implied bid, F implied offer; prices 1e-7 up to template 44, 1e-9 from 46 on")]
    public void AnEntryBecomesALevelOfItsSideAndAnEvent(int template, char type, BookSide side)
    {
        Channel.Start().Send(template, Entry.Of(type, Entry.New, 1, -425025, 17, 3));

        MarketEvent told = Channel.The(EventKind.Book);
        Assert.That((told.Side, told.Action, told.Level), Is.EqualTo((side, BookAction.New, (byte)1)));
        Assert.That((told.PriceNano, told.Quantity, told.Orders), Is.EqualTo((-425025L * Messages.NanoPerMantissa(template), 17L, 3)));
        Assert.That((told.InstrumentIndex, told.RptSeq, told.SeqNum), Is.EqualTo((0, 2u, 3u)));
        Assert.That((told.TransactTimeNs, told.RxNs), Is.EqualTo((Messages.TransactTimeNs, RuleChannel.RxNs)));
        Assert.That(Channel.Book().TryGetLevel(side, 1, out Level level), Is.True);
        Assert.That(level, Is.EqualTo(new Level(1, told.PriceNano, 17, side < BookSide.ImpliedBid ? 3 : MarketEvent.NullOrders)));
        Assert.That(Channel.Levels(side), Has.Length.EqualTo(1));
    }

    [TestCase(32)]
    [TestCase(46)]
    [TestCase(64)]
    [Source("Int32NULL is 2147483647, uInt64NULL the largest value: null of MDEntrySize and NumberOfOrders stays null")]
    public void NullQuantityAndNullOrdersAreNull(int template)
    {
        Channel.Start().Send(template, Entry.Of('0', Entry.New, 1, 100, null, null));

        MarketEvent told = Channel.The(EventKind.Book);
        Assert.That((told.Quantity, told.Orders), Is.EqualTo((MarketEvent.NullQuantity, MarketEvent.NullOrders)));
        Assert.That(Channel.Book().TryGetLevel(BookSide.Bid, 1, out Level level), Is.True);
        Assert.That((level.Quantity, level.Orders), Is.EqualTo((MarketEvent.NullQuantity, MarketEvent.NullOrders)));
    }

    [TestCase(32, 0L)]
    [TestCase(46, int.MaxValue - 1L)]
    [TestCase(64, 0L)]
    [TestCase(64, int.MaxValue + 0L, Description = "no null where quantities have 64 bits")]
    [TestCase(64, long.MaxValue - 1L)]
    [Source("MDEntrySize: any other value is a quantity, 0 included")]
    public void AnyOtherQuantityIsStored(int template, long quantity)
    {
        Channel.Start().Send(template, Entry.Of('1', Entry.New, 1, 100, quantity));

        Assert.That(Channel.Book().TryGetLevel(BookSide.Ask, 1, out Level level), Is.True);
        Assert.That((level.Quantity, Channel.The(EventKind.Book).Quantity), Is.EqualTo((quantity, quantity)));
    }

    [TestCase(32)]
    [TestCase(46)]
    [TestCase(64)]
    [Source("FIX tag 269 MDEntryType J: the book of the instrument is empty")]
    public void AResetEntryEmptiesAllSides(int template)
    {
        Channel.Start().Send(46, Entry.Bid(1, 100), Entry.Ask(1, 101), Entry.ImpliedBid(1, 99), Entry.ImpliedAsk(1, 102));
        Channel.Send(template, Entry.Of('J', Entry.New, 0, null, null, null));

        Assert.That((Channel.The(EventKind.BookClear).InstrumentIndex, Channel.The(EventKind.BookClear).RptSeq), Is.EqualTo((0, 6u)));
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++) Assert.That(Channel.Prices(side), Is.All.Null);
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [TestCase(32, 'x', BookSide.Bid)]
    [TestCase(46, 'x', BookSide.Bid)]
    [TestCase(64, 'w', BookSide.Ask)]
    [Source("FIX tag 269 MDEntryType w and x (v12): the market's best prices, a book of their own")]
    public void TheMarketsBestPriceIsToldAndIsNoLevel(int template, char type, BookSide side)
    {
        Channel.Start().Send(template, Entry.Of(type, Entry.Change, 1, 77, 5));

        MarketEvent told = Channel.The(EventKind.MarketBest);
        Assert.That((told.Side, told.Action, told.RptSeq), Is.EqualTo((side, BookAction.Change, 2u)));
        Assert.That((told.PriceNano, told.Quantity, told.Level), Is.EqualTo((77L * Messages.NanoPerMantissa(template), 5L, (byte)0)));
        Assert.That((Channel.Levels(BookSide.Bid), Channel.Levels(BookSide.Ask)), Is.EqualTo((Array.Empty<long>(), Array.Empty<long>())));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [TestCase('2')]
    [TestCase('Z')]
    [TestCase('\0')]
    [Source("FIX tag 269 MDEntryType of a book entry: 0 1 E F J w x and nothing else")]
    public void AnEntryOfAnotherTypePutsTheBookInDoubt(char type)
    {
        Channel.Start().Send(46, Entry.Bid(1, 100)).Send(46, Entry.Of(type, Entry.New, 1, 99));

        Assert.That((Channel.The(EventKind.BookStale).RptSeq, Channel.Counters.InvalidEntries), Is.EqualTo((3u, 1L)));
        Assert.That((Channel.Book().State, Channel.Book().RptSeq), Is.EqualTo((BookState.Partial, 3u)));
        Assert.That(Channel.Prices(BookSide.Bid), Is.All.EqualTo(-1));
    }

    [TestCase(43)]
    [TestCase(47)]
    [Source("CME MDP 3.0, Market by Order: entries of orders carry no RptSeq and are counted")]
    public void OrdersAreCountedAndTouchNoBook(int template)
    {
        Channel.Start().Send(template, Entry.Bid(1, 100), Entry.Ask(1, 101));

        Assert.That((Channel.Counters.OrderEntries, Channel.Counters.Entries, Channel.Book().RptSeq), Is.EqualTo((2L, 1L, 1u)));
        Assert.That((Channel.The(EventKind.EventEnd).Flags, Channel.Levels(BookSide.Bid)), Is.EqualTo((EventFlags.EndOfEvent, Array.Empty<long>())));
    }

    [TestCase(32)]
    [TestCase(46)]
    [TestCase(64)]
    [Source("CME MDP 3.0, combined message: its orders (FIX tag 37705) belong to Market by Order")]
    public void OrdersOfACombinedMessageAreCounted(int template)
    {
        Channel.Start().Send(template, Entry.Bid(1, 100) with { Fills = [(5, 6), (7, 8)] }, Entry.Ask(1, 101));

        Assert.That((Channel.Counters.OrderEntries, Channel.Counters.Entries), Is.EqualTo((2L, 3L)));
        Assert.That(Channel.Events, Has.Count.EqualTo(2));
    }
}
