namespace FeedHandler.Dbn;

/// <summary>What a trading status became.</summary>
public enum DbnStatusAction : ushort
{
    /// <summary>Nothing new.</summary>
    None = 0,

    /// <summary>Orders may be entered before the open.</summary>
    PreOpen = 1,

    /// <summary>Before a cross.</summary>
    PreCross = 2,

    /// <summary>Quotes, and no trades.</summary>
    Quoting = 3,

    /// <summary>In a cross.</summary>
    Cross = 4,

    /// <summary>The opening rotation.</summary>
    Rotation = 5,

    /// <summary>A new indication of the price.</summary>
    NewPriceIndication = 6,

    /// <summary>It trades.</summary>
    Trading = 7,

    /// <summary>Trading is halted.</summary>
    Halt = 8,

    /// <summary>Trading is paused.</summary>
    Pause = 9,

    /// <summary>Trading is suspended.</summary>
    Suspend = 10,

    /// <summary>Before the close.</summary>
    PreClose = 11,

    /// <summary>It is closed.</summary>
    Close = 12,

    /// <summary>After the close.</summary>
    PostClose = 13,

    /// <summary>The restriction of short sales changed.</summary>
    ShortSaleRestrictionChange = 14,

    /// <summary>It cannot trade.</summary>
    NotAvailable = 15,
}

/// <summary>Why a trading status changed. A venue may have others.</summary>
public enum DbnStatusReason : ushort
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>By the calendar.</summary>
    Scheduled = 1,

    /// <summary>By surveillance.</summary>
    SurveillanceIntervention = 2,

    /// <summary>By what the market did.</summary>
    MarketEvent = 3,

    /// <summary>It begins.</summary>
    InstrumentActivation = 4,

    /// <summary>It ends.</summary>
    InstrumentExpiration = 5,

    /// <summary>After a fault.</summary>
    RecoveryInProcess = 6,

    /// <summary>By a regulator.</summary>
    Regulatory = 10,

    /// <summary>By the venue.</summary>
    Administrative = 11,

    /// <summary>News is awaited.</summary>
    NewsPending = 30,

    /// <summary>Orders are out of balance.</summary>
    OrderImbalance = 40,

    /// <summary>By limits up and down.</summary>
    LuldPause = 50,

    /// <summary>By an operational matter.</summary>
    Operational = 60,
}

/// <summary>What a status says beside the status.</summary>
public enum DbnTradingEvent : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Orders may not be cancelled.</summary>
    NoCancel = 1,

    /// <summary>A new session: statistics begin again.</summary>
    ChangeTradingSession = 2,

    /// <summary>Implied matching is on.</summary>
    ImpliedMatchingOn = 3,

    /// <summary>Implied matching is off.</summary>
    ImpliedMatchingOff = 4,
}

/// <summary>Yes, no, or not said.</summary>
public enum DbnTriState : byte
{
    /// <summary>Not said.</summary>
    NotAvailable = (byte)'~',

    /// <summary>No.</summary>
    No = (byte)'N',

    /// <summary>Yes.</summary>
    Yes = (byte)'Y',
}
