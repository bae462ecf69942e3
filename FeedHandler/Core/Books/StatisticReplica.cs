using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Books;

/// <summary>
/// A consumer's own statistics of one channel, rebuilt from its events beside its books: after each batch a set is what the feed's was, doubts included. What
/// a number proves depends on the book before it, so that an event is applied here first, and to the books then.
/// </summary>
public sealed class StatisticReplica
{
    private readonly StatisticSet[] _sets;

    /// <summary>Takes the memory for a number of instruments.</summary>
    /// <param name="instrumentCountMax">How many instruments there can be; at least as many as at the feed.</param>
    public StatisticReplica(int instrumentCountMax) => _sets = new StatisticSet[instrumentCountMax];

    /// <summary>The statistics of an instrument that was announced.</summary>
    /// <param name="index">Its dense index.</param>
    public ref readonly StatisticSet this[int index] => ref _sets[index];

    /// <summary>Applies an event.</summary>
    /// <param name="marketEvent">The event; all of the channel must be given, in order.</param>
    /// <param name="booksBefore">The books of the same events, which have not taken this one yet.</param>
    public void Apply(in MarketEvent marketEvent, BookTable booksBefore)
    {
        ArgumentNullException.ThrowIfNull(booksBefore);
        int index = marketEvent.InstrumentIndex;
        if ((uint)index < (uint)booksBefore.Count) Apply(marketEvent, booksBefore[index], ref _sets[index]);
        else if (index == MarketEvent.NoInstrument) ApplyToAll(marketEvent.Kind, booksBefore.Count);
        else if (marketEvent.Kind == EventKind.Definition && index < _sets.Length) _sets[index] = StatisticSet.Untold;
    }

    /// <summary>Applies an event to one set that is followed by itself.</summary>
    /// <param name="marketEvent">An event of its instrument, or of all of its channel.</param>
    /// <param name="before">The instrument's book, which has not taken the event yet.</param>
    /// <param name="statistics">The set.</param>
    public static void Apply(in MarketEvent marketEvent, in InstrumentBook before, ref StatisticSet statistics)
    {
        if (marketEvent.InstrumentIndex == MarketEvent.NoInstrument) ApplyOfChannel(marketEvent.Kind, ref statistics);
        else if (marketEvent.Kind == EventKind.Status) ApplyStatus(marketEvent, ref statistics);
        else if (marketEvent.TakesNumber) ApplyNumbered(marketEvent, before, ref statistics);
        else if (marketEvent.Kind == EventKind.Definition) Define(isDeleted: (marketEvent.Flags & EventFlags.Deleted) != 0, ref statistics);
    }

    private void ApplyToAll(EventKind kind, int count)
    {
        if (kind is not (EventKind.Gap or EventKind.BookClear or EventKind.ChannelReset)) return;
        for (int index = 0; index < count; index++) ApplyOfChannel(kind, ref _sets[index]);
    }

    private static void ApplyOfChannel(EventKind kind, ref StatisticSet statistics)
    {
        if (kind == EventKind.Gap) statistics.Suspect();
        else if (kind is EventKind.BookClear or EventKind.ChannelReset) statistics.Clear();
    }

    private static void Define(bool isDeleted, ref StatisticSet statistics)
    {
        if (isDeleted) statistics.Withdraw();
        else statistics.Return();
    }

    // Of a group that the instrument may not be of, a new session is no more than possible.
    private static void ApplyStatus(in MarketEvent status, ref StatisticSet statistics)
    {
        StatusChange change = (StatusChange)status.Action;
        if ((change & StatusChange.ResetStatistics) == 0) return;
        bool isPossible = (status.Flags & EventFlags.InDoubt) != 0 && (change & StatusChange.KeepsStatus) != 0;
        if (isPossible) statistics.DoubtSession();
        else statistics.ClearSession();
    }

    private static void ApplyNumbered(in MarketEvent told, in InstrumentBook before, ref StatisticSet statistics)
    {
        statistics.Resume();
        if (IsInDoubt(told, before) || IsBehindUnheard(told, before)) statistics.DoubtAll();
        else if (told.Kind == EventKind.BookClear && (told.Flags & EventFlags.Restored) != 0) statistics.Settle();
        if (told.Kind != EventKind.Statistic) return;
        statistics.Tell(told.Statistic, told.Action, told.PriceNano, told.Quantity, isInDoubt: (told.Flags & EventFlags.InDoubt) != 0);
    }

    // A book is in doubt, too, where an entry in sequence could not be applied: then nothing was lost that told a statistic. Behind what was restored, or where
    // events of another feed handler are missing, no number proves that.
    private static bool IsInDoubt(in MarketEvent told, in InstrumentBook before)
    {
        if (told.Kind != EventKind.BookStale) return told.Kind == EventKind.BookClear && (told.Flags & EventFlags.InDoubt) != 0;
        if ((told.Flags & EventFlags.Restored) != 0) return true;
        uint expected = (uint)before.ExpectedRptSeq;
        bool isOfEntryBefore = (before.Doubts & BookDoubts.Levels) == 0 && told.RptSeq + 1 == expected;
        return told.RptSeq != expected && !isOfEntryBefore;
    }

    // What was told before an instrument was joined, or before it began again behind a loss, nobody heard. A book that is restored says so by its flags, as
    // does one that begins with its number 1.
    private static bool IsBehindUnheard(in MarketEvent told, in InstrumentBook before)
    {
        long expected = before.ExpectedRptSeq;
        bool isFirst = told.RptSeq == 1;
        if (told.Kind == EventKind.BookClear && ((told.Flags & EventFlags.Restored) != 0 || (isFirst && expected != 1))) return false;
        return expected == InstrumentBook.SlowRptSeq || (isFirst && expected == 1 && (before.Doubts & BookDoubts.Levels) != 0);
    }
}
