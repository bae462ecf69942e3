namespace FeedHandler.Core.Instruments;

/// <summary>
/// The rest of what a venue says of an instrument, beside <see cref="InstrumentDefinition"/>: cold, in fixed unmanaged form, so that a definition which
/// comes in mid-session allocates nothing. Null is "not told"; 0 is the venue's own zero. Prices are in 1e-9 of the wire's unit.
/// </summary>
public struct InstrumentDetails
{
    /// <summary>The venue's number of the message that told all this; 0 when none did.</summary>
    public ushort TemplateId { get; set; }

    /// <summary>Whether the venue's loop of definitions had the instrument, of whichever age.</summary>
    public bool IsInLoop { get; internal set; }

    /// <summary>Whether all this comes from the cache of an earlier run, and the venue has not told it yet.</summary>
    public bool IsAssumed { get; internal set; }

    /// <summary>The ISO 10962 classification (FIX tag 461).</summary>
    public Text8 CfiCode { get; set; }

    /// <summary>The currency of prices (15).</summary>
    public Text8 Currency { get; set; }

    /// <summary>The currency in which it is settled (120).</summary>
    public Text8 SettlementCurrency { get; set; }

    /// <summary>The exchange (207).</summary>
    public Text8 Exchange { get; set; }

    /// <summary>The kind of spread or of repo (762): the venue's text, or its code in digits.</summary>
    public Text8 SecuritySubType { get; set; }

    /// <summary>The venue's market segment (1300).</summary>
    public byte? MarketSegment { get; set; }

    /// <summary>The venue's code of the product complex (462).</summary>
    public byte? UnderlyingProduct { get; set; }

    /// <summary>Contract month, or day or week of it (200).</summary>
    public Maturity Maturity { get; set; }

    /// <summary>When what is owed falls due (541), or a repo ends (917).</summary>
    public DateOnly? MaturityDate { get; set; }

    /// <summary>Put or call (201).</summary>
    public OptionRight? Right { get; set; }

    /// <summary>The strike price (202).</summary>
    public long? StrikePriceNano { get; set; }

    /// <summary>Its currency (947).</summary>
    public Text8 StrikeCurrency { get; set; }

    /// <summary>The smallest quantity of an order (562).</summary>
    public uint? MinTradeVolume { get; set; }

    /// <summary>The largest quantity of an order (1140).</summary>
    public uint? MaxTradeVolume { get; set; }

    /// <summary>The venue's code of how orders are matched (1142).</summary>
    public char? MatchAlgorithm { get; set; }

    /// <summary>What one contract is of (996).</summary>
    public Text32 UnitOfMeasure { get; set; }

    /// <summary>How much of it, in 1e-9 (1147).</summary>
    public long? UnitOfMeasureQuantityNano { get; set; }

    /// <summary>How many decimals a displayed tick has (9800).</summary>
    public byte? PriceDisplayFormat { get; set; }

    /// <summary>The denominator of a price's fraction (37702).</summary>
    public byte? MainFraction { get; set; }

    /// <summary>The denominator of the fraction's fraction (37703).</summary>
    public byte? SubFraction { get; set; }

    /// <summary>The venue's number of a table of variable ticks (6350).</summary>
    public sbyte? TickRule { get; set; }

    /// <summary>The ratio of the prices of an inter-commodity spread's legs, in 1e-9 (5770).</summary>
    public long? PriceRatioNano { get; set; }

    /// <summary>The value of one tick (1146).</summary>
    public long? TickValueNano { get; set; }

    /// <summary>The price at which worthless options are closed (9850).</summary>
    public long? CabinetPriceNano { get; set; }

    /// <summary>Whether a participant made the instrument (9779).</summary>
    public bool? IsUserDefined { get; set; }

    /// <summary>The venue's bits of what can be done with it (872).</summary>
    public uint? Attributes { get; set; }

    /// <summary>How many units a contract delivers (231).</summary>
    public int? ContractMultiplier { get; set; }

    /// <summary>The venue's code of that unit: hours or days (1435).</summary>
    public sbyte? ContractMultiplierUnit { get; set; }

    /// <summary>The settlement, or another reference price, when it was defined (1150).</summary>
    public long? ReferencePriceNano { get; set; }

    /// <summary>The venue's bits of that price's kind (731).</summary>
    public byte? ReferencePriceType { get; set; }

    /// <summary>The session of that price (5796).</summary>
    public DateOnly? ReferenceDate { get; set; }

    /// <summary>Open interest when it was defined (5792).</summary>
    public int? OpenInterest { get; set; }

    /// <summary>Cleared volume when it was defined (5791).</summary>
    public int? ClearedVolume { get; set; }

    /// <summary>The upper price limit when it was defined (1149).</summary>
    public long? HighLimitNano { get; set; }

    /// <summary>The lower one (1148).</summary>
    public long? LowLimitNano { get; set; }

    /// <summary>Half the width of the price band (1143).</summary>
    public long? MaxPriceVariationNano { get; set; }

    /// <summary>The venue's code of the trading status when it was defined (1682).</summary>
    public byte? StatusCode { get; set; }

    /// <summary>When it becomes tradable (865 = 5), nanoseconds since the Unix epoch.</summary>
    public long? ActivationNs { get; set; }

    /// <summary>When it can be traded last (865 = 7), nanoseconds since the Unix epoch. It is data: nothing ends when it has passed.</summary>
    public long? LastTradeNs { get; set; }

    /// <summary>The legs of a spread (555).</summary>
    public BoundedList<InstrumentLeg, LegRoom> Legs;

    /// <summary>Underlyings and related instruments (711, 1647).</summary>
    public BoundedList<RelatedInstrument, RelatedRoom> Related;

    /// <summary>Rules of lots (1234).</summary>
    public BoundedList<LotRule, LotRoom> Lots;

    /// <summary>Every kind of book that the venue keeps, with its depth (1141).</summary>
    public BoundedList<BookDepth, DepthRoom> Depths;
}
