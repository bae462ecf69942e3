using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Codecs.Cme.Definitions;

/// <summary>
/// What every instrument definition has (CME MDP 3.0 templates 27, 29, 41 and 54 to 58 and 63), whatever its template. Implemented by the
/// generated
/// views; use it as a type constraint, never as a type.
/// </summary>
public interface IInstrumentDefinition
{
    /// <summary>What one unit of a mantissa is in 1e-9: 100 in templates 27 to 41, 1 from 54 on.</summary>
    static abstract int NanoPerMantissa { get; }

    /// <summary>The instrument (FIX tag 48).</summary>
    int SecurityID { get; }

    /// <summary>Its name (FIX tag 55), padded.</summary>
    ReadOnlySpan<byte> Symbol { get; }

    /// <summary>The group that shares a schedule (FIX tag 1151), padded.</summary>
    ReadOnlySpan<byte> SecurityGroup { get; }

    /// <summary>The product (FIX tag 6937), padded.</summary>
    ReadOnlySpan<byte> Asset { get; }

    /// <summary>The kind of instrument (FIX tag 167), padded.</summary>
    ReadOnlySpan<byte> SecurityType { get; }

    /// <summary>SecurityUpdateAction (FIX tag 980): 'A', 'M' or 'D'.</summary>
    byte UpdateActionCode { get; }

    /// <summary>MDSecurityTradingStatus (FIX tag 1682), 255 for null.</summary>
    byte TradingStatusCode { get; }

    /// <summary>MatchEventIndicator (FIX tag 5799).</summary>
    byte MatchEventCode { get; }

    /// <summary>TotNumReports (FIX tag 911), how many definitions the loop has; 4294967295 for null, outside a loop.</summary>
    uint TotNumReportsRaw { get; }

    /// <summary>MarketSegmentID (FIX tag 1300).</summary>
    byte MarketSegmentID { get; }

    /// <summary>The exchange (FIX tag 207), padded.</summary>
    ReadOnlySpan<byte> SecurityExchange { get; }

    /// <summary>The ISO 10962 classification (FIX tag 461), padded.</summary>
    ReadOnlySpan<byte> CFICode { get; }

    /// <summary>The currency of prices (FIX tag 15), padded.</summary>
    ReadOnlySpan<byte> Currency { get; }

    /// <summary>What one contract is of (FIX tag 996), padded.</summary>
    ReadOnlySpan<byte> UnitOfMeasure { get; }

    /// <summary>MatchAlgorithm (FIX tag 1142), a letter; 0 for none.</summary>
    byte MatchAlgorithm { get; }

    /// <summary>UserDefinedInstrument (FIX tag 9779): 'Y' or 'N'.</summary>
    byte UserDefinedInstrument { get; }

    /// <summary>MinTradeVol (FIX tag 562).</summary>
    uint MinTradeVol { get; }

    /// <summary>MaxTradeVol (FIX tag 1140).</summary>
    uint MaxTradeVol { get; }

    /// <summary>LastUpdateTime (FIX tag 779), nanoseconds since the Unix epoch.</summary>
    ulong LastUpdateTime { get; }

    /// <summary>The mantissa of the factor from a wire price to the displayed one (FIX tag 9787).</summary>
    long DisplayFactorMantissa { get; }

    /// <summary>The mantissa of the smallest price step (FIX tag 969), <see cref="long.MaxValue"/> for null.</summary>
    long MinPriceIncrementMantissa { get; }

    /// <summary>Reads how deep the books are (FIX tags 1022 and 264).</summary>
    /// <param name="depths">The depths; what the message does not tell stays as it was.</param>
    /// <returns>False when a group of the message is malformed.</returns>
    bool TryGetDepths(ref BookDepths depths);
}

/// <summary>A definition as a view that can be wrapped.</summary>
/// <typeparam name="TSelf">The view.</typeparam>
public interface IInstrumentDefinition<TSelf> : IInstrumentDefinition, IWholeMessage<TSelf>
    where TSelf : struct, IInstrumentDefinition<TSelf>, allows ref struct;

/// <summary>How many levels the venue maintains, from the NoMDFeedTypes group of a definition.</summary>
public struct BookDepths
{
    /// <summary>Of the direct book (feed type GBX).</summary>
    public int Direct;

    /// <summary>Of the implied book (feed type GBI).</summary>
    public int Implied;

    /// <summary>Takes one entry of the group; other feed types than the two are passed over.</summary>
    /// <param name="feedType">MDFeedType (FIX tag 1022).</param>
    /// <param name="marketDepth">MarketDepth (FIX tag 264).</param>
    public void Set(ReadOnlySpan<byte> feedType, sbyte marketDepth)
    {
        if (feedType.SequenceEqual("GBX"u8)) Direct = marketDepth;
        else if (feedType.SequenceEqual("GBI"u8)) Implied = marketDepth;
    }
}
