using System.Buffers.Binary;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, instrument definition feed: definitions come, change and go, and ids are used again")]
public sealed class DefinitionLifeTests
{
    private const int DefinitionGroup = 4;
    private const int TotNumReportsOffset = 2 + 8 + 1;
    private const int LastUpdateTimeOffset = 2 + 8 + 6;
    private RuleChannel _channel = null!;

    [SetUp]
    public void OpenChannel() => _channel = new RuleChannel(recovery: new RecoveryOptions(), orders: 16);

    [TearDown]
    public void CloseChannel() => _channel.Dispose();

    [TestCase('M')]
    [TestCase('A')]
    [Source("SecurityUpdateAction M or A, FIX tag 55: an id that goes on under another symbol is another instrument")]
    public void AnotherSymbolIsAnotherInstrument(char action)
    {
        Live();
        _channel.Send(54, new Definition { Action = action, Symbol = "NQZ6" });

        AssertForgotten();
        Assert.That(Flags(), Is.EqualTo(new[] { EventFlags.Deleted, EventFlags.None }), "consumers are told that the old one is gone, then of the new one");
        Assert.That((_channel.Definition().Symbol, _channel.Definition().IsDeleted), Is.EqualTo(("NQZ6", false)));
        Assert.That((_channel.Counters.InstrumentsReplaced, _channel.Counters.InstrumentsDeleted), Is.EqualTo((1L, 1L)));
    }

    [Test]
    [Source("SecurityUpdateAction D, then A: an id that was withdrawn is used for another instrument")]
    public void AWithdrawnIdIsUsedAgain()
    {
        Live();
        _channel.Send(54, new Definition { Action = 'D' });
        AssertForgotten();
        _channel.Send(54, new Definition { Symbol = "NQZ6", Depths = [("GBX", 5)] });

        AssertForgotten();
        Assert.That(Flags(), Is.EqualTo(new[] { EventFlags.None }));
        Assert.That((_channel.Definition().Symbol, _channel.Book().Depth(BookSide.Bid), _channel.Counters.InstrumentsReplaced), Is.EqualTo(("NQZ6", 5, 0L)));
    }

    [Test]
    [Source("SecurityUpdateAction D under another symbol: the id is withdrawn, once")]
    public void ADeleteUnderAnotherNameIsOne()
    {
        Live();
        _channel.Send(54, new Definition { Action = 'D', Symbol = "NQZ6" });

        Assert.That((Flags(), _channel.Counters.InstrumentsDeleted), Is.EqualTo((new[] { EventFlags.Deleted }, 1L)));
    }

    [Test]
    [Source("SecurityUpdateAction M, FIX tags 969 and 9787: prices stand on the wire as they stood; only how they are read changes")]
    public void AnotherTickOrFactorLeavesTheBook()
    {
        Live();
        _channel.Send(54, new Definition { Action = 'M', Tick = 50, Factor = 3 });

        Assert.That((_channel.Definition().MinPriceIncrementNano, _channel.Definition().DisplayFactorNano), Is.EqualTo((50L, 3L)));
        Assert.That((_channel.Levels(BookSide.Bid), _channel.Book().State), Is.EqualTo((new long[] { 100 }, BookState.Whole)));
        Assert.That(Flags(), Is.EqualTo(new[] { EventFlags.None }));
    }

    [Test]
    [Source("SecurityUpdateAction M, FIX tag 264: levels of another depth are not known until they are stated")]
    public void AnotherDepthLeavesTheBookInNeed()
    {
        Live();
        _channel.Send(54, new Definition { Action = 'M', Depths = [("GBX", 5), ("GBI", 2)] });

        Assert.That((_channel.Book().Depth(BookSide.Bid), _channel.Book().State), Is.EqualTo((5, BookState.Partial)));
    }

    [Test]
    [Source("16: expired instruments stay on the loop until the end of the day; EventType 7 is data only")]
    public void AnExpiredInstrumentLivesOn()
    {
        _channel.Packet(Messages.Detailed(54)).Send(46, new Entry { Type = 'J', RptSeq = 1 }).Send(46, Entry.Bid(1, 100) with { RptSeq = 2 });

        Assert.That(_channel.Instruments.Details(0).LastTradeNs, Is.EqualTo(200), "long before the packet");
        Assert.That((_channel.Definition().IsDeleted, _channel.Levels(BookSide.Bid)), Is.EqualTo((false, new long[] { 100 })));
    }

