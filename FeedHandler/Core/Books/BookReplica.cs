using FeedHandler.Core.Events;

namespace FeedHandler.Core.Books;

/// <summary>
/// A consumer's own books of one channel, rebuilt from its events. It is as current as the last event that the consumer took, whatever the feed thread
/// has done since, and so it is consistent at every event with <see cref="EventFlags.EndOfEvent"/>. After each event a book is in the very state, doubts
/// included, in which the feed's was.
/// </summary>
public sealed class BookReplica : IDisposable
{
    /// <summary>Takes the memory for a number of instruments.</summary>
    /// <param name="instrumentCountMax">How many instruments there can be; at least as many as at the feed.</param>
    /// <param name="touchedCount">For how many the memory is touched now.</param>
    public BookReplica(int instrumentCountMax, int touchedCount = int.MaxValue) => Books = new BookTable(instrumentCountMax, touchedCount);

    /// <summary>The books.</summary>
    public BookTable Books { get; }

    /// <summary>Events that could not be applied: of instruments never announced, or of levels that do not exist. 0 unless events were
    /// lost.</summary>
    public long Rejected { get; private set; }

    /// <summary>Applies an event.</summary>
    /// <param name="marketEvent">The event; all of the channel must be given, in order.</param>
    public void Apply(in MarketEvent marketEvent)
    {
        int index = marketEvent.InstrumentIndex;
        if (marketEvent.Kind == EventKind.Book && (uint)index < (uint)Books.Count)
        {
            if (!ApplyLevel(marketEvent, ref Books[index])) Rejected++;
        }
        else if (index == MarketEvent.NoInstrument) ApplyToAll(marketEvent);
        else if (marketEvent.Kind == EventKind.Definition) Define(marketEvent, index);
        else if ((uint)index < (uint)Books.Count) ApplyToOne(marketEvent, ref Books[index]);
        else Rejected++;
    }

    /// <summary>Applies an event to one book that is followed by itself.</summary>
    /// <param name="marketEvent">An event of its instrument, or of all of its channel.</param>
    /// <param name="book">The book.</param>
    /// <returns>False when it could not be applied: a level that does not exist.</returns>
    public static bool Apply(in MarketEvent marketEvent, ref InstrumentBook book)
    {
        if (marketEvent.Kind == EventKind.Book) return ApplyLevel(marketEvent, ref book);
        if (marketEvent.InstrumentIndex == MarketEvent.NoInstrument) ApplyOfChannel(marketEvent, ref book);
        else if (marketEvent.Kind == EventKind.Definition) Define(marketEvent, ref book);
        else ApplyToOne(marketEvent, ref book);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Books.Dispose();

    private static bool ApplyLevel(in MarketEvent marketEvent, ref InstrumentBook book)
    {
        book.TakeRptSeq(marketEvent.RptSeq);
        return book.Apply(marketEvent.Side, marketEvent.Action, marketEvent.Level, marketEvent.PriceNano, marketEvent.Quantity, marketEvent.Orders);
    }

    private static void ApplyOfChannel(in MarketEvent marketEvent, ref InstrumentBook book)
    {
        if (marketEvent.Kind == EventKind.Gap) book.Suspect();
        else if (marketEvent.Kind == EventKind.Doubt) book.DoubtsField |= BookDoubts.Tail;
        else if (marketEvent.Kind is EventKind.DoubtEnd or EventKind.ChannelReset) book.DoubtsField &= ~BookDoubts.Tail;
        if (marketEvent.Kind is EventKind.BookClear or EventKind.ChannelReset) book.Restart(marketEvent.Kind == EventKind.BookClear);
    }

    private void Define(in MarketEvent marketEvent, int index)
    {
        if (index == Books.Count) Books.Add(marketEvent.Quantity);
        if ((uint)index >= (uint)Books.Count) Rejected++;
        else Define(marketEvent, ref Books[index]);
    }

    private static void Define(in MarketEvent marketEvent, ref InstrumentBook book)
    {
        if ((marketEvent.Flags & EventFlags.Deleted) != 0) book.Restart(isKnownEmpty: false);
        else if (!marketEvent.IsAssumed) book.SetDepth(marketEvent.Level, marketEvent.Detail);
    }

    // The feed thread checked the sequence; what was found wanting comes as an event of its own.
    private static void ApplyToOne(in MarketEvent marketEvent, ref InstrumentBook book)
    {
        if (marketEvent.Kind >= EventKind.Order) return; // of its orders
        if (marketEvent.IsLateTrade) return;
        if (marketEvent.TakesNumber) book.TakeRptSeq(marketEvent.RptSeq);
        switch (marketEvent.Kind)
        {
            case EventKind.BookClear:
                book.Clear();
                break;
            case EventKind.BookStale:
                book.MarkStale();
                break;
            case EventKind.Trade or EventKind.LastTrade:
                book.SetTrade(marketEvent.Action, marketEvent.PriceNano, marketEvent.Quantity);
                break;
            case EventKind.Volume:
                book.SetVolume(marketEvent.Quantity);
                break;
            case EventKind.Status:
                bool isInDoubt = (marketEvent.Flags & EventFlags.InDoubt) != 0;
                book.SetStatus(marketEvent.Status, marketEvent.Detail, (StatusChange)marketEvent.Action, isInDoubt);
                break;
            default:
                break;
        }
    }

    private void ApplyToAll(in MarketEvent marketEvent)
    {
        switch (marketEvent.Kind)
        {
            case EventKind.Gap:
                Books.SuspectAll();
                break;
            case EventKind.Doubt or EventKind.DoubtEnd:
                Books.DoubtAll(marketEvent.Kind == EventKind.Doubt);
                break;
            case EventKind.BookClear or EventKind.ChannelReset:
                if (marketEvent.Kind == EventKind.ChannelReset) Books.DoubtAll(isInDoubt: false);
                for (int index = 0; index < Books.Count; index++) ApplyOfChannel(marketEvent, ref Books[index]);
                break;
            default:
                break;
        }
    }
}
