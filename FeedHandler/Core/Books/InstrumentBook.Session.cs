using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

public unsafe partial struct InstrumentBook
{
    // The number that no entry carries: it sends the next entry of an instrument that was never heard of, or is in doubt, the slow way.
    internal const uint SlowRptSeq = uint.MaxValue;

    // FIX tag 326 SecurityTradingStatus: the message changes something else.
    private const byte NoChangeStatus = 103;

    /// <summary>Starts the instrument's sequence again.</summary>
    /// <param name="isKnownEmpty">True: the venue said that every book is empty; false: nothing is known.</param>
    internal void Restart(bool isKnownEmpty)
    {
        Forget();
        IsSuspect = 0;
        NextRptSeq = SlowRptSeq;
        if (!isKnownEmpty) return;
        Clear();
        IsStated = 1;
        NextRptSeq = 1;
    }

    /// <summary>Packets were lost: the book is in doubt until the instrument's own sequence proves that none was of this
    /// instrument.</summary>
    internal void Suspect()
    {
        if (NextRptSeq == SlowRptSeq) return; // never heard of, or in doubt already
        IsSuspect = 1;
        _suspectRptSeq = NextRptSeq;
        NextRptSeq = SlowRptSeq;
    }

    /// <summary>Ends the doubt.</summary>
    /// <returns>The number that the instrument's next entry should have; <see cref="SlowRptSeq"/> when it was never heard of.</returns>
    internal uint Resume()
    {
        if (IsSuspect == 0) return NextRptSeq;
        IsSuspect = 0;
        return _suspectRptSeq;
    }

    internal void SetTrade(BookAction action, long priceNano, long quantity)
    {
        if (action == BookAction.Delete) return; // a bust takes a trade back; which price was the last before it is not told
        LastTradePriceNano = priceNano;
        LastTradeQuantity = quantity;
    }

    internal void SetStatus(byte status, byte tradingEvent)
    {
        if (status != NoChangeStatus) StatusField = status;
        if (tradingEvent == BookReplica.TradingEventImpliedOff)
        {
            FillSide(2, MarketEvent.NullPrice);
            FillSide(3, MarketEvent.NullPrice);
        }

        if (tradingEvent == BookReplica.TradingEventResetStatistics) VolumeField = MarketEvent.NullQuantity;
    }
}
