using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What an instrument is. A strategy has a record for each of its legs.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public partial struct DefinitionRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 520;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(16)] public ulong TsRecv;

    /// <summary>The tick in 1e-9.</summary>
    [FieldOffset(24)] public long MinPriceIncrement;

    /// <summary>From the venue's prices to the usual ones, in 1e-9.</summary>
    [FieldOffset(32)] public long DisplayFactor;

    /// <summary>The last time it can trade, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(40)] public ulong Expiration;

    /// <summary>The first time it can trade, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(48)] public ulong Activation;

    /// <summary>The highest price of the day, in 1e-9.</summary>
    [FieldOffset(56)] public long HighLimitPrice;

    /// <summary>The lowest price of the day, in 1e-9.</summary>
    [FieldOffset(64)] public long LowLimitPrice;

    /// <summary>How far a price may be from the reference, in 1e-9.</summary>
    [FieldOffset(72)] public long MaxPriceVariation;

    /// <summary>How much a contract is of its unit, in 1e-9.</summary>
    [FieldOffset(80)] public long UnitOfMeasureQty;

    /// <summary>What a tick is worth, in 1e-9.</summary>
    [FieldOffset(88)] public long MinPriceIncrementAmount;

    /// <summary>The ratio of prices of a spread, in 1e-9.</summary>
    [FieldOffset(96)] public long PriceRatio;

    /// <summary>The strike in 1e-9.</summary>
    [FieldOffset(104)] public long StrikePrice;

    /// <summary>The venue's own id.</summary>
    [FieldOffset(112)] public ulong RawInstrumentId;

    /// <summary>The price of this leg in 1e-9.</summary>
    [FieldOffset(120)] public long LegPrice;

    /// <summary>The delta of this leg in 1e-9.</summary>
    [FieldOffset(128)] public long LegDelta;

    /// <summary>The venue's bits of what it is eligible for.</summary>
    [FieldOffset(136)] public int InstAttribValue;

    /// <summary>The first underlying instrument.</summary>
    [FieldOffset(140)] public uint UnderlyingId;

    /// <summary>The depth of its implied book.</summary>
    [FieldOffset(144)] public int MarketDepthImplied;

    /// <summary>The depth of its book.</summary>
    [FieldOffset(148)] public int MarketDepth;

    /// <summary>The venue's segment.</summary>
    [FieldOffset(152)] public uint MarketSegmentId;

    /// <summary>The largest order.</summary>
    [FieldOffset(156)] public uint MaxTradeVol;

    /// <summary>The smallest order.</summary>
    [FieldOffset(160)] public int MinLotSize;

    /// <summary>The smallest block trade.</summary>
    [FieldOffset(164)] public int MinLotSizeBlock;

    /// <summary>A round lot.</summary>
    [FieldOffset(168)] public int MinLotSizeRoundLot;

    /// <summary>The smallest trade.</summary>
    [FieldOffset(172)] public uint MinTradeVol;

    /// <summary>How many are delivered by a contract.</summary>
    [FieldOffset(176)] public int ContractMultiplier;

    /// <summary>By how much it decays a day.</summary>
    [FieldOffset(180)] public int DecayQuantity;

    /// <summary>The fixed size of a contract.</summary>
    [FieldOffset(184)] public int OriginalContractSize;

    /// <summary>The instrument of this leg.</summary>
    [FieldOffset(188)] public uint LegInstrumentId;

    /// <summary>The price ratio of this leg, above the line.</summary>
    [FieldOffset(192)] public int LegRatioPriceNumerator;

    /// <summary>The price ratio of this leg, below the line.</summary>
    [FieldOffset(196)] public int LegRatioPriceDenominator;

    /// <summary>The ratio of this leg, above the line.</summary>
    [FieldOffset(200)] public int LegRatioQtyNumerator;

    /// <summary>The ratio of this leg, below the line.</summary>
    [FieldOffset(204)] public int LegRatioQtyDenominator;

    /// <summary>The underlying instrument of this leg.</summary>
    [FieldOffset(208)] public uint LegUnderlyingId;

    /// <summary>The venue's channel.</summary>
    [FieldOffset(212)] public short ApplId;

    /// <summary>The year of its name.</summary>
    [FieldOffset(214)] public ushort MaturityYear;

    /// <summary>When decay begins, days since the Unix epoch.</summary>
    [FieldOffset(216)] public ushort DecayStartDate;

    /// <summary>The channel, from 0.</summary>
    [FieldOffset(218)] public ushort ChannelId;

    /// <summary>How many legs it has, a record for each.</summary>
    [FieldOffset(220)] public ushort LegCount;

    /// <summary>Which leg this record is of, from 0.</summary>
    [FieldOffset(222)] public ushort LegIndex;

    /// <summary>What prices are in.</summary>
    [FieldOffset(224)] public Chars4 Currency;

    /// <summary>What is settled in, where that is another.</summary>
    [FieldOffset(228)] public Chars4 SettlCurrency;

    /// <summary>The kind of strategy.</summary>
    [FieldOffset(232)] public Chars6 SecSubType;

    /// <summary>The venue's symbol.</summary>
    [FieldOffset(238)] public Chars71 RawSymbol;

    /// <summary>The venue's group.</summary>
    [FieldOffset(309)] public Chars21 Group;

    /// <summary>The exchange.</summary>
    [FieldOffset(330)] public Chars5 Exchange;

    /// <summary>The product.</summary>
    [FieldOffset(335)] public Chars11 Asset;

    /// <summary>The ISO code of what it is.</summary>
    [FieldOffset(346)] public Chars7 Cfi;

    /// <summary>The type, such as FUT.</summary>
    [FieldOffset(353)] public Chars7 SecurityType;

    /// <summary>What a contract is of, such as BBL.</summary>
    [FieldOffset(360)] public Chars31 UnitOfMeasure;

    /// <summary>The first underlying instrument's symbol.</summary>
    [FieldOffset(391)] public Chars21 Underlying;

    /// <summary>What the strike is in.</summary>
    [FieldOffset(412)] public Chars4 StrikePriceCurrency;

    /// <summary>The symbol of this leg.</summary>
    [FieldOffset(416)] public Chars71 LegRawSymbol;

    /// <summary>What it is.</summary>
    [FieldOffset(487)] public DbnInstrumentClass InstrumentClass;

    /// <summary>How orders are matched.</summary>
    [FieldOffset(488)] public DbnMatchAlgorithm MatchAlgorithm;

    /// <summary>The denominator of the main fraction.</summary>
    [FieldOffset(489)] public byte MainFraction;

    /// <summary>How many digits are shown.</summary>
    [FieldOffset(490)] public byte PriceDisplayFormat;

    /// <summary>The denominator of the second fraction.</summary>
    [FieldOffset(491)] public byte SubFraction;

    /// <summary>The venue's number of the product complex.</summary>
    [FieldOffset(492)] public byte UnderlyingProduct;

    /// <summary>Whether it is new, other or gone.</summary>
    [FieldOffset(493)] public DbnDefinitionUpdate SecurityUpdateAction;

    /// <summary>The month of its name.</summary>
    [FieldOffset(494)] public byte MaturityMonth;

    /// <summary>The day of its name, or 0.</summary>
    [FieldOffset(495)] public byte MaturityDay;

    /// <summary>The week of its name, or 0.</summary>
    [FieldOffset(496)] public byte MaturityWeek;

    /// <summary>Whether a user defined it.</summary>
    [FieldOffset(497)] public DbnTriState UserDefinedInstrument;

    /// <summary>1 for hours, 2 for days.</summary>
    [FieldOffset(498)] public sbyte ContractMultiplierUnit;

    /// <summary>When electricity is delivered.</summary>
    [FieldOffset(499)] public sbyte FlowScheduleType;

    /// <summary>The rule of its tick.</summary>
    [FieldOffset(500)] public byte TickRule;

    /// <summary>What this leg is.</summary>
    [FieldOffset(501)] public DbnInstrumentClass LegInstrumentClass;

    /// <summary>Whether this leg is bought or sold with the spread.</summary>
    [FieldOffset(502)] public DbnSide LegSide;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.From(3);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Definition;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static DefinitionRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent)
    {
        DefinitionRecord record = new() { Header = new DbnHeader(DbnRecordType.Definition, Bytes, publisherId, instrumentId, tsEvent) };
        record.SetUndefined();
        return record;
    }
}
