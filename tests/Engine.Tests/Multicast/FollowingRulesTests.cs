using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Engine.Tests.Multicast;

/// <summary>Rules of following: what an event behind a loss proves, and when a snapshot of the other is better than what is known.</summary>
public sealed class FollowingRulesTests
{
    private FollowedChannel _channel = null!;

    [SetUp]
    public void SetUp() => _channel = new FollowedChannel();

    [TearDown]
    public void TearDown() => _channel.Dispose();

    [Test]
    public void WhoMissedNothingNeedsNoLoopOnceItsTurnWasSeen()
    {
        _channel.Tell(Defined(0), Emptied(0, 1));
        Assert.That(_channel.NeedsSnapshots, Is.True);
        _channel.Deliver(_channel.Turn());
        Assert.That((_channel.NeedsSnapshots, _channel.Recovery.NotNeeded, _channel.Events.Count), Is.EqualTo((false, 1, 0)));
    }

    [Test]
    public void ASnapshotThatWasBetterIsNotTakenWhereWhatCameSinceDoubtsItToo()
    {
        _channel.Lose(Defined(1)).Tell(Defined(0), Emptied(0, 1));
        byte[][] before = _channel.Turn();
        _channel.Tell(Doubted(0, 2)).Deliver(before);
        Assert.That(_channel.Recovery.Restored, Is.Zero);
        Assert.That(_channel.Events.Where(static told => told.InstrumentIndex == 0), Is.Empty);
        Assert.That(_channel.Book(0).State, Is.EqualTo(BookState.Partial));
    }

    [Test]
    public void ADefinitionProvesThatNothingOfItsInstrumentWasLost()
    {
        _channel.Tell(Defined(0), Emptied(0, 1)).Lose(Defined(1)).Tell(Defined(0)).Tell(Volume(0, 2));
        Assert.That(_channel.Arbitration.Lost, Is.EqualTo(1));
        Assert.That(_channel.Events.Select(static told => told.Kind), Is.EqualTo(new[] { EventKind.Volume }));
        Assert.That(_channel.Book(0).State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    public void AnInstrumentThatIsAnnouncedBehindALossHasLostNothing()
    {
        _channel.Tell(Defined(0), Emptied(0, 1)).Lose(Volume(0, 2)).Tell(Defined(1)).Tell(Emptied(1, 1));
        Assert.That(_channel.Events.Select(static told => told.Kind), Is.EqualTo(new[] { EventKind.BookClear }));
        Assert.That(_channel.Book(1).State, Is.EqualTo(BookState.Whole));
    }

    [Test]
    public void ADefinitionTellsThatSomethingOfItsInstrumentWasLost()
    {
        _channel.Tell(Defined(0), Emptied(0, 1)).Lose(Volume(0, 2)).Tell(Defined(0));
        Assert.That(_channel.Events.Select(static told => told.Kind), Is.EqualTo(new[] { EventKind.Gap, EventKind.BookStale, EventKind.Definition }));
    }

    [Test]
    public void AnInstrumentThatIsAnnouncedAgainBehindItsFirstEventsIsInDoubt()
    {
        _channel.Tell(Defined(0), Emptied(0, 1)).Lose(Defined(1), Emptied(1, 1)).Tell(Defined(1)).Tell(Volume(1, 2));
        Assert.That(_channel.Events.Select(static told => told.Kind), Is.EqualTo(new[] { EventKind.BookStale, EventKind.Volume }));
    }

    [Test]
    public void StatisticsOfASnapshotAreInNoDoubtAndToldOnce()
    {
        _channel.Lose(Defined(0), Emptied(0, 1), Settled(0, 2)).Tell(Defined(1)).Deliver(_channel.Turn());
        Assert.That(_channel.Events.Count(static told => told.Kind == EventKind.Statistic), Is.EqualTo(1));
        _channel.Tell(Volume(0, 3));
        Assert.That((_channel.Statistics(0)[StatisticKind.Settlement], _channel.Statistics(0).HasDoubt), Is.EqualTo((77L, false)));
        _channel.Deliver(_channel.Turn());
        Assert.That(_channel.Events.Where(static told => told.InstrumentIndex == 0), Is.Empty);
    }

    private static MarketEvent Defined(int index) => Of(EventKind.Definition, index, 0) with
    {
        Quantity = index,
        Level = InstrumentBook.DirectDepthMax,
        Detail = InstrumentBook.ImpliedDepthMax,
        Orders = InstrumentBook.UntoldStatusCode,
    };

    private static MarketEvent Emptied(int index, uint rptSeq) => Of(EventKind.BookClear, index, rptSeq);

    private static MarketEvent Doubted(int index, uint rptSeq) =>
        Of(EventKind.BookStale, index, rptSeq) with { Flags = EventFlags.EndOfEvent | EventFlags.InDoubt };

    private static MarketEvent Volume(int index, uint rptSeq) => Of(EventKind.Volume, index, rptSeq) with { Quantity = 5 };

    private static MarketEvent Settled(int index, uint rptSeq) =>
        Of(EventKind.Statistic, index, rptSeq) with { Statistic = StatisticKind.Settlement, PriceNano = 77 };

    private static MarketEvent Of(EventKind kind, int index, uint rptSeq) => new()
    {
        Kind = kind,
        InstrumentIndex = index,
        RptSeq = rptSeq,
        Flags = EventFlags.EndOfEvent,
        PriceNano = MarketEvent.NullPrice,
        Quantity = MarketEvent.NullQuantity,
        Orders = MarketEvent.NullOrders,
    };
}
