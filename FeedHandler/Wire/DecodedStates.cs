using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Wire;

/// <summary>A book as of an event, as a frame told it.</summary>
public struct DecodedSnapshot
{
    /// <summary>Of what instrument it is, when it was told last, and its flags: an event of no kind.</summary>
    public MarketEvent Head;

    /// <summary>The place of the last event that is in it.</summary>
    public EventPlace Place;

    /// <summary>The book, for <see cref="InstrumentBook.TryRestore"/>.</summary>
    public BookImage Image;

    /// <summary>Its statistics; those that were not told are not known to be none.</summary>
    public StatisticSet Statistics;

    /// <summary>Why it was told.</summary>
    public SnapshotCause Cause;

    /// <summary>Whether it is of the middle of a match event, and may be crossed.</summary>
    public bool IsWithinEvent;
}

/// <summary>The best prices of a book as of an event, as a frame told them.</summary>
public struct DecodedTop
{
    /// <summary>Of what instrument they are, when it was told last, and its flags: an event of no kind.</summary>
    public MarketEvent Head;

    /// <summary>The place of the last event that is in them.</summary>
    public EventPlace Place;

    /// <summary>The best bid that is known; its number is 0 for none, above 1 where nothing is known of those above it.</summary>
    public Level Bid;

    /// <summary>The best ask that is known; its number is 0 for none, above 1 where nothing is known of those above it.</summary>
    public Level Ask;

    /// <summary>The price of the last trade in 1e-9 of the wire's unit, or <see cref="MarketEvent.NullPrice"/>.</summary>
    public long LastPriceNano;

    /// <summary>The quantity of the last trade.</summary>
    public long LastQuantity;

    /// <summary>How far the book can be trusted.</summary>
    public Core.Books.BookState State;

    /// <summary>What is in doubt.</summary>
    public Core.Books.BookDoubts Doubts;

    /// <summary>The trading status.</summary>
    public Core.Events.TradingStatus Status;
}
