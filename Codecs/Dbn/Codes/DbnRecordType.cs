namespace FeedHandler.Dbn;

/// <summary>What a record is.</summary>
public enum DbnRecordType : byte
{
    /// <summary>A trade: market by price without levels.</summary>
    Trade = 0x00,

    /// <summary>The best bid and offer.</summary>
    Mbp1 = 0x01,

    /// <summary>Ten levels.</summary>
    Mbp10 = 0x0A,

    /// <summary>Prices of an interval in files of old; which interval the schema says.</summary>
    Ohlcv = 0x11,

    /// <summary>A trading status.</summary>
    Status = 0x12,

    /// <summary>What an instrument is.</summary>
    Definition = 0x13,

    /// <summary>What an auction would do.</summary>
    Imbalance = 0x14,

    /// <summary>An error of a server.</summary>
    Error = 0x15,

    /// <summary>What a symbol stands for.</summary>
    SymbolMapping = 0x16,

    /// <summary>What a server says.</summary>
    System = 0x17,

    /// <summary>A statistic.</summary>
    Statistics = 0x18,

    /// <summary>Prices of a second.</summary>
    Ohlcv1Second = 0x20,

    /// <summary>Prices of a minute.</summary>
    Ohlcv1Minute = 0x21,

    /// <summary>Prices of an hour.</summary>
    Ohlcv1Hour = 0x22,

    /// <summary>Prices of a day in UTC.</summary>
    Ohlcv1Day = 0x23,

    /// <summary>Prices of a session.</summary>
    OhlcvEndOfDay = 0x24,

    /// <summary>A change of an order.</summary>
    Mbo = 0xA0,

    /// <summary>The best bid and offer of several venues.</summary>
    Cmbp1 = 0xB1,

    /// <summary>The best bid and offer of several venues, each second.</summary>
    Cbbo1Second = 0xC0,

    /// <summary>The best bid and offer of several venues, each minute.</summary>
    Cbbo1Minute = 0xC1,

    /// <summary>A trade with the best bid and offer of several venues.</summary>
    Tcbbo = 0xC2,

    /// <summary>The best bid and offer, each second.</summary>
    Bbo1Second = 0xC3,

    /// <summary>The best bid and offer, each minute.</summary>
    Bbo1Minute = 0xC4,
}
