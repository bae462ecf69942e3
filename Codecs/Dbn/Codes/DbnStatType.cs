namespace FeedHandler.Dbn;

/// <summary>What a statistic measures.</summary>
public enum DbnStatType : ushort
{
    /// <summary>Opening price.</summary>
    OpeningPrice = 1,

    /// <summary>Where the opening auction would trade.</summary>
    IndicativeOpeningPrice = 2,

    /// <summary>Settlement price.</summary>
    SettlementPrice = 3,

    /// <summary>Lowest trade of the session.</summary>
    TradingSessionLowPrice = 4,

    /// <summary>Highest trade of the session.</summary>
    TradingSessionHighPrice = 5,

    /// <summary>Cleared volume.</summary>
    ClearedVolume = 6,

    /// <summary>Lowest offer of the session.</summary>
    LowestOffer = 7,

    /// <summary>Highest bid of the session.</summary>
    HighestBid = 8,

    /// <summary>Open interest.</summary>
    OpenInterest = 9,

    /// <summary>Fixing price.</summary>
    FixingPrice = 10,

    /// <summary>Closing price.</summary>
    ClosePrice = 11,

    /// <summary>Change since the last close.</summary>
    NetChange = 12,

    /// <summary>Volume-weighted average price.</summary>
    Vwap = 13,

    /// <summary>Volatility.</summary>
    Volatility = 14,

    /// <summary>Delta.</summary>
    Delta = 15,

    /// <summary>Price of an uncrossing.</summary>
    UncrossingPrice = 16,

    /// <summary>Highest price that may trade.</summary>
    UpperPriceLimit = 17,

    /// <summary>Lowest price that may trade.</summary>
    LowerPriceLimit = 18,

    /// <summary>Volume of block trades.</summary>
    BlockVolume = 19,

    /// <summary>Volume of the venue alone.</summary>
    VenueVolume = 10001,
}

/// <summary>What happens to a statistic.</summary>
public enum DbnStatUpdate : byte
{
    /// <summary>It is told.</summary>
    New = 1,

    /// <summary>It is taken back.</summary>
    Delete = 2,
}
