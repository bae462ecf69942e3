using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Client;

/// <summary>An instrument that is subscribed to, its statistics, and how far its book is.</summary>
internal sealed class Subscription(SubscribedInstrument instrument, int bookIndex, InstrumentOrders? orders)
{
    private BookTop _top;
    private StatisticSet _statistics = StatisticSet.Untold;

    /// <summary>The instrument.</summary>
    public SubscribedInstrument Instrument { get; set; } = instrument;

    /// <summary>Where its book is.</summary>
    public int BookIndex { get; } = bookIndex;

    /// <summary>Its orders; null where they are not asked for, or not kept.</summary>
    public InstrumentOrders? Orders { get; } = orders;

    /// <summary>Its statistics, as of the same event as the book.</summary>
    public ref readonly StatisticSet Statistics => ref _statistics;

    /// <summary>The last event of the stream that is in the book.</summary>
    public long Sequence { get; private set; }

    /// <summary>The packet of the last event.</summary>
    public uint SeqNum { get; private set; }

    /// <summary>The time of the last event.</summary>
    public long TransactTimeNs { get; private set; }

    /// <summary>Events that were taken since the first snapshot, and states that came in their place.</summary>
    public long EventCount { get; private set; }

    /// <summary>Whether something changed that was not told yet.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Whether a snapshot is waited for: until it comes events are left alone.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>Begins with what an image and statistics as of the same event say; an image that no book can be like makes the book stale, so that it is never
    /// shown as more than is known.</summary>
    /// <returns>Whether the best levels are others than were told.</returns>
    public bool Restore(in BookImage image, in StatisticSet statistics, long sequence, uint seqNum, long transactTimeNs, ref InstrumentBook book)
    {
        (Sequence, SeqNum, TransactTimeNs, IsAwaited) = (sequence, seqNum, transactTimeNs, false);
        _statistics = statistics;
        if (!book.TryRestore(image)) book.MarkStale();
        return HasOtherTop(book);
    }

    /// <summary>Up to which event all is had once what is told of the past is through, so that the next one may name any up to that; 0 otherwise.</summary>
    public long ResumedThrough { get; set; }

    /// <summary>Counts a state that came in place of events.</summary>
    public void CountState() => EventCount++;

    /// <summary>Takes an event, unless the book is beyond it.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Take(in MarketEvent marketEvent, long sequence, ref InstrumentBook book)
    {
        if (IsAwaited || sequence <= Sequence) return false;
        StatisticReplica.Apply(marketEvent, book, ref _statistics); // what a number proves depends on the book before it
        BookReplica.Apply(marketEvent, ref book);
        Orders?.Take(marketEvent, sequence);
        EventCount++;
        (Sequence, SeqNum) = (sequence, marketEvent.SeqNum);
        if (marketEvent.TransactTimeNs != 0) TransactTimeNs = marketEvent.TransactTimeNs;
        return true;
    }

    /// <summary>Whether the best levels, or what they are worth, are others than when this was asked last.</summary>
    public bool HasOtherTop(in InstrumentBook book)
    {
        BookTop top = BookTop.Of(book);
        if (top == _top) return false;
        _top = top;
        return true;
    }
}
