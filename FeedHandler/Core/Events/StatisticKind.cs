namespace FeedHandler.Core.Events;

/// <summary>What a statistic measures. Prices unless said otherwise.</summary>
public enum StatisticKind : byte
{
    /// <summary>The first trade of the session.</summary>
    Open = 0,

    /// <summary>Where the opening auction would trade now; the quantity is the indicative one.</summary>
    IndicativeOpen = 1,

    /// <summary>The settlement price; <see cref="MarketEvent.Detail"/> holds the venue's bits of its type.</summary>
    Settlement = 2,

    /// <summary>The session's highest trade.</summary>
    SessionHigh = 3,

    /// <summary>The session's lowest trade.</summary>
    SessionLow = 4,

    /// <summary>The session's highest bid.</summary>
    HighestBid = 5,

    /// <summary>The session's lowest offer.</summary>
    LowestOffer = 6,

    /// <summary>The fixing price.</summary>
    Fixing = 7,

    /// <summary>The volume-weighted average price.</summary>
    Vwap = 8,

    /// <summary>The cleared volume, in contracts; no price.</summary>
    ClearedVolume = 9,

    /// <summary>The open interest, in contracts; no price.</summary>
    OpenInterest = 10,

    /// <summary>The highest price that may trade.</summary>
    UpperLimit = 11,

    /// <summary>The lowest price that may trade.</summary>
    LowerLimit = 12,

    /// <summary>How far a price may move from the reference.</summary>
    MaxPriceVariation = 13,
}
