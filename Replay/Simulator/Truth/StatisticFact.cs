using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>A statistic of the session or the day.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Kind">What it measures; never a limit.</param>
/// <param name="PriceNano">The price in 1e-9, or null for one that counts contracts.</param>
/// <param name="Size">The size, or null.</param>
/// <param name="Flag">OpenCloseSettlFlag (FIX tag 286) of session statistics, SettlPriceType (731) of daily ones.</param>
/// <param name="IsDeleted">Whether the value is taken back.</param>
public sealed record StatisticFact(SimulatedInstrument Instrument, StatisticKind Kind, long? PriceNano, int? Size, byte Flag, bool IsDeleted)
    : ExchangeFact(Instrument)
{
    /// <summary>FIX tag 286: no flag.</summary>
    internal const byte NoFlag = 255;

    /// <summary>MDEntryType (FIX tag 269).</summary>
    internal char TypeCode => Kind switch
    {
        StatisticKind.Open or StatisticKind.IndicativeOpen => '4',
        StatisticKind.Settlement => '6',
        StatisticKind.SessionHigh => '7',
        StatisticKind.SessionLow => '8',
        StatisticKind.Vwap => '9',
        StatisticKind.ClearedVolume => 'B',
        StatisticKind.OpenInterest => 'C',
        StatisticKind.HighestBid => 'N',
        StatisticKind.LowestOffer => 'O',
        _ => 'W',
    };

    internal static StatisticFact Session(SimulatedInstrument instrument, StatisticKind kind, long priceNano) =>
        new(instrument, kind, priceNano, null, kind == StatisticKind.Open ? (byte)0 : NoFlag, IsDeleted: false);
}

/// <summary>The limits within which prices may be (template 50).</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="HighNano">The highest price in 1e-9, or null.</param>
/// <param name="LowNano">The lowest price in 1e-9, or null.</param>
/// <param name="MaxVariationNano">How far a price may move in 1e-9, or null.</param>
public sealed record LimitsFact(SimulatedInstrument Instrument, long? HighNano, long? LowNano, long? MaxVariationNano) : ExchangeFact(Instrument);
