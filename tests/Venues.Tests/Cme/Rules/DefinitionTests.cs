using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Security Definition: templates 27, 29 and 41, and 54 to 58 and 63")]
public sealed class DefinitionTests : ChannelRules
{
    private static readonly int[] AllTemplates = [27, 29, 41, 54, 55, 56, 57, 58, 63];

    [TestCaseSource(nameof(AllTemplates))]
    [Source("FIX tags 48, 55, 1151, 6937, 167, 969, 9787, 1022 and 264")]
    public void ADefinitionTellsItsInstrument(int template)
    {
        int nano = template < 46 ? 100 : 1;
        Channel.Send(
            template,
            new Definition { Security = -7, Symbol = "ESZ6-ESH7 SPREAD 123", Group = "ESGRPX", Asset = "ASSETX", Type = "MLEG", Factor = 10_000_000 });

        ref InstrumentDefinition definition = ref Channel.Definition(-7);
        Assert.That((definition.Symbol, definition.SecurityGroup), Is.EqualTo(("ESZ6-ESH7 SPREAD 123", "ESGRPX")));
        Assert.That((definition.Asset, definition.SecurityType), Is.EqualTo(("ASSETX", "MLEG")));
        Assert.That((definition.MinPriceIncrementNano, definition.DisplayFactorNano), Is.EqualTo((25L * nano, 10_000_000L * nano)));
        Assert.That((definition.IsDefined, definition.IsDeleted), Is.EqualTo((true, false)));
        Assert.That((Channel.Book(-7).Depth(BookSide.Bid), Channel.Book(-7).Depth(BookSide.ImpliedAsk)), Is.EqualTo((10, 2)));
        Assert.That(Channel.Instruments.FindSymbol("ESZ6-ESH7 SPREAD 123"), Is.Zero);
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("An instrument becomes known with its first message: once as assumed, then as defined")]
    public void ADefinitionIsToldWithIdAndDepths(int template)
    {
        Channel.Send(template, new Definition { Security = 42, Depths = [("GBX", 5), ("GBI", 1)] });

        Assert.That(Channel.Events.Select(told => (told.Kind, told.Quantity, told.Level, told.Detail, told.Flags & EventFlags.Assumed)), Is.EqualTo(new[]
        {
            (EventKind.Definition, 42L, (byte)10, (byte)2, EventFlags.Assumed), (EventKind.Definition, 42L, (byte)5, (byte)1, EventFlags.None),
        }));
        Assert.That((Channel.Events[1].TransactTimeNs, Channel.Events[1].RptSeq), Is.EqualTo((Messages.TransactTimeNs, 0u)));
        Assert.That(Channel.Book(42).State, Is.EqualTo(BookState.Unknown), "a definition states no level");
    }

    [Test]
    [Source("FIX tag 1682: a definition carries the status")]
    public void ADefinitionIsToldWithTheStatusOfItsInstrument()
    {
        Channel.Send(54, new Definition { Status = 17 });
        Assert.That(Told(), Is.EqualTo(new[] { (TradingStatus.Unknown, 255), (TradingStatus.Open, 17) }));

        Channel.Send(54, new Definition { Status = 255 });
        Assert.That(Told(), Is.EqualTo(new[] { (TradingStatus.Open, 17) }), "one that tells no status leaves it");
        Assert.That((Channel.Book().Status, Channel.Book().StatusCode), Is.EqualTo((TradingStatus.Open, (byte)17)));

        IEnumerable<(TradingStatus Status, int Code)> Told() =>
            Channel.Events.Where(told => told.Kind == EventKind.Definition).Select(told => (told.Status, told.Orders));
    }

    [TestCase("GBX 10 GBI 2", 10, 2, 0L)]
    [TestCase("GBI 1 GBX 3", 3, 1, 0L)]
    [TestCase("GBX 1", 1, 0, 0L)]
    [TestCase("GBX 5 XYZ 7", 5, 0, 0L)]
    [TestCase("GBI 2", 10, 2, 0L)]
    [TestCase("", 10, 2, 0L)]
    [TestCase("XYZ 3", 10, 2, 0L)]
    [TestCase("GBX 11 GBI 2", 10, 2, 1L)]
    [TestCase("GBX 10 GBI 3", 10, 2, 1L)]
    [TestCase("GBX 127", 10, 0, 1L)]
    [TestCase("GBX 0 GBI -1", 1, 0, 0L)]
    [Source("FIX tags 1022 and 264: GBX is the direct book, GBI the implied one, other codes are ignored; without GBI there is none")]
    public void DepthsAreThoseOfTheFeedTypes(string depths, int direct, int implied, long clampedCount)
    {
        string[] words = depths.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Channel.Send(54, new Definition { Depths = [.. words.Chunk(2).Select(pair => (pair[0], sbyte.Parse(pair[1])))] });

        Assert.That((Channel.Book().Depth(BookSide.Bid), Channel.Book().Depth(BookSide.Ask)), Is.EqualTo((direct, direct)));
        Assert.That((Channel.Book().Depth(BookSide.ImpliedBid), Channel.Book().Depth(BookSide.ImpliedAsk)), Is.EqualTo((implied, implied)));
        Assert.That(Channel.Counters.DepthClamped, Is.EqualTo(clampedCount));
    }

