namespace FeedHandler.Host.Diff.Lines;

/// <summary>The members that a line of `--events` may have.</summary>
internal enum LineMember
{
    /// <summary>The event's number.</summary>
    Event,

    /// <summary>The kind.</summary>
    Kind,

    /// <summary>The channel.</summary>
    Channel,

    /// <summary>The instrument's id.</summary>
    SecurityId,

    /// <summary>The instrument's name.</summary>
    Symbol,

    /// <summary>Nobody defined the instrument.</summary>
    Assumed,

    /// <summary>The direct depth.</summary>
    Depth,

    /// <summary>The implied depth.</summary>
    ImpliedDepth,

    /// <summary>The instrument was withdrawn.</summary>
    Deleted,

    /// <summary>The action.</summary>
    Action,

    /// <summary>The side of a level.</summary>
    Side,

    /// <summary>The side of a trade's aggressor.</summary>
    Aggressor,

    /// <summary>The level.</summary>
    Level,

    /// <summary>The price.</summary>
    Price,

    /// <summary>The quantity.</summary>
    Quantity,

    /// <summary>How many orders.</summary>
    Orders,

    /// <summary>The order of a trade.</summary>
    OrderId,

    /// <summary>What a statistic measures.</summary>
    Statistic,

    /// <summary>The status in words.</summary>
    TradingStatus,

    /// <summary>The venue's code of it.</summary>
    Status,

    /// <summary>The venue's code of what else a status says.</summary>
    TradingEvent,

    /// <summary>The venue's code of the reason.</summary>
    Reason,

    /// <summary>When the matching engine made it.</summary>
    TransactTimeNs,

    /// <summary>When it was received.</summary>
    RxNs,

    /// <summary>The packet's number.</summary>
    SeqNum,

    /// <summary>The number within the instrument.</summary>
    RptSeq,

    /// <summary>The last of its instrument.</summary>
    LastOfInstrument,

    /// <summary>The last of its match event.</summary>
    EndOfEvent,

    /// <summary>What was known is in doubt.</summary>
    InDoubt,

    /// <summary>Sent again after a fault.</summary>
    Recovery,
}
