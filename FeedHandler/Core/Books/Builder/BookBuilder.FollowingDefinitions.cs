using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>Definitions that another feed handler told, and what its snapshots say of an instrument.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Follows the event of a definition. An instrument that is new gets the next index here, as it did there.</summary>
    /// <param name="told">The event as the other told it.</param>
    /// <param name="definition">What the venue says of the instrument; not read where the event says that it is assumed.</param>
    /// <param name="details">The rest of it.</param>
    /// <returns>The book, or null when the table has no room for another.</returns>
    public InstrumentBook* FollowDefinition(in MarketEvent told, in InstrumentDefinition definition, in InstrumentDetails details)
    {
        InstrumentBook* book = FindKnown(told.Quantity);
        if (book == null) book = AddFollowed(told.Quantity);
        if (book == null) return null;
        bool isDeleted = (told.Flags & EventFlags.Deleted) != 0;
        (int directDepth, int impliedDepth) = (book->Depth(BookSide.Bid), book->Depth(BookSide.ImpliedBid));
        BookReplica.Apply(told, ref *book);
        bool isDepthOther = directDepth != book->Depth(BookSide.Bid) || impliedDepth != book->Depth(BookSide.ImpliedBid);
        if (isDepthOther && book->IsStated != 0) NoteNeed(book);
        if (isDeleted) WithdrawFollowed(book);
        else _instruments.Statistics(book->IndexField).Return();
        TakeDefinition(book, told, definition, details);
        if (TSink.IsEnabled) Tell(book, told);
        return book;
    }

    /// <summary>
    /// Tells that an instrument is what a snapshot of the other, brought up to date, says: as good as it was known there, and no better.
    /// </summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="right">The book as the other has it.</param>
    /// <param name="statistics">Its statistics as the other has them.</param>
    /// <param name="transactTimeNs">When the instrument's last event was made, nanoseconds since the Unix epoch.</param>
    public void Restore(InstrumentBook* book, InstrumentBook* right, in StatisticSet statistics, long transactTimeNs)
    {
        bool areLevelsKnown = AreLevelsKnown(right);
        bool isInDoubt = !areLevelsKnown || statistics.HasDoubt; // so consumers take what begins it
        if (areLevelsKnown) BeginRestore(book, right->RptSeq, transactTimeNs, BookSource.Snapshot, isInDoubt);
        else BeginDoubtful(book, right->RptSeq, transactTimeNs);
        if ((right->Doubts & BookDoubts.Levels) == 0) RestateLevels(book, right);
        RestateStatistics(book, statistics, isInDoubt);
        HealSession(book, right);
        EndRestore();
    }

    private static bool AreLevelsKnown(InstrumentBook* right)
    {
        if (right->IsStated == 0 || (right->Doubts & (BookDoubts.Levels | BookDoubts.Implied)) != 0) return false;
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= right->Depth(side); number++)
            {
                if (!right->IsKnown(side, number)) return false;
            }
        }

        return true;
    }

    private void BeginDoubtful(InstrumentBook* book, uint rptSeq, long transactTimeNs)
    {
        BeginMessage(transactTimeNs, EventFlags.Restored);
        book->MarkStale();
        book->TakeRptSeq(rptSeq);
        Need(book, BookSource.Refresh);
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.BookStale, book);
        slot.RptSeq = rptSeq;
        slot.Flags |= EventFlags.InDoubt;
    }

    private InstrumentBook* AddFollowed(long securityId)
    {
        int index = _instruments.Add(securityId);
        if (index < 0)
        {
            _counters.InstrumentsRefused++;
            return null;
        }

        _counters.Doubts++;
        Need(_books + index, BookSource.Refresh);
        Orders?.Add(index);
        return _books + index;
    }

    private void WithdrawFollowed(InstrumentBook* book)
    {
        _counters.InstrumentsDeleted++;
        Need(book, BookSource.Incremental);
        _instruments.Statistics(book->IndexField).Withdraw();
    }

    private void TakeDefinition(InstrumentBook* book, in MarketEvent told, in InstrumentDefinition definition, in InstrumentDetails details)
    {
        ref InstrumentDefinition known = ref _instruments.Definition(book->IndexField);
        bool isAssumed = told.IsAssumed;
        known = isAssumed ? default : definition;
        known.IsDefined = !isAssumed;
        known.IsDeleted = (told.Flags & EventFlags.Deleted) != 0;
        if (isAssumed) return;
        _instruments.TakeDetails(book->IndexField, details);
        _instruments.Details(book->IndexField).IsAssumed = told.IsFromCache;
        _instruments.Told.Add(known, _instruments.Details(book->IndexField));
    }
}
