using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Security Status (template 30; FIX tags 326, 327 and 1174)")]
public sealed class StatusTests : ChannelRules
{
    private const byte Open = 17;
    private const byte Halt = 2;
    private const byte NoChange = 103;

    [SetUp]
    public void Start() => Channel.Start(1).Start(2, asset: "NQ").Start(3, "CL", "CL");

    [TestCase(2, 0, TradingStatus.Halted)]
    [TestCase(4, 0, TradingStatus.Closed)]
    [TestCase(15, 0, TradingStatus.Opening)]
    [TestCase(17, 0, TradingStatus.Open)]
    [TestCase(17, 1, TradingStatus.Open)]
    [TestCase(18, 0, TradingStatus.NotAvailable)]
    [TestCase(20, 0, TradingStatus.Unknown)]
    [TestCase(21, 0, TradingStatus.PreOpen)]
    [TestCase(21, 1, TradingStatus.PreOpenNoCancel)]
    [TestCase(21, 4, TradingStatus.PreOpen)]
    [TestCase(24, 0, TradingStatus.PreCross)]
    [TestCase(25, 0, TradingStatus.Cross)]
    [TestCase(26, 0, TradingStatus.PostClose)]
    [TestCase(201, 0, TradingStatus.PrivateWorkup)]
    [TestCase(202, 7, TradingStatus.PublicWorkup)]
    [Source("SecurityTradingStatus: each code has one word; the venue's codes are kept")]
    public void EveryCodeHasItsWord(byte code, byte tradingEvent, TradingStatus status)
    {
        Channel.Send(new StatusMessage(NotOf(code)) { Security = 1 }).Send(new StatusMessage(code, 6, tradingEvent) { Security = 1 });

        MarketEvent told = Channel.The(EventKind.Status);
        Assert.That((told.Status, told.Detail, told.Quantity, told.Orders), Is.EqualTo((status, code, 6L, (int)tradingEvent)));
        Assert.That((told.InstrumentIndex, told.RptSeq, told.PriceNano), Is.EqualTo((0, 0u, MarketEvent.NullPrice)));
        Assert.That((StatusChange)told.Action & StatusChange.KeepsStatus, Is.EqualTo(StatusChange.None));
        Assert.That((Channel.Book().Status, Channel.Book().StatusCode, Channel.Counters.StatusUnknown), Is.EqualTo((status, code, 0L)));
        Assert.That(Channel.Book(2).StatusCode, Is.EqualTo(InstrumentBook.UntoldStatusCode));
    }

    [TestCase(NoChange, 0L)]
    [TestCase(255, 0L)]
    [TestCase(0, 1L)]
    [TestCase(3, 1L)]
    [TestCase(16, 1L)]
    [TestCase(22, 1L)]
    [TestCase(200, 1L)]
    [Source("SecurityTradingStatus 103 is no change and 255 null; what is not defined keeps the last and is counted")]
    public void ACodeThatIsNoStatusKeepsTheLast(byte code, long unknownCount)
    {
        Channel.Send(new StatusMessage(Open) { Security = 1 }).Send(new StatusMessage(code) { Security = 1 });

        Assert.That((StatusChange)Channel.The(EventKind.Status).Action, Is.EqualTo(StatusChange.KeepsStatus));
        Assert.That((Channel.The(EventKind.Status).Detail, Channel.Counters.StatusUnknown), Is.EqualTo((code, unknownCount)));
        Assert.That((Channel.Book().Status, Channel.Book().StatusCode), Is.EqualTo((TradingStatus.Open, Open)));
    }

    [Test]
    [Source("A status has no RptSeq, and never clears a book")]
    public void AStatusTouchesNeitherSequenceNorLevels()
    {
        Channel.Send(46, Entry.Bid(1, 100), Entry.ImpliedBid(1, 99)).Send(new StatusMessage(4) { Security = 1 });

        Assert.That((Channel.Book().RptSeq, Channel.Book().State), Is.EqualTo((3u, BookState.Whole)));
        Assert.That((Channel.Levels(BookSide.Bid), Channel.Levels(BookSide.ImpliedBid)), Is.EqualTo((new long[] { 100 }, new long[] { 99 })));
    }

    [Test]
    [Source("Scope: without SecurityID and Asset it is the SecurityGroup's")]
    public void AGroupsStatusIsThatOfItsInstruments()
    {
        Channel.Send(new StatusMessage(Open) { Group = "ES" });

        Assert.That(Channel.Of(EventKind.Status).Select(told => told.InstrumentIndex), Is.EqualTo(new[] { 0, 1 }));
        AssertStatuses(TradingStatus.Open, TradingStatus.Open, TradingStatus.Unknown);
    }

    [Test]
    [Source("Scope: without SecurityID and with Asset it is the product's alone")]
    public void AProductsStatusIsThatOfItsInstruments()
    {
        Channel.Send(new StatusMessage(Open) { Group = "ES", Asset = "NQ" });

        AssertStatuses(TradingStatus.Unknown, TradingStatus.Open, TradingStatus.Unknown);
    }

