using System.Runtime.CompilerServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>Which instrument an entry is of, and what its number proves.</content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>
    /// Finds the book of an entry's instrument and judges the entry's number. An instrument's entries of all kinds are counted: one more than the last
    /// proves that nothing of this instrument was lost, whatever the packet sequence did. Every entry that is entered must make an event with that number.
    /// </summary>
    /// <param name="securityId">The instrument at the venue.</param>
    /// <param name="rptSeq">The entry's number within the instrument.</param>
    /// <returns>The book, or null when the entry must not be applied.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    public InstrumentBook* Enter(long securityId, uint rptSeq)
    {
        InstrumentBook* book = _lookup.TryFindAtHome(securityId, out uint index) ? _books + index : Find(securityId);
        if (book == null) return null;
        if (rptSeq != book->NextRptSeq && !EnterOutOfSequence(book, rptSeq)) return null;
        book->NextRptSeq = rptSeq + 1;
        return book;
    }

    /// <summary>Finds the book of an instrument, for what carries no number of the instrument's.</summary>
    /// <param name="securityId">The instrument at the venue.</param>
    /// <returns>The book, or null when the table has no room for another.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public InstrumentBook* Find(long securityId)
    {
        InstrumentBook* book = FindKnown(securityId);
        if (book != null) return book;
        int index = Add(securityId);
        return index < 0 ? null : _books + index;
    }

    /// <summary>Takes the definition of an instrument, or that it was withdrawn.</summary>
    /// <param name="book">Its book.</param>
    /// <param name="directDepth">How many levels the venue maintains of direct sides.</param>
    /// <param name="impliedDepth">How many of implied sides.</param>
    /// <param name="isDeleted">Whether it was withdrawn: nothing is known of it any more.</param>
    /// <param name="status">The status that the definition tells; null when it tells none.</param>
    public void Define(InstrumentBook* book, int directDepth, int impliedDepth, bool isDeleted, in StatusUpdate? status)
    {
        ref InstrumentDefinition definition = ref _instruments.Definition(book->IndexField);
        if (definition.IsDeleted && !isDeleted) _counters.Needs++; // a loop was passed over for it, as one that is withdrawn needs none
        definition.IsDeleted = isDeleted;
        definition.IsDefined = true;
        if (isDeleted) Delete(book);
        else _instruments.Statistics(book->IndexField).Return();
        if (directDepth > InstrumentBook.DirectDepthMax || impliedDepth > InstrumentBook.ImpliedDepthMax) _counters.DepthClamped++;
        if (!isDeleted && book->SetDepth(directDepth, impliedDepth))
        {
            Need(book, BookSource.Refresh);
            if (book->IsStated != 0) _counters.Needs++;
        }

        _instruments.Told.Add(definition, _instruments.Details(book->IndexField));
        Announce(book, isDeleted ? EventFlags.Deleted : EventFlags.None, status);
        if (status is { } told) ApplyStatus(book, told);
    }

    /// <summary>
    /// An id goes on under a name: where it had another one, that was another instrument. It is withdrawn, as if the venue had said so, and consumers are
    /// told before they are told of the new one.
    /// </summary>
    /// <param name="book">The book of the id, before anything of the new definition is written.</param>
    /// <param name="symbol">The name, as the wire pads it.</param>
    public void Rename(InstrumentBook* book, ReadOnlySpan<byte> symbol)
    {
        ref InstrumentDefinition definition = ref _instruments.Definition(book->IndexField);
        if (!definition.IsDefined || definition.IsDeleted || definition.IsNamed(symbol)) return;
        _counters.InstrumentsReplaced++;
        Define(book, 0, 0, isDeleted: true, status: null);
    }

    private void Delete(InstrumentBook* book)
    {
        _counters.InstrumentsDeleted++;
        book->Restart(isKnownEmpty: false);
        Need(book, BookSource.Incremental);
        _instruments.Statistics(book->IndexField).Withdraw();
        if (Orders is not null) ClearOrders(book, Orders.IsFromStart);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(long securityId)
    {
        int index = _instruments.Add(securityId);
        if (index < 0)
        {
            _counters.InstrumentsRefused++;
            return index;
        }

        _counters.Doubts++;
        Need(_books + index, BookSource.Refresh);
        if (_hasLost) _books[index].OwnHalt = OwnHalt.Unknown;
        Announce(_books + index, EventFlags.Assumed, status: null);
        Orders?.Add(index);
        if (Orders is { IsFromStart: true }) ClearOrders(_books + index, isKnown: true);
        return index;
    }

    private void Announce(InstrumentBook* book, EventFlags flags, in StatusUpdate? status)
    {
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.Definition, book);
        slot.Flags |= flags;
        if (flags == EventFlags.Assumed) slot.Flags &= ~EventFlags.Restored; // first met, in a loop too: with both it would be of a cache
        slot.Quantity = book->SecurityIdField;
        slot.Level = (byte)book->Depth(BookSide.Bid);
        slot.Detail = (byte)book->Depth(BookSide.ImpliedBid);
        bool isTold = status is { } told && (told.Change & StatusChange.KeepsStatus) == 0;
        slot.Status = isTold ? status!.Value.Status : book->Status;
        slot.Orders = isTold ? status!.Value.StatusCode : book->StatusCode;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EnterOutOfSequence(InstrumentBook* book, uint rptSeq)
    {
        long next = book->Resume(out bool wasSuspect);
        _instruments.Statistics(book->IndexField).Resume();
        bool isKnown = next != InstrumentBook.SlowRptSeq;
        if (rptSeq == 1 && next != 1) return Join(book, isKnown);
        if (!isKnown)
        {
            _instruments.Statistics(book->IndexField).DoubtAll(); // levels are stated again, but a statistic may have been told once, before
            _counters.Needs++;
            Heals?.Expect(book->IndexField, BookSource.Refresh);
        }

        if (!isKnown || rptSeq == next)
        {
            book->IsStated = 1; // joined in mid-stream, where levels become known as they are stated; or in doubt until now
            if (rptSeq == 1) ResumeAtFirst(book, wasSuspect);
            return true;
        }

        bool isBehind = (int)(rptSeq - (uint)next) < 0;
        if (!isBehind) _counters.RptSeqGaps++;
        else if (wasSuspect) _counters.RptSeqRestarts++;
        else _counters.RptSeqBehind++;
        if (isBehind && !wasSuspect) return false; // no packet was lost, so it is told a second time
        Doubt(book, rptSeq);
        return true;
    }

    // The first entry that an instrument ever had, or the first since it started again: before it every side was empty.
    private bool Join(InstrumentBook* book, bool isKnown)
    {
        book->IsStated = 1;
        book->Clear();
        Heals?.Expect(book->IndexField, BookSource.Incremental);
        bool isInDoubt = isKnown || _hasLost; // told before, and perhaps not heard
        if (isInDoubt) _instruments.Statistics(book->IndexField).DoubtAll();
        NeedWhatIsInDoubt(book);
        if (TSink.IsEnabled) TellEmpty(book, rptSeq: 1, isInDoubt);
        return true;
    }

    private void TellEmpty(InstrumentBook* book, uint rptSeq, bool isInDoubt)
    {
        ref MarketEvent slot = ref Claim(EventKind.BookClear, book);
        slot.RptSeq = rptSeq;
        if (isInDoubt) slot.Flags |= EventFlags.InDoubt;
    }

    // After a loss the first number may be that of an instrument that started again behind entries that nobody heard: what they told may still hold.
    private void ResumeAtFirst(InstrumentBook* book, bool wasSuspect)
    {
        if (wasSuspect) _instruments.Statistics(book->IndexField).DoubtAll();
        NeedWhatIsInDoubt(book);
    }

    // With its first entry an instrument comes into the loops, which could heal nothing of it before.
    private readonly void NeedWhatIsInDoubt(InstrumentBook* book)
    {
        if (book->Doubts != BookDoubts.None || _instruments.Statistics(book->IndexField).HasDoubt) _counters.Needs++;
    }

    private void Doubt(InstrumentBook* book, uint rptSeq)
    {
        _counters.Doubts++;
        _counters.Needs++;
        book->IsStated = 1;
        book->MarkStale();
        Need(book, BookSource.Refresh);
        _instruments.Statistics(book->IndexField).DoubtAll();
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.BookStale, book);
        slot.RptSeq = rptSeq;
        slot.Flags |= EventFlags.InDoubt;
    }
}