    [Test]
    [Source("Depth must come from the definition: without one it is assumed, and the book never passes for whole")]
    public void ABookWithoutADefinitionIsNeverWhole()
    {
        Channel.Send(46, Entry.Bid(1, 100));
        Assert.That(Channel.The(EventKind.Definition).Flags & EventFlags.Assumed, Is.EqualTo(EventFlags.Assumed));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Partial));

        Channel.Send(54, new Definition());
        Assert.That((Channel.Book().State, Channel.Levels(BookSide.Bid)), Is.EqualTo((BookState.Whole, new long[] { 100 })));
    }

    [Test]
    [Source("SecurityUpdateAction M: a modified definition replaces the one before; the book stays unless its depth changes")]
    public void AModifiedDefinitionReplacesTheOneBefore()
    {
        Channel.Start().Send(46, Entry.Bid(1, 100)).Send(54, new Definition { Action = 'M', Tick = 50, Factor = 7, Group = "X" });
        Assert.That((Channel.Definition().DisplayFactorNano, Channel.Definition().SecurityGroup), Is.EqualTo((7, "X")));
        Assert.That(Channel.Definition().MinPriceIncrementNano, Is.EqualTo(50));
        Assert.That((Channel.Levels(BookSide.Bid), Channel.Book().State), Is.EqualTo((new long[] { 100 }, BookState.Whole)));

        Channel.Send(54, new Definition { Action = 'M', Depths = [("GBX", 5), ("GBI", 2)] });
        Assert.That((Channel.Prices(BookSide.Bid), Channel.Book().State), Is.EqualTo((Enumerable.Repeat((long?)-1, 5).ToArray(), BookState.Partial)));
        Assert.That((Channel.Book().RptSeq, Channel.Counters.InstrumentsDeleted), Is.EqualTo((2u, 0L)));
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("SecurityUpdateAction D: the instrument is removed, and nothing of it is known any more")]
    public void AWithdrawnInstrumentIsForgotten(int template)
    {
        Channel.Start().Send(46, Entry.Bid(1, 100)).Send(49, Entry.Statistic('6', 90)).Send(37, Entry.Volume(5)).Send(48, Entry.Trade(100, 1));
        Channel.Send(new StatusMessage(2) { Security = 1 }).Send(template, new Definition { Action = 'D', Status = 17 });

        Assert.That((Channel.The(EventKind.Definition).Flags & EventFlags.Deleted, Channel.Definition().IsDeleted), Is.EqualTo((EventFlags.Deleted, true)));
        Assert.That((Channel.Book().State, Channel.Book().RptSeq, Channel.Book().Status), Is.EqualTo((BookState.Unknown, 0u, TradingStatus.Unknown)));
        Assert.That((Channel.Book().Volume, Channel.Book().LastPriceNano), Is.EqualTo((MarketEvent.NullQuantity, MarketEvent.NullPrice)));
        Assert.That((Channel.Book().LastQuantity, Channel.Book().StatusCode), Is.EqualTo((0L, InstrumentBook.UntoldStatusCode)));
        Assert.That((Channel.Statistics()[StatisticKind.Settlement], Channel.Counters.InstrumentsDeleted), Is.EqualTo((MarketEvent.NullPrice, 1L)));
        Assert.That((Channel.Prices(BookSide.Bid), Channel.Of(EventKind.Status)), Is.EqualTo((Enumerable.Repeat((long?)-1, 10), Array.Empty<MarketEvent>())));
    }

    [Test]
    [Source("SecurityUpdateAction D: what else the definition says is of no book any more")]
    public void AWithdrawnInstrumentKeepsItsDepth()
    {
        Channel.Start().Send(54, new Definition { Action = 'D', Depths = [("GBX", 5)] });

        Assert.That((Channel.Book().Depth(BookSide.Bid), Channel.Book().Depth(BookSide.ImpliedBid)), Is.EqualTo((10, 2)));
        Assert.That((Channel.The(EventKind.Definition).Level, Channel.The(EventKind.Definition).Detail), Is.EqualTo(((byte)10, (byte)2)));
    }

    [Test]
    [Source("SecurityUpdateAction A after D: the instrument lives again, and its numbers start anew")]
    public void AWithdrawnInstrumentMayComeBack()
    {
        Channel.Start().Send(46, Entry.Bid(1, 100)).Send(new StatusMessage(2) { Security = 1 }).Send(54, new Definition { Action = 'D' });
        Channel.Start().Send(new StatusMessage(17) { Group = "ES" });

        Assert.That((Channel.Definition().IsDeleted, Channel.Book().State, Channel.Book().RptSeq), Is.EqualTo((false, BookState.Whole, 1u)));
        Assert.That((Channel.Book().Status, Channel.Instruments.Count), Is.EqualTo((TradingStatus.Open, 1)), "the halt of its own is forgotten");
    }

    [TestCaseSource(nameof(AllTemplates))]
    [Source("FIX tag 1682 MDSecurityTradingStatus: the definition tells the status")]
    public void ADefinitionTellsTheStatus(int template)
    {
        Channel.Send(template, new Definition { Status = 21 });

        Assert.That((Channel.The(EventKind.Status).Status, Channel.The(EventKind.Status).Detail), Is.EqualTo((TradingStatus.PreOpen, (byte)21)));
        Assert.That((Channel.Book().Status, Channel.Book().StatusCode), Is.EqualTo((TradingStatus.PreOpen, (byte)21)));
        Channel.Send(template, new Definition { Status = 255 });
        Assert.That((Channel.Of(EventKind.Status), Channel.Book().Status), Is.EqualTo((Array.Empty<MarketEvent>(), TradingStatus.PreOpen)));
    }

    [TestCase(41)]
    [TestCase(55)]
    [TestCase(56)]
    [TestCase(57)]
    [Source("MinPriceIncrement is nullable: null is none")]
    public void AnInstrumentMayHaveNoTick(int template)
    {
        Channel.Send(template, new Definition { Tick = long.MaxValue });

        Assert.That((Channel.Definition().MinPriceIncrementNano, Channel.Counters.PriceOverflow), Is.EqualTo((0L, 0L)));
    }
}
