using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What an instrument is, in version 2.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public partial struct DefinitionRecordV2 : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 400;

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

    /// <summary>The settlement of the reference date, in 1e-9.</summary>
    [FieldOffset(80)] public long TradingReferencePrice;

    /// <summary>How much a contract is of its unit, in 1e-9.</summary>
    [FieldOffset(88)] public long UnitOfMeasureQty;

    /// <summary>What a tick is worth, in 1e-9.</summary>
    [FieldOffset(96)] public long MinPriceIncrementAmount;

    /// <summary>The ratio of prices of a spread, in 1e-9.</summary>
    [FieldOffset(104)] public long PriceRatio;

    /// <summary>The strike in 1e-9.</summary>
    [FieldOffset(112)] public long StrikePrice;

    /// <summary>The venue's bits of what it is eligible for.</summary>
    [FieldOffset(120)] public int InstAttribValue;

    /// <summary>The first underlying instrument.</summary>
    [FieldOffset(124)] public uint UnderlyingId;

    /// <summary>The venue's own id.</summary>
    [FieldOffset(128)] public uint RawInstrumentId;

    /// <summary>The depth of its implied book.</summary>
    [FieldOffset(132)] public int MarketDepthImplied;

    /// <summary>The depth of its book.</summary>
    [FieldOffset(136)] public int MarketDepth;

    /// <summary>The venue's segment.</summary>
    [FieldOffset(140)] public uint MarketSegmentId;

    /// <summary>The largest order.</summary>
    [FieldOffset(144)] public uint MaxTradeVol;

    /// <summary>The smallest order.</summary>
    [FieldOffset(148)] public int MinLotSize;

    /// <summary>The smallest block trade.</summary>
    [FieldOffset(152)] public int MinLotSizeBlock;

    /// <summary>A round lot.</summary>
    [FieldOffset(156)] public int MinLotSizeRoundLot;

    /// <summary>The smallest trade.</summary>
    [FieldOffset(160)] public uint MinTradeVol;

    /// <summary>How many are delivered by a contract.</summary>
    [FieldOffset(164)] public int ContractMultiplier;

    /// <summary>By how much it decays a day.</summary>
    [FieldOffset(168)] public int DecayQuantity;

    /// <summary>The fixed size of a contract.</summary>
    [FieldOffset(172)] public int OriginalContractSize;

    /// <summary>Days since the Unix epoch.</summary>
    [FieldOffset(176)] public ushort TradingReferenceDate;

    /// <summary>The venue's channel.</summary>
    [FieldOffset(178)] public short ApplId;

    /// <summary>The year of its name.</summary>
    [FieldOffset(180)] public ushort MaturityYear;

    /// <summary>When decay begins, days since the Unix epoch.</summary>
    [FieldOffset(182)] public ushort DecayStartDate;

    /// <summary>The channel, from 0.</summary>
    [FieldOffset(184)] public ushort ChannelId;

    /// <summary>What prices are in.</summary>
    [FieldOffset(186)] public Chars4 Currency;

    /// <summary>What is settled in, where that is another.</summary>
    [FieldOffset(190)] public Chars4 SettlCurrency;

    /// <summary>The kind of strategy.</summary>
    [FieldOffset(194)] public Chars6 SecSubType;

    /// <summary>The venue's symbol.</summary>
    [FieldOffset(200)] public Chars71 RawSymbol;

    /// <summary>The venue's group.</summary>
    [FieldOffset(271)] public Chars21 Group;

    /// <summary>The exchange.</summary>
    [FieldOffset(292)] public Chars5 Exchange;

    /// <summary>The product.</summary>
    [FieldOffset(297)] public Chars7 Asset;

    /// <summary>The ISO code of what it is.</summary>
    [FieldOffset(304)] public Chars7 Cfi;

    /// <summary>The type, such as FUT.</summary>
    [FieldOffset(311)] public Chars7 SecurityType;

    /// <summary>What a contract is of, such as BBL.</summary>
    [FieldOffset(318)] public Chars31 UnitOfMeasure;

    /// <summary>The first underlying instrument's symbol.</summary>
    [FieldOffset(349)] public Chars21 Underlying;

    /// <summary>What the strike is in.</summary>
    [FieldOffset(370)] public Chars4 StrikePriceCurrency;

    /// <summary>What it is.</summary>
    [FieldOffset(374)] public DbnInstrumentClass InstrumentClass;

    /// <summary>How orders are matched.</summary>
    [FieldOffset(375)] public DbnMatchAlgorithm MatchAlgorithm;

    /// <summary>The venue's code of its status.</summary>
    [FieldOffset(376)] public byte MdSecurityTradingStatus;

    /// <summary>The denominator of the main fraction.</summary>
    [FieldOffset(377)] public byte MainFraction;

    /// <summary>How many digits are shown.</summary>
    [FieldOffset(378)] public byte PriceDisplayFormat;

    /// <summary>The venue's bits of its settlement price.</summary>
    [FieldOffset(379)] public byte SettlPriceType;

    /// <summary>The denominator of the second fraction.</summary>
    [FieldOffset(380)] public byte SubFraction;

    /// <summary>The venue's number of the product complex.</summary>
    [FieldOffset(381)] public byte UnderlyingProduct;

    /// <summary>Whether it is new, other or gone.</summary>
    [FieldOffset(382)] public DbnDefinitionUpdate SecurityUpdateAction;

    /// <summary>The month of its name.</summary>
    [FieldOffset(383)] public byte MaturityMonth;

    /// <summary>The day of its name, or 0.</summary>
    [FieldOffset(384)] public byte MaturityDay;

    /// <summary>The week of its name, or 0.</summary>
    [FieldOffset(385)] public byte MaturityWeek;

    /// <summary>Whether a user defined it.</summary>
    [FieldOffset(386)] public DbnTriState UserDefinedInstrument;

    /// <summary>1 for hours, 2 for days.</summary>
    [FieldOffset(387)] public sbyte ContractMultiplierUnit;

    /// <summary>When electricity is delivered.</summary>
    [FieldOffset(388)] public sbyte FlowScheduleType;

    /// <summary>The rule of its tick.</summary>
    [FieldOffset(389)] public byte TickRule;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.Only(2);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Definition;
}
