using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Books.Builder;

/// <content>
/// A book restored from a snapshot: it is cleared, stated level by level, and brought up to date by entries that came since. All its events are marked
/// <see cref="EventFlags.Restored"/>, carry the snapshot's number within the instrument, and make up a match event of their own.
/// </content>
public unsafe partial struct BookBuilder<TSink, TStamps>
{
    /// <summary>Whether a match event is going on, which nothing may interrupt.</summary>
    public readonly bool IsInMatchEvent => _touchedCount > 0;

    /// <summary>The channel was joined in mid-session: whether an instrument has a halt of its own is not known.</summary>
    public void OnJoin()
    {
        _hasLost = true;
        for (int index = 0; index < _instruments.Count; index++) _books[index].OwnHalt = OwnHalt.Unknown;
    }

    /// <summary>Whether a snapshot could tell of an instrument what is not known or in doubt. One that the venue withdrew needs none.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="tellsStatus">Whether the snapshot has a status.</param>
    public readonly bool NeedsSnapshot(InstrumentBook* book, bool tellsStatus) => !_instruments.Definition(book->IndexField).IsDeleted
        && (book->NeedsSnapshot(tellsStatus ? BookDoubts.Tail : BookDoubts.Tail | BookDoubts.Status) || _instruments.Statistics(book->IndexField).HasDoubt);

    /// <summary>The book of an instrument, without adding one.</summary>
    /// <param name="securityId">The instrument at the venue.</param>
    /// <returns>The book, or null for an instrument that was never heard of.</returns>
    public readonly InstrumentBook* FindKnown(long securityId)
    {
        int index = _lookup.Find(securityId);
        return index < 0 ? null : _books + index;
    }

    /// <summary>Ends a match event that goes on and will not be seen to its end.</summary>
    public void EndInterrupted()
    {
        if (!IsInMatchEvent) return;
        EndForInstruments();
        EndPacket();
    }

    /// <summary>Begins what snapshots tell: outside of any match event.</summary>
    /// <param name="seqNum">The lower 32 bits of the number of the channel's last packet.</param>
    /// <param name="rxNs">When the snapshot was received, nanoseconds since the Unix epoch.</param>
    public void BeginSnapshots(uint seqNum, long rxNs)
    {
        if (TSink.IsEnabled) StampAnnouncement(seqNum, rxNs);
    }

    /// <summary>Begins the snapshot of an instrument: its book is empty until it is stated.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="rptSeq">The number of the instrument's last entry that the snapshot includes; 0 for none.</param>
    /// <param name="transactTimeNs">When the instrument's last event was made, nanoseconds since the Unix epoch.</param>
    /// <param name="source">What restores it: a snapshot, or packets that were sent again.</param>
    /// <param name="isInDoubt">Whether statistics that are not told now are in doubt; else none is, as of a snapshot.</param>
    public void BeginRestore(InstrumentBook* book, uint rptSeq, long transactTimeNs, BookSource source = BookSource.Snapshot, bool isInDoubt = false)
    {
        BeginMessage(transactTimeNs, EventFlags.Restored);
        _restoredKinds = 0;
        _hasRestoredVolume = false;
        book->Clear();
        book->TakeRptSeq(rptSeq);
        Heals?.Expect(book->IndexField, source);
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.BookClear, book);
        slot.RptSeq = rptSeq;
        if (source != BookSource.Snapshot) slot.Detail = (byte)source;
        if (isInDoubt) slot.Flags |= EventFlags.InDoubt;
    }

    /// <summary>Takes a statistic of the snapshot.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="kind">What it measures.</param>
    /// <param name="priceNano">The price in 1e-9, or <see cref="MarketEvent.NullPrice"/>.</param>
    /// <param name="quantity">The quantity, or <see cref="MarketEvent.NullQuantity"/>.</param>
    /// <param name="detail">The venue's bits of its type.</param>
    public void RestoreStatistic(InstrumentBook* book, StatisticKind kind, long priceNano, long quantity, byte detail)
    {
        _restoredKinds |= 1u << (int)kind;
        ApplyStatistic(book, kind, BookAction.New, priceNano, quantity, detail, book->RptSeq);
    }

    /// <summary>Takes the volume of the snapshot.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="quantity">The volume.</param>
    public void RestoreVolume(InstrumentBook* book, long quantity)
    {
        _hasRestoredVolume = true;
        ApplyVolume(book, BookAction.New, quantity, book->RptSeq);
    }

    /// <summary>Takes the status of the snapshot. Whether a halt is the instrument's own it does not tell.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="status">The status.</param>
    public void RestoreStatus(InstrumentBook* book, in StatusUpdate status)
    {
        ApplyStatus(book, status);
        if (book->Status == TradingStatus.Halted) book->OwnHalt = OwnHalt.Unknown;
    }

    /// <summary>Tells the last trade, which is no news.</summary>
    /// <param name="book">The instrument's book.</param>
    /// <param name="action">What became of it: a bust leaves the price as it is.</param>
    /// <param name="priceNano">The price in 1e-9.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="rptSeq">The number within the instrument.</param>
    public void RestoreTrade(InstrumentBook* book, BookAction action, long priceNano, long quantity, uint rptSeq)
    {
        book->SetTrade(action, priceNano, quantity);
        if (!TSink.IsEnabled) return;
        ref MarketEvent slot = ref Claim(EventKind.LastTrade, book);
        slot.Side = BookSide.None;
        slot.PriceNano = book->LastPriceNano;
        slot.Quantity = book->LastQuantity;
        slot.RptSeq = rptSeq;
    }

    /// <summary>Ends what the snapshot tells: of what was in doubt, there is not what it does not tell.</summary>
    /// <param name="book">The instrument's book.</param>
    public void EndSnapshot(InstrumentBook* book)
    {
        ref StatisticSet statistics = ref _instruments.Statistics(book->IndexField);
        for (StatisticKind kind = 0; (int)kind < StatisticSet.Count; kind++)
        {
            if ((_restoredKinds & (1u << (int)kind)) != 0 || !statistics.IsInDoubt(kind)) continue;
            if (statistics[kind] == MarketEvent.NullPrice) statistics[kind] = MarketEvent.NullPrice; // now it is known
            else ApplyStatistic(book, kind, BookAction.Delete, MarketEvent.NullPrice, MarketEvent.NullQuantity, 0, book->RptSeq);
        }

        statistics.Resume();
        if (!_hasRestoredVolume && (book->Doubts & BookDoubts.Volume) != 0)
            ApplyVolume(book, BookAction.Delete, MarketEvent.NullQuantity, book->RptSeq);
    }

    /// <summary>Ends the match event that the snapshot and what was replayed behind it make up, and makes it visible.</summary>
    public void EndRestore()
    {
        EndMessage(endsMatchEvent: true);
        EndPacket();
    }
}
