using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Client;

/// <summary>
/// Is told of the instruments that were subscribed to, on the thread that polls. Of each first <see cref="OnSnapshot"/>, then whatever follows it without a
/// gap, as <see cref="Delivery"/> says; after <see cref="OnLost"/> or <see cref="OnRestart"/> snapshots again.
/// </summary>
public interface IBookSubscriber
{
    /// <summary>The book of an instrument as it stands; what was told of it before is to be forgotten.</summary>
    /// <param name="book">The book.</param>
    void OnSnapshot(in SubscribedBook book)
    {
    }

    /// <summary>The orders of an instrument as they stand, behind its snapshot, where they were asked for and the feed keeps them; what was told of them before
    /// is to be forgotten. Until then <see cref="SubscribedBook.Orders"/> says of those that will be whole that they are being restored.</summary>
    /// <param name="book">The book, and its orders.</param>
    void OnOrders(in SubscribedBook book)
    {
    }

    /// <summary>One event of an instrument: with <see cref="Delivery.EveryEvent"/>.</summary>
    /// <param name="book">The book behind it; within a match event it may be crossed or incomplete.</param>
    /// <param name="marketEvent">The event.</param>
    void OnEvent(in SubscribedBook book, in MarketEvent marketEvent)
    {
    }

    /// <summary>The book of an instrument is another than it was: with any other delivery; with every one behind <see cref="OnChannel"/> of what concerns
    /// all books of a channel.</summary>
    /// <param name="book">The book.</param>
    void OnChange(in SubscribedBook book)
    {
    }

    /// <summary>Something concerns a channel: packets were lost, its sequence began again, all books are empty or in doubt, a match event is over.</summary>
    /// <param name="channelId">The channel's number at the venue.</param>
    /// <param name="marketEvent">The event, which the books of the channel have taken.</param>
    /// <param name="sequence">Its number in the feed's stream.</param>
    void OnChannel(int channelId, in MarketEvent marketEvent, long sequence)
    {
    }

    /// <summary>A match event of a channel is over, whichever of its instruments are subscribed to: books are consistent until the next event.</summary>
    /// <param name="channel">The channel by its index, as events name it.</param>
    /// <param name="sequence">The number of its last event in the feed's stream.</param>
    void OnMatchEventEnd(byte channel, long sequence)
    {
    }

    /// <summary>The venue defined an instrument, anew or for the first time, or withdrew it. Told in front of the event that says so.</summary>
    /// <param name="book">With what is known now.</param>
    void OnDefinition(in SubscribedBook book)
    {
    }

    /// <summary>This subscriber was too slow, and events were lost to it. Snapshots follow.</summary>
    /// <param name="lostCount">How many events of the feed, of any instrument.</param>
    void OnLost(long lostCount)
    {
    }

    /// <summary>The feed's process began anew: nothing that it says builds on what was said before. Snapshots follow.</summary>
    void OnRestart()
    {
    }
}

/// <summary>
/// A subscriber of a shared feed that is told of every event of the stream, in order, whichever instruments it subscribed to and whether their books are known
/// already: what it is told has all numbers but those that <see cref="IBookSubscriber.OnLost"/> says were lost.
/// </summary>
public interface IStreamSubscriber : IBookSubscriber
{
    /// <summary>The next event of the stream, in front of what else is told of it: books are as they were before it, or as of a later event where they were
    /// just shown.</summary>
    /// <param name="marketEvent">The event.</param>
    /// <param name="sequence">Its number in the feed's stream.</param>
    /// <param name="channelId">The channel's number at the venue; 0 where nobody named it.</param>
    void OnTaken(in MarketEvent marketEvent, long sequence, int channelId);
}

/// <summary>When a subscriber is told of a book.</summary>
public enum Delivery
{
    /// <summary>Of every event of an instrument.</summary>
    EveryEvent = 0,

    /// <summary>At the end of a match event, once for each instrument of which anything changed.</summary>
    EndOfEvent = 1,

    /// <summary>At the end of a match event, when the best bid or ask that is known is another in price or quantity, or another thing of the book is in
    /// doubt.</summary>
    TopOfBook = 2,

    /// <summary>Every so many milliseconds, once for each instrument of which anything changed.</summary>
    Interval = 3,
}

/// <summary>A book at a moment of a feed's stream; valid during the call that gives it.</summary>
public readonly ref struct SubscribedBook
{
    private readonly Subscription _subscription;

    internal SubscribedBook(Subscription subscription, ref readonly InstrumentBook book)
    {
        _subscription = subscription;
        Book = ref book;
    }

    /// <summary>The instrument.</summary>
    public SubscribedInstrument Instrument => _subscription.Instrument;

    /// <summary>Its book: levels, status, last trade, volume, and how far that can be trusted.</summary>
    public readonly ref readonly InstrumentBook Book;

    /// <summary>Its statistics as of the same event: settlement, session high, open interest, limits and so on, and which may be others by now.</summary>
    public ref readonly StatisticSet Statistics => ref _subscription.Statistics;

    /// <summary>Its resting orders as of the same event, the first of each queue first, and the levels that they make up, of any depth.</summary>
    public OrdersView Orders => _subscription.Orders is { } orders ? orders.View : default;

    /// <summary>Whether its orders were asked for, and are still being read: <see cref="IBookSubscriber.OnOrders"/> follows.</summary>
    public bool AwaitsOrders => _subscription.Orders is { IsSettled: false };

    /// <summary>The number in the feed's stream of the last event that is in the book. Events have numbers without a gap, through restarts too.</summary>
    public long Sequence => _subscription.Sequence;

    /// <summary>The lower 32 bits of the number of the exchange's packet of which the instrument was told last.</summary>
    public uint SeqNum => _subscription.SeqNum;

    /// <summary>Events that were taken since the first snapshot, of its channel's too, and books and best prices that a gateway told in their place.</summary>
    public long EventCount => _subscription.EventCount;

    /// <summary>When the matching engine made what was told last, nanoseconds since the Unix epoch; 0 where it has no time.</summary>
    public long TransactTimeNs => _subscription.TransactTimeNs;
}
