using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Tests.Books;

/// <summary>Rule: a consumer that lost events learns of it, and one that did not has the feed's books (events of this repository, EventKind).</summary>
public sealed class BookReplicaTests
{
    private BookReplica _replica = null!;

    [SetUp]
    public void SetUp()
    {
        _replica = new BookReplica(2);
        _replica.Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42, Level = 10, Detail = 2, Flags = EventFlags.Assumed });
        _replica.Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = 42, Level = 3, Detail = 1 });
        _replica.Apply(new MarketEvent { Kind = EventKind.BookClear, RptSeq = 1 });
    }

    [TearDown]
    public void TearDown() => _replica.Dispose();

    [TestCase(EventKind.Book)]
    [TestCase(EventKind.Trade)]
    [TestCase(EventKind.Status)]
    [TestCase(EventKind.EventEnd)]
    public void AnEventOfAnInstrumentNeverAnnouncedIsRejected(EventKind kind)
    {
        _replica.Apply(new MarketEvent { Kind = kind, InstrumentIndex = 1 });
        Assert.That(_replica.Rejected, Is.EqualTo(1));
    }

    [Test]
    public void ADefinitionOutOfTurnOrBeyondTheTableIsRejected()
    {
        _replica.Apply(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = 2, Quantity = 44 });
        Assert.That((_replica.Rejected, _replica.Books.Count), Is.EqualTo((1L, 1)));
        _replica.Apply(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = 1, Quantity = 43, Flags = EventFlags.Assumed });
        _replica.Apply(new MarketEvent { Kind = EventKind.Definition, InstrumentIndex = 2, Quantity = 44 });
        Assert.That((_replica.Rejected, _replica.Books.Count, _replica.Books[1].SecurityId), Is.EqualTo((2L, 2, 43L)));
    }

    [Test]
    public void ALevelThatDoesNotExistIsRejected()
    {
        _replica.Apply(new MarketEvent { Kind = EventKind.Book, Level = 4, PriceNano = 5, RptSeq = 2 });
        Assert.That(_replica.Rejected, Is.EqualTo(1));
    }

    [Test]
    public void DepthsAreThoseOfTheDefinition()
    {
        Assert.That((_replica.Books[0].Depth(BookSide.Ask), _replica.Books[0].Depth(BookSide.ImpliedBid)), Is.EqualTo((3, 1)));
        Assert.That(_replica.Books[0].State, Is.EqualTo(BookState.Whole));
    }

    [TestCase(EventKind.Statistic)]
    [TestCase(EventKind.MarketBest)]
    [TestCase(EventKind.Other)]
    [TestCase(EventKind.Volume)]
    [TestCase(EventKind.Trade)]
    public void EveryEntryOfAnInstrumentCountsAndProvesItsLevels(EventKind kind)
    {
        _replica.Apply(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument });
        Assert.That(_replica.Books[0].State, Is.EqualTo(BookState.Suspect));
        _replica.Apply(new MarketEvent { Kind = kind, RptSeq = 2, PriceNano = 5, Quantity = 6 });
        Assert.That((_replica.Books[0].State, _replica.Books[0].RptSeq), Is.EqualTo((BookState.Whole, 2u)));
    }

    [TestCase(EventKind.Status)]
    [TestCase(EventKind.TradeOrder)]
    [TestCase(EventKind.EventEnd)]
    public void WhatHasNoNumberOfTheInstrumentsProvesNothing(EventKind kind)
    {
        _replica.Apply(new MarketEvent { Kind = EventKind.Gap, InstrumentIndex = MarketEvent.NoInstrument });
        _replica.Apply(new MarketEvent { Kind = kind });
        Assert.That((_replica.Books[0].State, _replica.Books[0].RptSeq), Is.EqualTo((BookState.Suspect, 1u)));
    }

    [Test]
    public void AnEventOfNoInstrumentThatSaysNothingOfBooksChangesNone()
    {
        _replica.Apply(new MarketEvent { Kind = EventKind.EventEnd, InstrumentIndex = MarketEvent.NoInstrument });
        Assert.That((_replica.Rejected, _replica.Books[0].State), Is.EqualTo((0L, BookState.Whole)));
    }
}
