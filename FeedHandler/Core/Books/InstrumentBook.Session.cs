using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

public unsafe partial struct InstrumentBook
{
    /// <summary>The venue's code of a status that was never told.</summary>
    public const byte UntoldStatusCode = byte.MaxValue;

    // The number that no entry carries: it sends the next entry of an instrument that was never heard of, or is in doubt, the slow way.
    internal const long SlowRptSeq = -1;

    // The number that the instrument's next entry should have: where levels are in doubt, the one that would prove that nothing was lost.
    internal readonly long ExpectedRptSeq => IsSuspect ? _suspectRptSeq : NextRptSeq;

    /// <summary>Starts the instrument's sequence again.</summary>
    /// <param name="isKnownEmpty">True: the venue said that every book is empty; false: nothing is known.</param>
    internal void Restart(bool isKnownEmpty)
    {
        (TradingStatus status, byte statusCode, OwnHalt ownHalt) = (StatusField, StatusCodeField, OwnHalt);
        BookDoubts statusDoubt = DoubtsField & BookDoubts.Status;
        BookDoubts tail = DoubtsField & BookDoubts.Tail;
        Forget();
        DoubtsField = tail; // what told so may have lain in front of what this machine dropped
        NextRptSeq = SlowRptSeq;
        if (!isKnownEmpty) return;
        (StatusField, StatusCodeField, OwnHalt, DoubtsField) = (status, statusCode, ownHalt, statusDoubt | tail); // a reset of books is none of the status
        Clear();
        IsStated = 1;
        NextRptSeq = 1;
    }

    /// <summary>
    /// Packets were lost: the levels are in doubt until the instrument's own sequence proves that none was of this instrument, and what carries no
    /// number of the instrument's until it is told again.
    /// </summary>
    internal void Suspect()
    {
        DoubtsField &= ~BookDoubts.Tail;
        if (Implied(2)->HasLevel || Implied(3)->HasLevel) DoubtsField |= BookDoubts.Implied;
        if (StatusCodeField != UntoldStatusCode) DoubtsField |= BookDoubts.Status;
        if (VolumeField != MarketEvent.NullQuantity) DoubtsField |= BookDoubts.Volume;
        OwnHalt = OwnHalt.Unknown;
        if (NextRptSeq == SlowRptSeq) return; // never heard of, or in doubt already
        DoubtsField |= BookDoubts.Levels;
        _suspectRptSeq = (uint)NextRptSeq;
        NextRptSeq = SlowRptSeq;
    }

    /// <summary>Ends the doubt in the levels.</summary>
    /// <param name="wasSuspect">Whether there was one.</param>
    /// <returns>The number that the instrument's next entry should have; <see cref="SlowRptSeq"/> when it was never heard of.</returns>
    internal long Resume(out bool wasSuspect)
    {
        wasSuspect = IsSuspect;
        if (!wasSuspect) return NextRptSeq;
        DoubtsField &= ~BookDoubts.Levels;
        return _suspectRptSeq;
    }

    /// <summary>Whether a snapshot could tell of it what is not known: it was never stated, levels were not, or something is in doubt.</summary>
    /// <param name="butFor">Doubts that no snapshot ends.</param>
    internal readonly bool NeedsSnapshot(BookDoubts butFor)
    {
        if (IsStated == 0 || (DoubtsField & ~butFor) != 0) return true;
        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++)
        {
            for (int number = 1; number <= Depth(side); number++)
            {
                if (!IsKnown(side, number)) return true;
            }
        }

        return IsDisordered;
    }

    /// <summary>Takes an entry's number as it is: whatever was wrong with it has been dealt with.</summary>
    internal void TakeRptSeq(uint rptSeq)
    {
        DoubtsField &= ~BookDoubts.Levels;
        IsStated = 1;
        NextRptSeq = rptSeq + 1; // in 32 bits, as the venue counts
    }

    private void DoubtStatus(StatusChange change)
    {
        if (StatusCodeField != UntoldStatusCode) DoubtsField |= BookDoubts.Status;
        if ((change & StatusChange.ResetStatistics) != 0 && VolumeField != MarketEvent.NullQuantity) DoubtsField |= BookDoubts.Volume;
        if ((change & StatusChange.ImpliedOff) != 0 && (Implied(2)->HasLevel || Implied(3)->HasLevel)) DoubtsField |= BookDoubts.Implied;
    }

    internal void SetTrade(BookAction action, long priceNano, long quantity)
    {
        if (action == BookAction.Delete) return; // a bust takes a trade back; which price was the last before it is not told
        LastTradePriceNano = priceNano;
        LastTradeQuantity = quantity;
    }

    internal void SetVolume(long quantity)
    {
        VolumeField = quantity;
        DoubtsField &= ~BookDoubts.Volume;
    }

    /// <summary>Takes a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="statusCode">The venue's code of it.</param>
    /// <param name="change">What else it says.</param>
    /// <param name="isInDoubt">Whether the status may be another; with one that is kept, whether any of it is said of this instrument.</param>
    internal void SetStatus(TradingStatus status, byte statusCode, StatusChange change, bool isInDoubt)
    {
        if (isInDoubt && (change & StatusChange.KeepsStatus) != 0)
        {
            DoubtStatus(change);
            return;
        }

        if ((change & StatusChange.KeepsStatus) == 0)
        {
            StatusField = status;
            StatusCodeField = statusCode;
            DoubtsField = isInDoubt ? DoubtsField | BookDoubts.Status : DoubtsField & ~BookDoubts.Status;
            if (status != TradingStatus.Halted && !isInDoubt) OwnHalt = OwnHalt.None;
        }

        if ((change & StatusChange.ResetStatistics) != 0) SetVolume(MarketEvent.NullQuantity);
        if ((change & StatusChange.ImpliedOff) == 0) return;
        FillSide(2, MarketEvent.NullPrice);
        FillSide(3, MarketEvent.NullPrice);
        DoubtsField &= ~BookDoubts.Implied;
    }
}
