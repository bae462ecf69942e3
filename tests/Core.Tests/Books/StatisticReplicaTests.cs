using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Tests.Books;

/// <summary>
/// Rule: statistics follow from events alone, doubts included (docs/sharing.md). Here rule by rule; against the feed's own they are held behind every packet of
/// the venue's rules, of simulated losses and of the kept captures.
/// </summary>
public sealed class StatisticReplicaTests
{
    private BookReplica _books = null!;
    private StatisticReplica _statistics = null!;

    [SetUp]
    public void SetUp()
    {
        (_books, _statistics) = (new BookReplica(2), new StatisticReplica(2));
        Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42, Level = 10, Detail = 2, Flags = EventFlags.Assumed });
        Apply(new MarketEvent { Kind = EventKind.BookClear, RptSeq = 1 });
        Tell(StatisticKind.Settlement, 450, rptSeq: 2);
        Tell(StatisticKind.SessionHigh, 470, rptSeq: 3);
    }

    [TearDown]
    public void TearDown() => _books.Dispose();

    [Test]
    public void WhatIsToldIsKnown() => AssertSet(450, 470, "");

    [Test]
    public void WhatIsTakenBackIsNotThere()
    {
        Apply(new MarketEvent { Kind = EventKind.Statistic, Statistic = StatisticKind.Settlement, Action = BookAction.Delete, PriceNano = 450, RptSeq = 4 });
        AssertSet(null, 470, "");
    }

    [Test]
    public void ContractsAreQuantities()
    {
        Tell(StatisticKind.OpenInterest, MarketEvent.NullPrice, rptSeq: 4, quantity: 12);
        Assert.That(_statistics[0][StatisticKind.OpenInterest], Is.EqualTo(12));
    }

    [TestCase(StatusChange.None, EventFlags.None, false, "")]
    [TestCase(StatusChange.ResetStatistics, EventFlags.None, true, "")]
    [TestCase(StatusChange.ResetStatistics | StatusChange.KeepsStatus, EventFlags.None, true, "")]
    [TestCase(StatusChange.ResetStatistics, EventFlags.InDoubt, true, "")]
    [TestCase(StatusChange.ResetStatistics | StatusChange.KeepsStatus, EventFlags.InDoubt, false, "SessionHigh")]
    public void ANewSessionTakesItsOwnBack(StatusChange change, EventFlags flags, bool isGone, string doubts)
    {
        Apply(new MarketEvent { Kind = EventKind.Status, Action = (BookAction)change, Flags = flags });
        AssertSet(450, isGone ? null : 470, doubts);
    }

    [Test]
    public void BehindALossAllIsInDoubtUntilTheInstrumentsOwnNumberGoesOn()
    {
        OfChannel(EventKind.Gap);
        AssertSet(450, 470, "all");
        Apply(new MarketEvent { Kind = EventKind.Volume, Quantity = 5, RptSeq = 4 });
        AssertSet(450, 470, "SessionHigh");
        Tell(StatisticKind.SessionHigh, 480, rptSeq: 5);
        AssertSet(450, 480, "");
    }

    [TestCase(EventKind.Status)]
    [TestCase(EventKind.TradeOrder)]
    [TestCase(EventKind.EventEnd)]
    [TestCase(EventKind.Order)]
    public void WhatHasNoNumberProvesNothing(EventKind kind)
    {
        OfChannel(EventKind.Gap);
        Apply(new MarketEvent { Kind = kind, RptSeq = 4 });
        AssertSet(450, 470, "all");
    }

    [Test]
    public void ATradeThatIsToldLateProvesNothing()
    {
        OfChannel(EventKind.Gap);
        Apply(new MarketEvent { Kind = EventKind.Trade, RptSeq = 4, Flags = EventFlags.Restored });
        AssertSet(450, 470, "all");
    }

    [Test]
    public void ABookInDoubtPutsAllInDoubt()
    {
        Apply(new MarketEvent { Kind = EventKind.BookStale, RptSeq = 7, Flags = EventFlags.InDoubt });
        AssertSet(450, 470, "all");
        Tell(StatisticKind.Settlement, 460, rptSeq: 8);
        Assert.That((_statistics[0].IsInDoubt(StatisticKind.Settlement), _statistics[0].IsInDoubt(StatisticKind.SessionHigh)), Is.EqualTo((false, true)));
    }

    [TestCase(4u, EventFlags.None, "")]
    [TestCase(3u, EventFlags.None, "")]
    [TestCase(5u, EventFlags.None, "all")]
    [TestCase(4u, EventFlags.Restored, "all")]
    public void AnEntryInSequenceThatCouldNotBeAppliedPutsNoneInDoubtUnlessRestored(uint rptSeq, EventFlags more, string doubts)
    {
        Apply(new MarketEvent { Kind = EventKind.BookStale, RptSeq = rptSeq, Flags = EventFlags.InDoubt | more });
        AssertSet(450, 470, doubts);
    }

    [TestCase(EventFlags.None, "SessionHigh")]
    [TestCase(EventFlags.Restored, "")]
    [TestCase(EventFlags.Restored | EventFlags.InDoubt, "all")]
    [TestCase(EventFlags.InDoubt, "all")]
    public void ABookThatBeginsSaysWhatIsInDoubt(EventFlags flags, string doubts)
    {
        OfChannel(EventKind.Gap);
        Apply(new MarketEvent { Kind = EventKind.BookClear, RptSeq = 4, Flags = flags });
        AssertSet(450, 470, doubts);
    }

    [TestCase(EventKind.BookClear)]
    [TestCase(EventKind.ChannelReset)]
    public void AResetLeavesNothingTold(EventKind kind)
    {
        OfChannel(EventKind.Gap);
        OfChannel(kind);
        AssertSet(null, null, "");
    }

    [Test]
    public void AnInstrumentThatIsWithdrawnHasNone()
    {
        Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42 });
        AssertSet(450, 470, "");
        Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42, Flags = EventFlags.Deleted });
        AssertSet(null, null, "");
        OfChannel(EventKind.Gap);
        AssertSet(null, null, "");
    }

    [Test]
    public void AnInstrumentThatIsDefinedAgainIsInDoubtBehindALoss()
    {
        Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42, Flags = EventFlags.Deleted });
        Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42 });
        OfChannel(EventKind.Gap);
        AssertSet(null, null, "all");
    }

    [Test]
    public void AStatisticThatIsRestoredInDoubtIsTheValueThatWasKnownLast()
    {
        Apply(new MarketEvent { Kind = EventKind.Statistic, Statistic = StatisticKind.Settlement, PriceNano = 440, RptSeq = 4, Flags = EventFlags.InDoubt });
        AssertSet(440, 470, "Settlement");
        Tell(StatisticKind.Settlement, 440, rptSeq: 5);
        AssertSet(440, 470, "");
    }

    [TestCase(EventKind.Doubt)]
    [TestCase(EventKind.DoubtEnd)]
    [TestCase(EventKind.EventEnd)]
    public void OtherEventsOfAChannelChangeNone(EventKind kind)
    {
        OfChannel(kind);
        AssertSet(450, 470, "");
    }

    [TestCase(2u, true)]
    [TestCase(1u, false)]
    public void WhatWasToldBeforeAnInstrumentWasFirstHeardOfIsInDoubt(uint rptSeq, bool isInDoubt)
    {
        Apply(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = 1, Quantity = 43, Level = 10, Flags = EventFlags.Assumed });
        Apply(new MarketEvent { Kind = EventKind.BookClear, InstrumentIndex = 1, RptSeq = rptSeq });
        Assert.That(_statistics[1].HasDoubt, Is.EqualTo(isInDoubt));
    }

    [Test]
    public void TheFirstNumberBehindALossMayBeASecondFirst()
    {
        Apply(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = 1, Quantity = 43, Level = 10, Flags = EventFlags.Assumed });
        OfChannel(EventKind.BookClear); // its next number is 1
        OfChannel(EventKind.Gap);
        Apply(new MarketEvent { Kind = EventKind.Volume, InstrumentIndex = 1, RptSeq = 1, Quantity = 3 });
        Assert.That(_statistics[1].IsInDoubt(StatisticKind.Settlement), Is.True);
    }

    private void OfChannel(EventKind kind) => Apply(new MarketEvent { Kind = kind, InstrumentIndex = MarketEvent.NoInstrument });

    private void Tell(StatisticKind kind, long priceNano, uint rptSeq, long quantity = MarketEvent.NullQuantity) =>
        Apply(new MarketEvent { Kind = EventKind.Statistic, Statistic = kind, PriceNano = priceNano, Quantity = quantity, RptSeq = rptSeq });

    private void Apply(in MarketEvent marketEvent)
    {
        _statistics.Apply(marketEvent, _books.Books);
        _books.Apply(marketEvent);
    }

    private void AssertSet(long? settlement, long? high, string doubts)
    {
        StatisticSet set = _statistics[0];
        Assert.That((set[StatisticKind.Settlement], set[StatisticKind.SessionHigh]), Is.EqualTo((settlement ?? MarketEvent.NullPrice, high ?? MarketEvent.NullPrice)));
        string[] doubted = [.. Enum.GetValues<StatisticKind>().Where(kind => set.IsInDoubt(kind)).Select(static kind => kind.ToString())];
        Assert.That(doubted.Length == StatisticSet.Count ? "all" : string.Join(' ', doubted), Is.EqualTo(doubts));
    }
}