    [TestCase(-1, 0L)]
    [TestCase(0, 0L)]
    [TestCase(1, 1L)]
    [Source("FIX tag 779 LastUpdateTime: the loop never takes back what is newer")]
    public void TheLoopDoesNotTakeBackWhatIsNewer(long newerNs, long takenCount)
    {
        Live();
        Loop(Of(new Definition { Symbol = "ESZ6", Tick = 75 }, newerNs, total: 1));

        Assert.That((_channel.Recovery.Definitions, _channel.Definition().MinPriceIncrementNano), Is.EqualTo((takenCount, takenCount == 0 ? 25L : 75L)));
    }

    [Test]
    [Source("FIX tag 779: what was withdrawn stays so while the loop has it as it was")]
    public void TheLoopDoesNotBringBackWhatWasWithdrawn()
    {
        Live();
        _channel.Send(54, new Definition { Action = 'D' });
        Loop(Of(new Definition(), -1, total: 1));

        Assert.That((_channel.Definition().IsDeleted, _channel.Recovery.Definitions), Is.EqualTo((true, 0L)));
    }

    [Test]
    [Source("12.4: an id that the loop has under another symbol, and newer, is another instrument")]
    public void TheLoopMayReplaceAnInstrument()
    {
        Live();
        Loop(Of(new Definition { Symbol = "NQZ6" }, 1, total: 1));

        AssertForgotten();
        Assert.That(Flags(), Is.EqualTo(new[] { EventFlags.Deleted | EventFlags.Restored, EventFlags.Restored }));
    }

    [Test]
    [Source("FIX tag 911 TotNumReports: the loop has so many definitions, all of distinct instruments")]
    public void TheLoopTellsHowManyDefinitionsItHas()
    {
        Assert.That((_channel.Instruments.LoopCount, _channel.Instruments.LoopSeenCount), Is.EqualTo(((uint?)null, 0u)));
        _channel.Send(new StatusMessage(17) { Group = "ES" }); // loops wait for the channel's first packet
        byte[] first = Of(new Definition { Security = 1 }, 0, total: 2);
        byte[] second = Of(new Definition { Security = 2, Symbol = "NQZ6" }, 0, total: 2);
        Loop(first);
        Loop(first);
        Assert.That((_channel.Instruments.LoopCount, _channel.Instruments.LoopSeenCount), Is.EqualTo(((uint?)2, 1u)), "a second line, or the next loop, counts nothing twice");
        Loop(first, second);

        Assert.That((_channel.Instruments.LoopCount, _channel.Instruments.LoopSeenCount), Is.EqualTo(((uint?)2, 2u)));
    }

    [Test]
    [Source("FIX tag 911 is null outside a loop: an incremental definition counts nothing")]
    public void AnIncrementalDefinitionIsOfNoLoop()
    {
        Live();

        Assert.That((_channel.Instruments.LoopCount, _channel.Instruments.LoopSeenCount), Is.EqualTo(((uint?)null, 0u)));
    }

    // A whole book with a level, an order, a statistic, a trade, a volume and a halt of its own.
    private void Live()
    {
        _channel.Start().Send(46, Entry.Bid(1, 100)).Send(49, Entry.Statistic('6', 90)).Send(37, Entry.Volume(5)).Send(48, Entry.Trade(100, 1));
        _channel.SendOrders(47, new OrderLine(11) { Price = 90 }).Send(new StatusMessage(2) { Security = 1 });
        Assert.That((_channel.Book().State, _channel.Book().Status), Is.EqualTo((BookState.Whole, TradingStatus.Halted)));
        Assert.That(_channel.Instruments.Orders!.Books.OrderCount, Is.EqualTo(1));
    }

    private void AssertForgotten()
    {
        Assert.That((_channel.Book().State, _channel.Book().RptSeq, _channel.Book().Status), Is.EqualTo((BookState.Unknown, 0u, TradingStatus.Unknown)));
        Assert.That((_channel.Book().Volume, _channel.Book().LastPriceNano), Is.EqualTo((MarketEvent.NullQuantity, MarketEvent.NullPrice)));
        Assert.That(_channel.Statistics()[StatisticKind.Settlement], Is.EqualTo(MarketEvent.NullPrice));
        Assert.That(_channel.Levels(BookSide.Bid), Is.Empty);
        Assert.That(_channel.Instruments.Orders!.Books.OrderCount, Is.Zero);
    }

    private EventFlags[] Flags() =>
        [.. _channel.Of(EventKind.Definition).Select(static told => told.Flags & (EventFlags.Deleted | EventFlags.Assumed | EventFlags.Restored))];

    private void Loop(params byte[][] definitions) => _channel.SnapshotPacket(Messages.LoopPacket(definitions), DefinitionGroup);

    private static byte[] Of(Definition definition, long newerNs, uint total)
    {
        byte[] message = Messages.Of(54, definition);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(TotNumReportsOffset), total);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(LastUpdateTimeOffset), (long)Messages.TransactTimeNs + newerNs);
        return message;
    }
}
