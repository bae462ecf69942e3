namespace FeedHandler.Core.Events;

/// <summary>What may be done with an instrument, the same words on every venue.</summary>
public enum TradingStatus : byte
{
    /// <summary>Never told, or a code that the venue does not define.</summary>
    Unknown = 0,

    /// <summary>Orders may be entered, nothing trades.</summary>
    PreOpen = 1,

    /// <summary>As <see cref="PreOpen"/>, and orders may not be cancelled.</summary>
    PreOpenNoCancel = 2,

    /// <summary>The opening auction forms its price.</summary>
    Opening = 3,

    /// <summary>Continuous trading.</summary>
    Open = 4,

    /// <summary>Trading was stopped and goes on later.</summary>
    Halted = 5,

    /// <summary>The session is closed.</summary>
    Closed = 6,

    /// <summary>After the close: orders may still be changed, nothing trades.</summary>
    PostClose = 7,

    /// <summary>Not available for trading.</summary>
    NotAvailable = 8,

    /// <summary>Before a cross, an auction on request.</summary>
    PreCross = 9,

    /// <summary>In a cross.</summary>
    Cross = 10,

    /// <summary>A trade is being worked up between its parties.</summary>
    PrivateWorkup = 11,

    /// <summary>A trade is being worked up in public.</summary>
    PublicWorkup = 12,

    /// <summary>Expired or withdrawn: nothing will trade any more.</summary>
    Expired = 13,
}

/// <summary>What a status says beside the status itself; in <see cref="MarketEvent.Action"/> of a <see cref="EventKind.Status"/>.</summary>
[Flags]
public enum StatusChange : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The status stays as it was: <see cref="MarketEvent.Status"/> is not to be read.</summary>
    KeepsStatus = 1,

    /// <summary>A new session: its statistics and the traded volume start again.</summary>
    ResetStatistics = 2,

    /// <summary>Implied matching is off: every implied level is gone.</summary>
    ImpliedOff = 4,

    /// <summary>Implied matching is on.</summary>
    ImpliedOn = 8,
}
