namespace FeedHandler.Dbn;

/// <summary>What kind of name a symbol is.</summary>
public enum DbnSymbolType : byte
{
    /// <summary>The number of an instrument.</summary>
    InstrumentId = 0,

    /// <summary>The venue's symbol.</summary>
    RawSymbol = 1,

    /// <summary>A rule of old that names instruments.</summary>
    Smart = 2,

    /// <summary>A rule that names the contract of a day, such as ES.c.0.</summary>
    Continuous = 3,

    /// <summary>All instruments of a product, such as ES.FUT.</summary>
    Parent = 4,

    /// <summary>The symbology of Nasdaq.</summary>
    Nasdaq = 5,

    /// <summary>The symbology of CMS.</summary>
    Cms = 6,

    /// <summary>ISIN.</summary>
    Isin = 7,

    /// <summary>The US code.</summary>
    UsCode = 8,

    /// <summary>Bloomberg's composite id.</summary>
    BloombergCompositeId = 9,

    /// <summary>Bloomberg's ticker.</summary>
    BloombergTicker = 10,

    /// <summary>FIGI.</summary>
    Figi = 11,

    /// <summary>The ticker of FIGI.</summary>
    FigiTicker = 12,

    /// <summary>Several, or not said.</summary>
    None = 255,
}

/// <summary>What a message of a server is.</summary>
public enum DbnSystemCode : byte
{
    /// <summary>It is there.</summary>
    Heartbeat = 0,

    /// <summary>A subscription was taken.</summary>
    SubscriptionAck = 1,

    /// <summary>The subscriber is too slow.</summary>
    SlowReaderWarning = 2,

    /// <summary>What was replayed is over.</summary>
    ReplayCompleted = 3,

    /// <summary>An interval is over.</summary>
    EndOfInterval = 4,

    /// <summary>Not said.</summary>
    Unset = 255,
}
