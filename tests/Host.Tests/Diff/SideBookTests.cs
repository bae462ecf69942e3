using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Diff;
using FeedHandler.Host.Diff.Compared;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>Books of lines say no more than lines do.</summary>
public sealed class SideBookTests
{
    private const long Id = 5;

    [Test]
    public void AStatusWithACodePutsImpliedLevelsOfLinesInDoubtAndNotTheStatus()
    {
        InstrumentReport book = BookAfter(line: 1, tradingEvent: 6, StatusChange.None);

        Assert.That((book.Doubts, book.StatusCode, book.Bids.Count), Is.EqualTo((BookDoubts.Implied, (byte)17, 1)));
        Assert.That(book.ImpliedBids, Is.Empty, "whether it stands is not known");
    }

    [Test]
    public void AStatusWithoutACodeDoesNothingToLevels()
    {
        InstrumentReport book = BookAfter(line: 1, tradingEvent: 0, StatusChange.None);

        Assert.That((book.Doubts, book.ImpliedBids.Count), Is.EqualTo((BookDoubts.None, 1)));
    }

    [Test]
    public void OfACaptureItIsKnownWhatAStatusDoes()
    {
        InstrumentReport book = BookAfter(line: 0, tradingEvent: 6, StatusChange.ImpliedOff);

        Assert.That((book.Doubts, book.ImpliedBids.Count, book.Bids.Count), Is.EqualTo((BookDoubts.None, 0, 1)));
    }

    [Test]
    public void WhatNobodyToldOfHasNoBook()
    {
        using SideBooks books = new(instrumentsMax: 2);

        Assert.That(books.Find(310, Id), Is.Null);
    }

    private static InstrumentReport BookAfter(long line, int tradingEvent, StatusChange change)
    {
        using SideBooks books = new(instrumentsMax: 2);
        Apply(new MarketEvent { Kind = EventKind.Definition, Quantity = Id, Level = 10, Detail = 2, Orders = InstrumentBook.UntoldStatusCode });
        Apply(Level(BookSide.Bid, rptSeq: 1));
        Apply(Level(BookSide.ImpliedBid, rptSeq: 2));
        Apply(new MarketEvent { Kind = EventKind.Status, Status = TradingStatus.Open, Detail = 17 });
        MarketEvent second = new() { Kind = EventKind.Status, Orders = tradingEvent, Action = (BookAction)(StatusChange.KeepsStatus | change) };
        Apply(second);
        return books.Find(310, Id)!;

        void Apply(MarketEvent marketEvent) => books.Apply(new DiffEvent { Event = marketEvent, SecurityId = Id, ChannelId = 310, Line = line });
    }

    private static MarketEvent Level(BookSide side, uint rptSeq) =>
        new() { Kind = EventKind.Book, Side = side, Action = BookAction.New, Level = 1, PriceNano = 7, Quantity = 3, Orders = 1, RptSeq = rptSeq };
}
