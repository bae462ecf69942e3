using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, recovery: after lost packets an instrument is suspect until its own RptSeq proves that it lost nothing")]
public sealed class LossTests : ChannelRules
{
    private const byte NoChange = 103;

    [SetUp]
    public void Start()
    {
        Channel.Start().Start(2).Send(46, Entry.Bid(1, 100), Entry.ImpliedBid(1, 99), Entry.ImpliedAsk(1, 103), Entry.ImpliedAsk(2, 104));
        Channel.Send(37, Entry.Volume(5)).Send(new StatusMessage(17) { Security = 1 });
        Channel.Send(51, Entry.Statistic('7', 105)).Send(49, Entry.Statistic('6', 90)).Send(50, Entry.Statistic('g', 200));
    }

    [Test]
    public void EveryInstrumentIsSuspectAndToldSo()
    {
        Lose(3);

        Assert.That((Channel.The(EventKind.Gap).Quantity, Channel.The(EventKind.Gap).InstrumentIndex), Is.EqualTo((3L, MarketEvent.NoInstrument)));
        Assert.That((Channel.Book().State, Channel.Book(2).State, Channel.Book().RptSeq), Is.EqualTo((BookState.Suspect, BookState.Suspect, 9u)));
        Assert.That(Channel.Book().Doubts, Is.EqualTo(BookDoubts.Levels | BookDoubts.Implied | BookDoubts.Status | BookDoubts.Volume));
        Assert.That(Channel.Book(2).Doubts, Is.EqualTo(BookDoubts.Levels), "what was never told is in no doubt");
        Assert.That(Channel.Levels(BookSide.Bid), Is.EqualTo(new long[] { 100 }));
        Lose();
        Assert.That((Channel.Book().State, Channel.Book().RptSeq), Is.EqualTo((BookState.Suspect, 9u)), "a second loss changes nothing");
    }

