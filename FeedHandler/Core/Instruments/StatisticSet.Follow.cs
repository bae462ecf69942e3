using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Instruments;

/// <content>For whoever has events alone: a consumer, or a feed that follows another.</content>
public unsafe partial struct StatisticSet
{
    /// <summary>Applies an event of the instrument, or of its whole channel.</summary>
    /// <param name="told">The event; all of them must be given, in order.</param>
    public void Apply(in MarketEvent told)
    {
        if (told.InstrumentIndex == MarketEvent.NoInstrument) ApplyOfChannel(told.Kind);
        else ApplyOfInstrument(told);
    }

    /// <summary>Notes that the set is of an instrument whose events were seen: the next one is not the first.</summary>
    public void Meet() => _isMet = true;

    private void ApplyOfChannel(EventKind kind)
    {
        if (kind == EventKind.Gap) Suspect();
        else if (kind is EventKind.ChannelReset or EventKind.BookClear) Clear();
    }

    private void ApplyOfInstrument(in MarketEvent told)
    {
        if (told.TakesNumber) Number(told);
        switch (told.Kind)
        {
            case EventKind.Statistic:
                this[told.Statistic] = ValueOf(told);
                break;
            case EventKind.Status when ((StatusChange)told.Action & StatusChange.ResetStatistics) != 0:
                if ((told.Flags & EventFlags.InDoubt) == 0) ClearSession();
                else DoubtSession();
                break;
            case EventKind.BookClear when (told.Flags & EventFlags.Restored) != 0:
                _doubts = 0; // what a snapshot does not tell there is not, and what it tells otherwise follows
                break;
            case EventKind.BookStale:
                DoubtAll();
                break;
            case EventKind.Definition when (told.Flags & EventFlags.Deleted) != 0:
                Clear();
                break;
            default:
                break;
        }
    }

    // The instrument's own number went on. Where the first that is seen is not its first, a statistic may have been told once, before.
    private void Number(in MarketEvent told)
    {
        if (!_isMet && told.RptSeq > 1 && (told.Flags & EventFlags.Restored) == 0) DoubtAll();
        _isMet = true;
        Resume();
    }

    private static long ValueOf(in MarketEvent told)
    {
        if (told.Action == BookAction.Delete) return MarketEvent.NullPrice;
        return CountsContracts(told.Statistic) ? told.Quantity : told.PriceNano;
    }
}
