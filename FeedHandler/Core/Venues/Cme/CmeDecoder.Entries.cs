using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // The book of an entry's instrument, or null when the entry must not be applied. RptSeq (FIX tag 83) counts an instrument's entries
    // of all
    // kinds: one more than the last proves that nothing of this instrument was lost, whatever the packet sequence did.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    private InstrumentBook* Enter(int securityId, uint rptSeq)
    {
        var index = _lookup.Find(securityId);
        if (index < 0) index = AddInstrument(securityId);
        if (index < 0) return null;
        var book = _books + index;
        if (rptSeq != book->NextRptSeq && !EnterOutOfSequence(book, rptSeq)) return null;
        book->NextRptSeq = rptSeq + 1;
        return book;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AddInstrument(int securityId)
    {
        var index = _instruments.Add(securityId);
        if (index < 0) _counters.InstrumentsRefused++;
        else AnnounceInstrument(index);
        return index;
    }

    private void AnnounceInstrument(int index)
    {
        if (!TSink.IsEnabled) return;
        ref var book = ref _instruments.Books[index];
        ref var slot = ref Claim(EventKind.Definition, index);
        if (book.IsDepthTold == 0) slot.Flags |= EventFlags.Assumed;
        slot.Quantity = book.SecurityId;
        slot.Level = (byte)book.Depth(BookSide.Bid);
        slot.Detail = (byte)book.Depth(BookSide.ImpliedBid);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EnterOutOfSequence(InstrumentBook* book, uint rptSeq)
    {
        book->IsStated = 1;
        var next = book->Resume();
        if (next == InstrumentBook.SlowRptSeq) return Join(book, rptSeq);
        if (rptSeq == next) return true; // in doubt until now
        if (rptSeq == 1) return Join(book, rptSeq); // the instrument started again without a word
        if ((int)(rptSeq - next) < 0)
        {
            _counters.RptSeqBehind++;
            book->NextRptSeq = next;
            return false;
        }

        _counters.RptSeqGaps++;
        book->MarkStale();
        if (TSink.IsEnabled) Claim(EventKind.BookStale, book->Index).RptSeq = rptSeq;
        return true;
    }

    // The first entry that an instrument ever had: before it every side was empty. Joined later, levels become known as they are stated.
    private bool Join(InstrumentBook* book, uint rptSeq)
    {
        if (rptSeq != 1) return true;
        book->Clear();
        if (TSink.IsEnabled) Claim(EventKind.BookClear, book->Index).RptSeq = rptSeq;
        return true;
    }

    private long Nano<TEntry>(long mantissa)
        where TEntry : IMarketEntry, allows ref struct =>
        TEntry.NanoPerMantissa == 1 ? mantissa : Scale(mantissa, TEntry.NanoPerMantissa);

    private readonly long Scale(long mantissa, int factor)
    {
        var limit = long.MaxValue / factor;
        if ((ulong)(mantissa + limit) <= (ulong)(2 * limit)) return mantissa * factor;
        if (mantissa != IPricedEntry.NullMantissa) _counters.PriceOverflow++;
        return MarketEvent.NullPrice;
    }
}