    [Test]
    [Source("The next number: nothing of this instrument was lost")]
    public void TheNextNumberProvesTheLevelsOfItsInstrumentAlone()
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101));

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Book }));
        Assert.That((Channel.Book().Doubts & BookDoubts.Levels, Channel.Book(2).State), Is.EqualTo((BookDoubts.None, BookState.Suspect)));
        Assert.That((Channel.Counters.RptSeqGaps, Channel.Levels(BookSide.Bid)), Is.EqualTo((0L, new long[] { 100 })));
    }

    [Test]
    [Source("A later number: entries of this instrument were among what was lost")]
    public void ALaterNumberMakesTheBookStale()
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101) with { RptSeq = 12 });

        Assert.That((Channel.The(EventKind.BookStale).RptSeq, Channel.Counters.RptSeqGaps), Is.EqualTo((12u, 1L)));
        Assert.That((Channel.Prices(BookSide.Bid)[0], Channel.Prices(BookSide.Ask)[..2]), Is.EqualTo(((long?)-1, new long?[] { 101, -1 })));
        foreach (StatisticKind kind in new[] { StatisticKind.Settlement, StatisticKind.UpperLimit, StatisticKind.Fixing })
            Assert.That(Channel.Statistics().IsInDoubt(kind), Is.True, kind.ToString());
    }

    [Test]
    [Source("A number behind the last: a reset of the channel was among what was lost; what comes is new")]
    public void AnEarlierNumberMakesTheBookStaleAndIsApplied()
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101) with { RptSeq = 4 });

        Assert.That((Channel.The(EventKind.BookStale).RptSeq, Channel.Counters.RptSeqRestarts), Is.EqualTo((4u, 1L)));
        Assert.That((Channel.Counters.RptSeqGaps, Channel.Counters.RptSeqBehind, Channel.Book().RptSeq), Is.EqualTo((0L, 0L, 4u)));
        Assert.That((Channel.Prices(BookSide.Bid)[0], Channel.Prices(BookSide.Ask)[0]), Is.EqualTo(((long?)-1, (long?)101)));
        Channel.Send(46, Entry.Ask(1, 99) with { RptSeq = 3 });
        Assert.That((Channel.Counters.RptSeqBehind, Channel.Prices(BookSide.Ask)[0]), Is.EqualTo((1L, (long?)101)), "the loss excuses one number");
    }

    [TestCase(Entry.Change)]
    [TestCase(Entry.Delete)]
    [Source("The message that switches implied matching off has no RptSeq: an entry that could not be without them proves the implied levels")]
    public void AChangeOrDeleteOfAStandingImpliedLevelProvesThemAll(byte action)
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101));
        Assert.That(Channel.Prices(BookSide.ImpliedAsk), Is.EqualTo(new long?[] { -1, -1 }));
        Assert.That((Channel.Prices(BookSide.ImpliedBid), Channel.Book().State), Is.EqualTo((new long?[] { -1, null }, BookState.Partial)));

        Channel.Send(46, Entry.ImpliedAsk(2, 104, action));
        Assert.That(Channel.Prices(BookSide.ImpliedAsk), Is.EqualTo(new long?[] { 103, action == Entry.Change ? 104 : null }));
        Assert.That((Channel.Levels(BookSide.ImpliedBid), Channel.Book().State), Is.EqualTo((new long[] { 99 }, BookState.Whole)));
    }

    [TestCase(Entry.New, 102)]
    [TestCase(Entry.New, 103)]
    [TestCase(Entry.Change, 102)]
    [TestCase(Entry.Delete, 102)]
    [Source("An entry that could be without them proves nothing: implied levels are unknown until they are stated again")]
    public void AnyOtherImpliedEntryLeavesTheRestUnknown(byte action, long price)
    {
        Lose();
        Channel.Send(46, Entry.ImpliedAsk(1, price, action));

        Assert.That(Channel.Prices(BookSide.ImpliedAsk), Is.EqualTo(action == Entry.Delete ? [-1, null] : new long?[] { price, -1 }));
        Assert.That((Channel.Prices(BookSide.ImpliedBid), Channel.Book().State), Is.EqualTo((new long?[] { -1, null }, BookState.Partial)));
        Channel.Send(46, Entry.ImpliedAsk(1, 103, Entry.Overlay), Entry.ImpliedAsk(2, 104, Entry.Overlay), Entry.ImpliedBid(1, 99, Entry.Overlay));
        Assert.That(Channel.Book().State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    [Source("Implied levels are in no doubt where they were reset, switched off or withdrawn since")]
    public void WhatEmptiesTheImpliedBooksEndsTheirDoubt([Values("off", "reset", "channel")] string means)
    {
        Lose();
        if (means == "off") Channel.Send(new StatusMessage(NoChange, 0, 6) { Security = 1 });
        else if (means == "reset") Channel.Send(46, Entry.Of('J', 0, 0, null));
        else Channel.Packet(Messages.Reset());

        Assert.That(Channel.Book().Doubts & BookDoubts.Implied, Is.EqualTo(BookDoubts.None));
        Assert.That((Channel.Prices(BookSide.ImpliedBid), Channel.Prices(BookSide.ImpliedAsk)), Is.EqualTo((new long?[2], new long?[2])));
    }

    [Test]
    [Source("Statuses have no RptSeq: the status is in doubt until it is told again")]
    public void TheStatusIsInDoubtUntilToldAgain()
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101)).Send(new StatusMessage(NoChange) { Security = 1 });
        Assert.That(Channel.Book().Doubts & BookDoubts.Status, Is.EqualTo(BookDoubts.Status), "no change tells no status");
        Channel.Packet(Messages.Reset());
        Assert.That(Channel.Book().Doubts, Is.EqualTo(BookDoubts.Status), "a reset of books is none of the status");
        Channel.Send(new StatusMessage(17) { Security = 1 });
        Assert.That(Channel.Book().Doubts, Is.EqualTo(BookDoubts.None));
    }

    [Test]
    [Source("The message that resets volume and session statistics has no RptSeq")]
    public void TheVolumeIsInDoubtUntilToldAgain([Values] bool isReset)
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101));
        Assert.That(Channel.Book().Doubts & BookDoubts.Volume, Is.EqualTo(BookDoubts.Volume));
        if (isReset) Channel.Send(new StatusMessage(NoChange, 0, 4) { Security = 1 });
        else Channel.Send(37, Entry.Volume(6));
        Assert.That(Channel.Book().Doubts & BookDoubts.Volume, Is.EqualTo(BookDoubts.None));
    }

    [Test]
    [Source("RptSeq counts statistics and limits too: any of them may have been lost until the next number proves that none was")]
    public void EveryStatisticIsInDoubtUntilTheNextNumber([Values] bool isNext)
    {
        Lose();
        foreach (StatisticKind kind in Enum.GetValues<StatisticKind>()) Assert.That(Channel.Statistics().IsInDoubt(kind), Is.True, kind.ToString());

        Channel.Send(46, isNext ? Entry.Ask(1, 101) : Entry.Ask(1, 101) with { RptSeq = 12 });
        foreach (StatisticKind kind in new[] { StatisticKind.Settlement, StatisticKind.UpperLimit })
            Assert.That(Channel.Statistics().IsInDoubt(kind), Is.EqualTo(!isNext), kind.ToString());
    }

    [Test]
    [Source("The message that resets volume and session statistics has no RptSeq; those of the day are proved with the levels")]
    public void SessionStatisticsAreInDoubtUntilToldAgainAndNoOther([Values] bool isReset)
    {
        Lose();
        Channel.Send(46, Entry.Ask(1, 101));
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
            Assert.That(Channel.Statistics().IsInDoubt(kind), Is.EqualTo(kind == StatisticKind.SessionHigh), kind.ToString());
        Assert.That(Channel.Statistics()[StatisticKind.SessionHigh], Is.EqualTo(105));

        if (isReset) Channel.Send(new StatusMessage(NoChange, 0, 4) { Security = 1 });
        else Channel.Send(51, Entry.Statistic('7', 106));
        Assert.That(Channel.Statistics().IsInDoubt(StatisticKind.SessionHigh), Is.False);
    }

    [Test]
    [Source("What this machine dropped may have been of the channel: everything is in doubt until the numbers prove that it was not")]
    public void ADropPutsEveryBookInDoubtUntilTheNumbersTell([Values] bool wasOfTheChannel)
    {
        Channel.Drop();
        Assert.That((Channel.Book().State, Channel.Book(2).Doubts), Is.EqualTo((BookState.Suspect, BookDoubts.Tail)));
        Assert.That((Channel.Events[^1].Kind, Channel.Events[^1].Flags), Is.EqualTo((EventKind.Doubt, EventFlags.InDoubt)));
        ulong digest = Channel.Digest;
        if (wasOfTheChannel) Channel.Lose();
        Channel.Drain().Packet(Messages.Heartbeat());

        Assert.That(Channel.The(EventKind.DoubtEnd).RxNs, Is.EqualTo(RuleChannel.RxNs));
        Assert.That(Channel.Book(2).Doubts, Is.EqualTo(wasOfTheChannel ? BookDoubts.Levels : BookDoubts.None));
        Assert.That((Channel.Book().State, Channel.Digest == digest), Is.EqualTo(wasOfTheChannel ? (BookState.Suspect, false) : (BookState.Whole, true)));
        Channel.Packet(Messages.Heartbeat());
        Assert.That(Channel.Events, Is.Empty, "it is told once");
    }

    [Test]
    [Source("More packets lost than the window reaches are a gap too")]
    public void AJumpBeyondTheWindowTellsTheGap()
    {
        Channel.Lose(20_000).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());

        Assert.That((Channel.The(EventKind.Gap).Quantity, Channel.Arbitration.Jumps), Is.EqualTo((20_000L, 1L)));
        Assert.That((Channel.Book().State, Channel.Arbitration.Lost), Is.EqualTo((BookState.Suspect, 20_000L)));
    }

    // A second packet confirms a loss of several.
    private void Lose(uint count = 1) => Channel.Lose(count).Packet(Messages.Heartbeat()).Packet(Messages.Heartbeat());
}