    [Test]
    [Source("Scope: with SecurityID it is the instrument's alone")]
    public void AnInstrumentsStatusIsItsOwn()
    {
        Channel.Send(new StatusMessage(Open) { Group = "ES", Asset = "ES", Security = 3 });

        AssertStatuses(TradingStatus.Unknown, TradingStatus.Unknown, TradingStatus.Open);
    }

    [TestCase("E", "")]
    [TestCase("ESX", "")]
    [TestCase("", "ESX")]
    [TestCase("", "")]
    [Source("Scope: names are compared as a whole")]
    public void AStatusOfNobodyIsCounted(string group, string asset)
    {
        Channel.Send(new StatusMessage(Open) { Group = group, Asset = asset });

        Assert.That((Channel.Counters.StatusUnmatched, Channel.The(EventKind.EventEnd).Flags), Is.EqualTo((1L, EventFlags.EndOfEvent)));
        AssertStatuses(TradingStatus.Unknown, TradingStatus.Unknown, TradingStatus.Unknown);
    }

    [Test]
    [Source("A group's status does not lift a halt of an instrument's own")]
    public void AnInstrumentsOwnHaltOutlastsItsGroup([Values("", "ES")] string asset)
    {
        Channel.Send(new StatusMessage(Halt) { Security = 1 }).Send(new StatusMessage(Open) { Group = "ES", Asset = asset });

        Assert.That((Channel.Book().Status, Channel.Book().StatusCode), Is.EqualTo((TradingStatus.Halted, Halt)));
        Assert.That((StatusChange)Channel.Events[0].Action, Is.EqualTo(StatusChange.KeepsStatus));
        Channel.Send(new StatusMessage(NoChange) { Security = 1 }).Send(new StatusMessage(21) { Group = "ES" });
        Assert.That(Channel.Book().Status, Is.EqualTo(TradingStatus.Halted), "no change lifts nothing");
        Channel.Send(new StatusMessage(Open) { Security = 1 }).Send(new StatusMessage(4) { Group = "ES" });
        Assert.That(Channel.Book().Status, Is.EqualTo(TradingStatus.Closed), "it was lifted for the instrument");
    }

    [Test]
    [Source("A later message overrides earlier ones: the status of a definition is that of its instrument")]
    public void ADefinitionThatTellsAnotherStatusEndsAHaltOfTheInstrumentsOwn()
    {
        Channel.Send(new StatusMessage(Halt) { Security = 1 }).Send(54, new Definition { Action = 'M', Status = Halt });
        Channel.Send(new StatusMessage(Open) { Group = "ES" });
        Assert.That(Channel.Book().Status, Is.EqualTo(TradingStatus.Halted), "told once more");

        Channel.Send(54, new Definition { Action = 'M', Status = Open }).Send(new StatusMessage(4) { Group = "ES" });
        Assert.That(Channel.Book().Status, Is.EqualTo(TradingStatus.Closed));
    }

    [Test]
    [Source("Whose halt a definition tells is not said: its group's status ends it")]
    public void AHaltThatOnlyADefinitionToldEndsWithTheGroup()
    {
        Channel.Send(54, new Definition { Status = Halt }).Send(new StatusMessage(Open) { Group = "ES" });

        Assert.That(Channel.Book().Status, Is.EqualTo(TradingStatus.Open));
    }

    [Test]
    [Source("A halt of the group ends with the group's next status")]
    public void AGroupsHaltEndsWithTheGroup()
    {
        Channel.Send(new StatusMessage(Halt) { Group = "ES" }).Send(new StatusMessage(Open) { Group = "ES" });

        AssertStatuses(TradingStatus.Open, TradingStatus.Open, TradingStatus.Unknown);
    }

    [Test]
    [Source("An instrument that was withdrawn belongs to no group")]
    public void AStatusOfTheGroupPassesWithdrawnInstrumentsOver()
    {
        Channel.Send(54, new Definition { Action = 'D' }).Send(new StatusMessage(Open) { Group = "ES" });

        AssertStatuses(TradingStatus.Unknown, TradingStatus.Open, TradingStatus.Unknown);
    }

    [Test]
    [Source("An instrument of which no definition came belongs to no group")]
    public void AStatusOfTheGroupPassesUndefinedInstrumentsOver()
    {
        Channel.Send(46, Entry.Bid(1, 100) with { Security = 4 }).Send(new StatusMessage(Open));

        Assert.That((Channel.Book(4).Status, Channel.Counters.StatusUnmatched), Is.EqualTo((TradingStatus.Unknown, 1L)));
    }

    [Test]
    [Source("A status may be the first that is heard of an instrument")]
    public void AStatusMakesAnInstrumentKnown()
    {
        Channel.Send(new StatusMessage(Open) { Security = 5 });

        Assert.That(Channel.Events.Select(told => told.Kind), Is.EqualTo(new[] { EventKind.Definition, EventKind.Status }));
        Assert.That((Channel.Book(5).Status, Channel.Book(5).State), Is.EqualTo((TradingStatus.Open, BookState.Unknown)));
    }

    private static byte NotOf(byte code) => code == Open ? (byte)4 : Open;

    private void AssertStatuses(params TradingStatus[] statuses) =>
        Assert.That(Enumerable.Range(1, 3).Select(security => Channel.Book(security).Status), Is.EqualTo(statuses));
}
