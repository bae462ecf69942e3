using FeedHandler.Core.Events;

namespace FeedHandler.Core.Instruments;

/// <summary>When a contract ends (FIX tag 200), as exactly as the venue tells it.</summary>
/// <param name="Year">The year; null where it was not told.</param>
/// <param name="Month">The month from 1.</param>
/// <param name="Day">The day of the month.</param>
/// <param name="Week">The week of the month.</param>
public readonly record struct Maturity(ushort? Year, byte? Month, byte? Day, byte? Week);

/// <summary>Which right an option gives (FIX tag 201).</summary>
public enum OptionRight : byte
{
    /// <summary>To sell.</summary>
    Put = 0,

    /// <summary>To buy.</summary>
    Call = 1,
}

/// <summary>What is done with a leg when its spread is bought (FIX tag 624).</summary>
public enum LegAction : byte
{
    /// <summary>The venue told neither.</summary>
    Unknown = 0,

    /// <summary>It is bought.</summary>
    Buy = 1,

    /// <summary>It is sold.</summary>
    Sell = 2,
}

/// <summary>One leg of a spread (FIX tag 555).</summary>
/// <param name="securityId">The instrument (602).</param>
/// <param name="action">Whether it is bought (624).</param>
/// <param name="ratio">How many for one spread (623).</param>
/// <param name="priceNano">Its fixed price in 1e-9 of the wire's unit (566); null for none.</param>
/// <param name="deltaTenThousandths">How much of it hedges, in 1e-4 (1017); null for none.</param>
public readonly struct InstrumentLeg(int securityId, LegAction action, sbyte ratio, long? priceNano, int? deltaTenThousandths)
{
    private readonly long _priceNano = priceNano ?? MarketEvent.NullPrice;
    private readonly int _delta = deltaTenThousandths ?? int.MaxValue;

    /// <summary>The instrument.</summary>
    public int SecurityId { get; } = securityId;

    /// <summary>Whether it is bought or sold with the spread.</summary>
    public LegAction Action { get; } = action;

    /// <summary>How many for one spread.</summary>
    public sbyte Ratio { get; } = ratio;

    /// <summary>Its fixed price in 1e-9 of the wire's unit; null for none.</summary>
    public long? PriceNano => _priceNano == MarketEvent.NullPrice ? null : _priceNano;

    /// <summary>How much of it hedges an option, in 1e-4; null for none.</summary>
    public int? DeltaTenThousandths => _delta == int.MaxValue ? null : _delta;
}

/// <summary>How another instrument is related to this one.</summary>
public enum InstrumentRelation : byte
{
    /// <summary>This one is derived of it (FIX tag 711).</summary>
    Underlying = 0,

    /// <summary>Another relation (FIX tag 1647).</summary>
    Related = 1,
}

/// <summary>Another instrument that a definition names.</summary>
/// <param name="Relation">What it is to this one.</param>
/// <param name="SecurityId">Its id; null where it has none.</param>
/// <param name="Symbol">Its name.</param>
public readonly record struct RelatedInstrument(InstrumentRelation Relation, int? SecurityId, Text32 Symbol);

/// <summary>The least quantity of a kind of lot (FIX tag 1234).</summary>
/// <param name="Type">The venue's code of the kind (1093).</param>
/// <param name="MinTenThousandths">The quantity in 1e-4 (1231); null for none.</param>
public readonly record struct LotRule(sbyte Type, long? MinTenThousandths);

/// <summary>How deep the venue keeps a kind of book (FIX tag 1141).</summary>
/// <param name="FeedType">The venue's code of the kind (1022); of kinds that are not followed the definition's word is all that there is.</param>
/// <param name="Depth">How many levels (264).</param>
public readonly record struct BookDepth(Text8 FeedType, sbyte Depth);
