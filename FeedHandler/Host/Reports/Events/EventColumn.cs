namespace FeedHandler.Host.Reports.Events;

/// <summary>What is written of an event, in the order of columns; docs/replay-json.md says of each what it means. Names are those of the members.</summary>
internal enum EventColumn
{
    /// <summary>Its number, from 1.</summary>
    Event,

    /// <summary>What it says.</summary>
    Kind,

    /// <summary>The channel by the venue's number.</summary>
    Channel,

    /// <summary>The venue's id of the instrument.</summary>
    SecurityId,

    /// <summary>The venue's name of it.</summary>
    Symbol,

    /// <summary>Whether nobody defined the instrument.</summary>
    Assumed,

    /// <summary>The depth of direct sides.</summary>
    Depth,

    /// <summary>The depth of implied sides.</summary>
    ImpliedDepth,

    /// <summary>Whether the instrument was withdrawn.</summary>
    Deleted,

    /// <summary>What is done.</summary>
    Action,

    /// <summary>The side of the book.</summary>
    Side,

    /// <summary>The side of a trade's aggressor.</summary>
    Aggressor,

    /// <summary>The place from the top.</summary>
    Level,

    /// <summary>The wire price.</summary>
    Price,

    /// <summary>The quantity.</summary>
    Quantity,

    /// <summary>How many orders make it up.</summary>
    Orders,

    /// <summary>The order.</summary>
    OrderId,

    /// <summary>The order's priority.</summary>
    Priority,

    /// <summary>What a statistic measures.</summary>
    Statistic,

    /// <summary>The trading status.</summary>
    TradingStatus,

    /// <summary>The venue's code of it.</summary>
    Status,

    /// <summary>The venue's code of what else a status says.</summary>
    TradingEvent,

    /// <summary>The venue's code of the reason of a halt.</summary>
    Reason,

    /// <summary>When the matching engine made it.</summary>
    TransactTimeNs,

    /// <summary>When the packet was received.</summary>
    RxNs,

    /// <summary>The packet's number.</summary>
    SeqNum,

    /// <summary>The number within the instrument.</summary>
    RptSeq,

    /// <summary>Whether it is the last of its instrument.</summary>
    LastOfInstrument,

    /// <summary>Whether it is the last of its match event.</summary>
    EndOfEvent,

    /// <summary>Whether what was known is in doubt.</summary>
    InDoubt,

    /// <summary>Whether the venue sent it again.</summary>
    Recovery,

    /// <summary>Whether it was read from a snapshot, or replayed behind one.</summary>
    Restored,
}
