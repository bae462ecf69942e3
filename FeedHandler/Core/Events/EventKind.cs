namespace FeedHandler.Core.Events;

/// <summary>What a <see cref="MarketEvent"/> says; it decides how the event's other fields are read.</summary>
public enum EventKind : byte
{
    /// <summary>No event: a slot that was never written.</summary>
    None = 0,

    /// <summary>An instrument is known from here on: <see cref="MarketEvent.Quantity"/> is its SecurityID, <see cref="MarketEvent.Level"/> and
    /// <see cref="MarketEvent.Detail"/> its direct and implied depth, <see cref="MarketEvent.Status"/> and <see cref="MarketEvent.Orders"/> its status and
    /// the venue's code of that, <see cref="Books.InstrumentBook.UntoldStatusCode"/> for none. Sent once when first seen and again when its definition
    /// changes or is withdrawn (<see cref="EventFlags.Deleted"/>).</summary>
    Definition = 1,

    /// <summary>One level of one side changed, see <see cref="BookAction"/>.</summary>
    Book = 2,

    /// <summary>All sides of an instrument are empty and known to be so; without an instrument: of every instrument of the
    /// channel.</summary>
    BookClear = 3,

    /// <summary>All levels of an instrument are in doubt until they are stated again.</summary>
    BookStale = 4,

    /// <summary>A trade at one price; the side is the aggressor's.</summary>
    Trade = 5,

    /// <summary>One order's part of the trade before, named by <see cref="MarketEvent.OrderId"/>; the price is the trade's. Where the venue tells the
    /// orders of several trades behind all of them: of the trade of this instrument at this price in the same match event.</summary>
    TradeOrder = 6,

    /// <summary>The traded volume of the trade date so far.</summary>
    Volume = 7,

    /// <summary>A statistic of the session or the day, see <see cref="StatisticKind"/>.</summary>
    Statistic = 8,

    /// <summary>A trading status of an instrument: normalized in <see cref="MarketEvent.Status"/>, the venue's code in
    /// <see cref="MarketEvent.Detail"/>, what else it says in <see cref="MarketEvent.Action"/> as a <see cref="StatusChange"/> and, in the venue's
    /// code, in <see cref="MarketEvent.Orders"/>; the reason of a halt is the <see cref="MarketEvent.Quantity"/>.</summary>
    Status = 9,

    /// <summary>Packets were lost on every line: <see cref="MarketEvent.Quantity"/> of them, right before
    /// <see cref="MarketEvent.SeqNum"/>.</summary>
    Gap = 10,

    /// <summary>The channel's sequence started again; all state was dropped.</summary>
    ChannelReset = 11,

    /// <summary>A match event ended with a message that carried nothing else; with an instrument: it ended for that instrument, whose last event
    /// had gone out before that was known.</summary>
    EventEnd = 12,

    /// <summary>The best price of the whole market for a side, which is no level of this venue's book.</summary>
    MarketBest = 13,

    /// <summary>Something of the instrument that has no normalized form: only its number within the instrument counts.</summary>
    Other = 14,

    /// <summary>This machine dropped packets, and the numbers do not tell yet whether they were of this channel: every book is in doubt. No function of
    /// the feed, and so no part of the digest.</summary>
    Doubt = 15,

    /// <summary>The numbers have proved that nothing was lost: the doubt of <see cref="Doubt"/> is over. No part of the digest.</summary>
    DoubtEnd = 16,
}
