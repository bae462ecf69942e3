using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Venues.Tests.Cme.Feeds;

namespace FeedHandler.Venues.Tests.Cme.Rules;

[Source("CME MDP 3.0, Security Status: SecurityTradingEvent (FIX tag 1174) and what it does to an instrument")]
public sealed class SessionTests : ChannelRules
{
    private const byte NoChange = 103;
    private const byte ResetStatistics = 4;
    private const byte ImpliedOn = 5;
    private const byte ImpliedOff = 6;

    private static readonly StatisticKind[] SessionKinds =
    [
        StatisticKind.Open, StatisticKind.IndicativeOpen, StatisticKind.SessionHigh, StatisticKind.SessionLow, StatisticKind.HighestBid,
        StatisticKind.LowestOffer, StatisticKind.Vwap,
    ];

    private static readonly StatusMessage[] Scopes = [new(NoChange) { Security = 1 }, new(NoChange) { Group = "ES" }, new(NoChange) { Asset = "ES" }];

    [SetUp]
    public void Start()
    {
        Channel.Start().Start(2, "CL", "CL").Send(46, Entry.Bid(1, 100), Entry.Ask(1, 101), Entry.ImpliedBid(1, 99), Entry.ImpliedAsk(1, 102));
        foreach (char type in "4789NO") Channel.Send(51, Entry.Statistic(type, type, flag: 0), Entry.Statistic(type, type, flag: 0) with { Security = 2 });
        foreach (char type in "6BCW") Channel.Send(49, Entry.Statistic(type, type, type));
        Channel.Send(51, Entry.Statistic('4', 33, flag: 5)).Send(50, Entry.Statistic('g', 110) with { Low = 90, Band = 6 });
        Channel.Send(37, Entry.Volume(1000), Entry.Volume(2000) with { Security = 2 }).Send(48, Entry.Trade(100, 3));
        Channel.Send(new StatusMessage(17) { Security = 1 });
    }

    [TestCaseSource(nameof(Scopes))]
    [Source("SecurityTradingEvent 4: session statistics start again; what belongs to the day before and the limits stay")]
    public void AResetOfStatisticsClearsThoseOfTheSessionAndNoOther(object scope)
    {
        Channel.Send((StatusMessage)scope with { Event = ResetStatistics });

        Assert.That((StatusChange)Channel.The(EventKind.Status).Action, Is.EqualTo(StatusChange.KeepsStatus | StatusChange.ResetStatistics));
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
            Assert.That(Channel.Statistics()[kind] == MarketEvent.NullPrice, Is.EqualTo(SessionKinds.Contains(kind)), kind.ToString());
        Assert.That(Channel.Statistics(2)[StatisticKind.SessionHigh], Is.EqualTo('7'), "another instrument");
    }

    [TestCaseSource(nameof(Scopes))]
    [Source("SecurityTradingEvent 4: the volume starts again")]
    public void AResetOfStatisticsClearsTheVolume(object scope)
    {
        Channel.Send((StatusMessage)scope with { Event = ResetStatistics });

        Assert.That((Channel.Book().Volume, Channel.Book(2).Volume), Is.EqualTo((MarketEvent.NullQuantity, 2000L)));
    }

    [Test]
    [Source("SecurityTradingEvent 4 is about statistics: books, last trade and status stay")]
    public void AResetOfStatisticsLeavesTheRest()
    {
        Channel.Send(new StatusMessage(NoChange, 0, ResetStatistics) { Security = 1 });

        Assert.That((Channel.Book().Status, Channel.Book().LastPriceNano, Channel.Book().State), Is.EqualTo((TradingStatus.Open, 100L, BookState.Whole)));
        AssertLevels(1, 1);
    }

    [TestCaseSource(nameof(Scopes))]
    [Source("SecurityTradingEvent 6: implied matching is off, and every implied level is gone")]
    public void ImpliedOffDropsTheImpliedBooks(object scope)
    {
        Channel.Send((StatusMessage)scope with { Event = ImpliedOff });

        Assert.That((StatusChange)Channel.The(EventKind.Status).Action, Is.EqualTo(StatusChange.KeepsStatus | StatusChange.ImpliedOff));
        AssertLevels(1, 0);
        Assert.That((Channel.Book().State, Channel.Book().Status, Channel.Book().Volume), Is.EqualTo((BookState.Whole, TradingStatus.Open, 1000L)));
    }

    [Test]
    [Source("SecurityTradingEvent 5: implied matching is on; the levels come as entries")]
    public void ImpliedOnChangesNoLevel()
    {
        Channel.Send(new StatusMessage(NoChange, 0, ImpliedOn) { Security = 1 });

        Assert.That((StatusChange)Channel.The(EventKind.Status).Action, Is.EqualTo(StatusChange.KeepsStatus | StatusChange.ImpliedOn));
        AssertLevels(1, 1);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(255)]
    [Source("SecurityTradingEvent: no other code does anything")]
    public void AnyOtherEventChangesNothing(byte code)
    {
        Channel.Send(new StatusMessage(NoChange, 0, code) { Security = 1 });

        Assert.That((StatusChange)Channel.The(EventKind.Status).Action, Is.EqualTo(StatusChange.KeepsStatus));
        Assert.That((Channel.Book().Volume, Channel.Statistics()[StatisticKind.SessionHigh]), Is.EqualTo((1000L, (long)'7')));
        AssertLevels(1, 1);
    }

    [Test]
    [Source("SecurityTradingEvent holds for a halted instrument too")]
    public void AHaltedInstrumentTakesWhatItsGroupIsToldBesideTheStatus()
    {
        Channel.Send(new StatusMessage(2) { Security = 1 }).Send(new StatusMessage(21, 0, ResetStatistics) { Group = "ES" });

        Assert.That((Channel.Book().Status, Channel.Book().Volume), Is.EqualTo((TradingStatus.Halted, MarketEvent.NullQuantity)));
        Assert.That(Channel.Statistics()[StatisticKind.SessionHigh], Is.EqualTo(MarketEvent.NullPrice));
    }

    private void AssertLevels(int direct, int implied)
    {
        Assert.That((Channel.Levels(BookSide.Bid).Length, Channel.Levels(BookSide.Ask).Length), Is.EqualTo((direct, direct)));
        Assert.That((Channel.Levels(BookSide.ImpliedBid).Length, Channel.Levels(BookSide.ImpliedAsk).Length), Is.EqualTo((implied, implied)));
    }
}
