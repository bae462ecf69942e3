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
    /// channel. With <see cref="EventFlags.Restored"/> a book is told anew from here, and of its statistics none is in doubt but with
    /// <see cref="EventFlags.InDoubt"/>, which says that each is until it is told.</summary>
    BookClear = 3,

    /// <summary>All levels of an instrument are in doubt until they are stated again; with <see cref="EventFlags.Restored"/> its statistics, too, whatever
    /// its numbers prove.</summary>
    BookStale = 4,

    /// <summary>A trade at one price; the side is the aggressor's. With <see cref="EventFlags.Restored"/> it was in a packet that was lost and is told now, for
    /// the first time and once, under the numbers of that packet and of its entry, which are behind those of the book.</summary>
    Trade = 5,

    /// <summary>One order's part of the trade before, named by <see cref="MarketEvent.OrderId"/>; the price is the trade's. Where the venue tells the
    /// orders of several trades behind all of them: of the trade of this instrument at this price in the same match event.</summary>
    TradeOrder = 6,

    /// <summary>The traded volume of the trade date so far.</summary>
    Volume = 7,

    /// <summary>A statistic of the session or the day, see <see cref="StatisticKind"/>. With <see cref="EventFlags.InDoubt"/> it is restored as what was known
    /// last, and may be another.</summary>
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

    /// <summary>The last trade's price and quantity as a snapshot, or what was replayed behind it, tells them. No trade happened: it was told before, or
    /// was lost.</summary>
    LastTrade = 17,

    /// <summary>An order came, changed or goes: <see cref="MarketEvent.Action"/> New, Change or Delete, its <see cref="MarketEvent.OrderId"/>, its price and
    /// displayed quantity, of one that goes the last ones, and its <see cref="MarketEvent.Priority"/>. Where books by order are kept, as are the three that
    /// follow.</summary>
    Order = 18,

    /// <summary>All orders of an instrument are gone; what follows makes up its book, which is known from here, or with
    /// <see cref="EventFlags.InDoubt"/> with the next <see cref="OrderWhole"/>.</summary>
    OrderClear = 19,

    /// <summary>The orders of an instrument are in doubt until a snapshot.</summary>
    OrderStale = 20,

    /// <summary>The orders of an instrument are all known from here.</summary>
    OrderWhole = 21,
}

/// <summary>What happens to a level; the numbers are MDUpdateAction's (FIX tag 279).</summary>
public enum BookAction : byte
{
    /// <summary>The level is inserted; deeper ones move down and the last may fall off.</summary>
    New = 0,

    /// <summary>The level's quantity and order count are replaced.</summary>
    Change = 1,

    /// <summary>The level is removed; deeper ones move up.</summary>
    Delete = 2,

    /// <summary>The whole side is emptied.</summary>
    DeleteThru = 3,

    /// <summary>The levels from the top to this one are removed; deeper ones move up.</summary>
    DeleteFrom = 4,

    /// <summary>The level is overwritten, its price included.</summary>
    Overlay = 5,
}

/// <summary>A side of a book, or of a trade's aggressor.</summary>
public enum BookSide : byte
{
    /// <summary>Orders to buy; as an aggressor: the buyer.</summary>
    Bid = 0,

    /// <summary>Orders to sell; as an aggressor: the seller.</summary>
    Ask = 1,

    /// <summary>Bids that the venue derives from other instruments.</summary>
    ImpliedBid = 2,

    /// <summary>Asks that the venue derives from other instruments.</summary>
    ImpliedAsk = 3,

    /// <summary>No side.</summary>
    None = 255,
}

/// <summary>Properties of a <see cref="MarketEvent"/>.</summary>
[Flags]
public enum EventFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Restored: read from a snapshot, or from packets that were sent again, or replayed to bring one up to date. It tells what is, not what happened;
    /// but a trade, and an order of one, did happen, in packets that were lost, and were not told before.</summary>
    Restored = 0x02,

    /// <summary>What was known of the instrument, or of the channel, is in doubt from here on. Of a status: it is that of a group, and
    /// whether the instrument has a halt of its own, which no such status lifts, was lost; or, where it keeps the one before, whether the instrument is of
    /// that group is not known.</summary>
    InDoubt = 0x04,

    /// <summary>Of a definition: the venue has not defined the instrument, so that its depth is assumed; with <see cref="Restored"/>, an earlier run was told
    /// all of it.</summary>
    Assumed = 0x08,

    /// <summary>Of a definition: the venue withdrew the instrument.</summary>
    Deleted = 0x10,

    /// <summary>The venue sent it again after a fault of its own.</summary>
    Recovery = 0x20,

    /// <summary>The last event of its instrument within one match event: whoever follows this instrument alone has seen all of it.</summary>
    LastOfInstrument = 0x40,

    /// <summary>The last event of one match event: books are consistent from here to the next event.</summary>
    EndOfEvent = 0x80,
}
