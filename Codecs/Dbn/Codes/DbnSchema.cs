namespace FeedHandler.Dbn;

/// <summary>What all records of a file are.</summary>
public enum DbnSchema : ushort
{
    /// <summary>Market by order.</summary>
    Mbo = 0,

    /// <summary>Market by price, the best bid and offer.</summary>
    Mbp1 = 1,

    /// <summary>Market by price, ten levels.</summary>
    Mbp10 = 2,

    /// <summary>Trades, each with the best bid and offer in front of it.</summary>
    Tbbo = 3,

    /// <summary>Trades.</summary>
    Trades = 4,

    /// <summary>Prices of a second.</summary>
    Ohlcv1Second = 5,

    /// <summary>Prices of a minute.</summary>
    Ohlcv1Minute = 6,

    /// <summary>Prices of an hour.</summary>
    Ohlcv1Hour = 7,

    /// <summary>Prices of a day in UTC.</summary>
    Ohlcv1Day = 8,

    /// <summary>What instruments are.</summary>
    Definition = 9,

    /// <summary>Statistics.</summary>
    Statistics = 10,

    /// <summary>Trading statuses.</summary>
    Status = 11,

    /// <summary>What auctions would do.</summary>
    Imbalance = 12,

    /// <summary>Prices of a session.</summary>
    OhlcvEndOfDay = 13,

    /// <summary>The best bid and offer of several venues.</summary>
    Cmbp1 = 14,

    /// <summary>The best bid and offer of several venues, each second.</summary>
    Cbbo1Second = 15,

    /// <summary>The best bid and offer of several venues, each minute.</summary>
    Cbbo1Minute = 16,

    /// <summary>Trades, each with the best bid and offer of several venues.</summary>
    Tcbbo = 17,

    /// <summary>The best bid and offer, each second.</summary>
    Bbo1Second = 18,

    /// <summary>The best bid and offer, each minute.</summary>
    Bbo1Minute = 19,

    /// <summary>Records of several kinds.</summary>
    Mixed = 0xFFFF,
}

/// <summary>The names of schemas, and what they have.</summary>
public static class DbnSchemas
{
    /// <summary>As they are written, in the order of the values.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "mbo", "mbp-1", "mbp-10", "tbbo", "trades", "ohlcv-1s", "ohlcv-1m", "ohlcv-1h", "ohlcv-1d", "definition", "statistics", "status", "imbalance",
        "ohlcv-eod", "cmbp-1", "cbbo-1s", "cbbo-1m", "tcbbo", "bbo-1s", "bbo-1m",
    ];

    private static ReadOnlySpan<byte> Types =>
    [
        0xA0, 0x01, 0x0A, 0x01, 0x00, 0x20, 0x21, 0x22, 0x23, 0x13, 0x18, 0x12, 0x14,
        0x24, 0xB1, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4,
    ];

    /// <summary>A schema's name, `mixed` for none.</summary>
    public static string NameOf(DbnSchema schema) => (int)schema < Names.Count ? Names[(int)schema] : "mixed";

    /// <summary>Whether a record may stand in a file of a schema. What servers say beside the market may stand in any.</summary>
    public static bool Has(this DbnSchema schema, DbnRecordType type) => schema == DbnSchema.Mixed
        || ((int)schema < Types.Length && Types[(int)schema] == (byte)type)
        || type is DbnRecordType.Error or DbnRecordType.SymbolMapping or DbnRecordType.System
        || (type == DbnRecordType.Ohlcv && schema is >= DbnSchema.Ohlcv1Second and <= DbnSchema.Ohlcv1Day);
}
