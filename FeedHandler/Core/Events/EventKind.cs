namespace FeedHandler.Core.Events;

/// <summary>What a <see cref="MarketEvent"/> says; it decides how the event's other fields are read.</summary>
public enum EventKind : byte
{
    /// <summary>No event: a slot that was never written.</summary>
    None = 0,

    /// <summary>An instrument is known from here on: <see cref="MarketEvent.Quantity"/> is its SecurityID,
    /// <see cref="MarketEvent.Level"/> and
    /// <see cref="MarketEvent.Detail"/> its direct and implied depth. Sent once when first seen and again when its definition
    /// changes.</summary>
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

    /// <summary>One order's part of the trade before: <see cref="MarketEvent.OrderId"/> takes the price's place.</summary>
    TradeOrder = 6,

    /// <summary>The traded volume of the trade date so far.</summary>
    Volume = 7,

    /// <summary>A statistic of the session or the day, see <see cref="StatisticKind"/>.</summary>
    Statistic = 8,

    /// <summary>A trading status; without an instrument it is that of a group, counted and kept by the venue.</summary>
    Status = 9,

    /// <summary>Packets were lost on every line: <see cref="MarketEvent.Quantity"/> of them, right before
    /// <see cref="MarketEvent.SeqNum"/>.</summary>
    Gap = 10,

    /// <summary>The channel's sequence started again; all state was dropped.</summary>
    ChannelReset = 11,

    /// <summary>A match event ended with a message that carried nothing else.</summary>
    EventEnd = 12,
}
