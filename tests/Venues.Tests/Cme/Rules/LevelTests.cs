using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Market by Price book management (FIX tag 279 MDUpdateAction)")]
public sealed class LevelTests : ChannelRules
{
    private const sbyte Depth = 3;
    private const sbyte ImpliedDepth = 2;

    private static readonly char[] AllTypes = ['0', '1', 'E', 'F'];

    [SetUp]
    public void Start() => Channel.Start(depth: Depth, impliedDepth: ImpliedDepth);

    [TestCaseSource(nameof(AllTypes))]
    [Source("New: levels from there on move down one; no Delete is sent for the one that falls off")]
    public void NewPushesTheLastLevelOff(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.New, 1, PriceOf(type, 0)));

        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(Enumerable.Range(0, DepthOf(type)).Select(number => PriceOf(type, number))));
    }

    [TestCase('E')]
    [TestCase('F')]
    [Source("MarketDepth of GBI may be 1: then New pushes the only level off, and Delete leaves none")]
    public void AnImpliedSideOfOneLevelHoldsOne(char type)
    {
        Channel.Send(54, new Definition { Depths = [("GBX", 3), ("GBI", 1)] }).Send(46, new Entry { Type = 'J' });
        Channel.Send(46, Entry.Of(type, Entry.New, 1, 5), Entry.Of(type, Entry.New, 1, 6));
        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(new long[] { 6 }));

        Channel.Send(46, Entry.Of(type, Entry.Delete, 1, 6));
        Assert.That((Channel.Levels(SideOf(type)), Channel.Book().State), Is.EqualTo((Array.Empty<long>(), BookState.Whole)));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("New at the last level replaces it alone")]
    public void NewAtTheBottomMovesNothing(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.New, (byte)DepthOf(type), PriceOf(type, 9)));

        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(FilledPrices(type)[..^1].Append(PriceOf(type, 9))));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("Change: quantity and order count of the level are replaced")]
    public void ChangeReplacesTheLevel(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.Change, 2, PriceOf(type, 2), 99, 8));

        Assert.That(Channel.Book().TryGetLevel(SideOf(type), 2, out Level level), Is.True);
        Assert.That((level.Quantity, level.Orders), Is.EqualTo((99L, type < 'E' ? 8 : MarketEvent.NullOrders)));
        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(FilledPrices(type)));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("Delete: deeper levels move up; the last is empty")]
    public void DeleteMovesDeeperLevelsUp(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.Delete, 1, PriceOf(type, 1)));

        Assert.That(Channel.Prices(SideOf(type)), Is.EqualTo(FilledPrices(type)[1..].Select(price => (long?)price).Append(null)));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("Delete at the last level removes it alone")]
    public void DeleteAtTheBottomMovesNothing(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.Delete, (byte)DepthOf(type), PriceOf(type, DepthOf(type))));

        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(FilledPrices(type)[..^1]));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("Delete goes by the level: its price may be null")]
    public void DeleteNeedsNoPrice(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.Delete, 1, null, null, null));

        Assert.That((Channel.The(EventKind.Book).PriceNano, Channel.Counters.InvalidEntries), Is.EqualTo((MarketEvent.NullPrice, 0L)));
        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(FilledPrices(type)[1..]));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("DeleteThru: the whole side is empty")]
    public void DeleteThruEmptiesTheSideAndNoOther(char type)
    {
        foreach (char other in AllTypes) Fill(other);
        Channel.Send(46, Entry.Of(type, Entry.DeleteThru, 1, null));

        foreach (char other in AllTypes) Assert.That(Channel.Levels(SideOf(other)), Has.Length.EqualTo(other == type ? 0 : DepthOf(other)));
        Assert.That((Channel.Prices(SideOf(type)), Channel.Book().State), Is.EqualTo((new long?[DepthOf(type)], BookState.Whole)));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("DeleteFrom: descriptions differ on which levels go, so that the side is unknown until it is stated again")]
    public void DeleteFromLeavesTheSideUnknown(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.DeleteFrom, 1, null));

        Assert.That(Channel.Prices(SideOf(type)), Is.All.EqualTo(-1));
        Assert.That((Channel.Book().State, Channel.Counters.InvalidEntries), Is.EqualTo((BookState.Partial, 0L)));
        Fill(type, Entry.Overlay);
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("Overlay: the level is overwritten, its price included; no other moves")]
    public void OverlayReplacesThePrice(char type)
    {
        Fill(type);
        Channel.Send(46, Entry.Of(type, Entry.Overlay, 1, PriceOf(type, 0), 5));

        Assert.That(Channel.Levels(SideOf(type)), Is.EqualTo(FilledPrices(type)[1..].Prepend(PriceOf(type, 0))));
        Assert.That(Channel.The(EventKind.Book).Action, Is.EqualTo(BookAction.Overlay));
    }

    [Test]
    [Source("Sides are independent of each other")]
    public void NoUpdateTouchesAnotherSide([Values('0', '1', 'E', 'F')] char type, [Range(0, 5)] int action)
    {
        foreach (char other in AllTypes) Fill(other);
        Channel.Send(46, Entry.Of(type, (byte)action, 1, PriceOf(type, action == Entry.New ? 0 : 1)));

        foreach (char other in AllTypes.Where(other => other != type)) Assert.That(Channel.Levels(SideOf(other)), Is.EqualTo(FilledPrices(other)));
    }

    [Test]
    [Source("MDPriceLevel counts from 1 to MarketDepth: no other level exists")]
    public void ALevelThatDoesNotExistPutsTheBookInDoubt([Values('0', '1', 'E', 'F')] char type, [Range(0, 5)] int action, [Values(0, 1, 255)] int beyond)
    {
        Fill(type);
        int level = beyond == 1 ? DepthOf(type) + 1 : beyond;
        Channel.Send(46, Entry.Of(type, (byte)action, (byte)level, PriceOf(type, 5)));

        AssertRefused();
    }

    [TestCaseSource(nameof(AllTypes))]
    [Source("FIX tag 279 MDUpdateAction: 0 to 5")]
    public void AnUnknownActionPutsTheBookInDoubt(char type)
    {
        foreach (byte action in new byte[] { 6, 7, 128, 255 })
        {
            Channel.Send(46, new Entry { Type = 'J' });
            Channel.Send(46, Entry.Of(type, action, 1, PriceOf(type, 1)));
            Assert.That((Channel.Of(EventKind.Book), Channel.Prices(BookSide.Bid)[0]), Is.EqualTo((Array.Empty<MarketEvent>(), (long?)-1)));
        }

        Assert.That(Channel.Counters.InvalidEntries, Is.EqualTo(4));
    }

    [Test]
    [Source("PRICENULL is 2^63-1: a level without a price is none")]
    public void ALevelWithoutAPricePutsTheBookInDoubt(
        [Values('0', '1', 'E', 'F')] char type, [Values(Entry.New, Entry.Change, Entry.Overlay)] byte action, [Values(32, 46, 64)] int template)
    {
        Channel.Send(template, Entry.Of(type, action, 1, null));

        AssertRefused();
    }

    [Test]
    [Source("Spreads have negative and zero prices")]
    public void ZeroAndNegativePricesArePrices()
    {
        Channel.Send(46, Entry.Bid(1, 0), Entry.Bid(2, -25), Entry.Ask(1, 0));

        Assert.That((Channel.Levels(BookSide.Bid), Channel.Levels(BookSide.Ask)), Is.EqualTo((new long[] { 0, -25 }, new long[] { 0 })));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    private static long PriceOf(char type, int number) => type is '0' or 'E' ? 1000 - number : 2000 + number;

    private static int DepthOf(char type) => type < 'E' ? Depth : ImpliedDepth;

    private static BookSide SideOf(char type) => (BookSide)Array.IndexOf(AllTypes, type);

    private static long[] FilledPrices(char type) => [.. Enumerable.Range(1, DepthOf(type)).Select(number => PriceOf(type, number))];

    private void Fill(char type, byte action = Entry.New) =>
        Channel.Send(46, [.. Enumerable.Range(1, DepthOf(type)).Select(number => Entry.Of(type, action, (byte)number, PriceOf(type, number)))]);

    private void AssertRefused()
    {
        Assert.That((Channel.The(EventKind.BookStale).Flags & EventFlags.InDoubt, Channel.Counters.InvalidEntries), Is.EqualTo((EventFlags.InDoubt, 1L)));
        Assert.That((Channel.The(EventKind.BookStale).RptSeq, Channel.Book().State), Is.EqualTo((Channel.Book().RptSeq, BookState.Partial)));
        Assert.That(Channel.Of(EventKind.Book), Is.Empty);
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++) Assert.That(Channel.Prices(side), Is.All.EqualTo(-1));
    }
}
