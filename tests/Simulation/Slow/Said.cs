namespace FeedHandler.Simulation.Slow;

/// <summary>One thing that a packet says, in the venue's own codes; prices are in 1e-9, and null is what the venue calls null.</summary>
internal abstract record Said;

/// <summary>An entry of a price level, or with type J that the book is empty; w and x are of the market and of no level.</summary>
internal sealed record LevelSaid(int SecurityId, uint RptSeq, char Type, byte Action, int Number, SlowLevel? Level) : Said;

/// <summary>An entry of an order, alone (43, 47) or beside its level (32, 46).</summary>
internal sealed record OrderSaid(int SecurityId, ulong Id, char Type, byte Action, SlowOrder Order) : Said;

/// <summary>A trade at one price.</summary>
internal sealed record TradeSaid(int SecurityId, uint RptSeq, byte Action, long Price, long Quantity, byte? Aggressor) : Said;

/// <summary>The electronic volume of the trade date.</summary>
internal sealed record VolumeSaid(int SecurityId, uint RptSeq, byte Action, long Volume) : Said;

/// <summary>A statistic: its price, or the contracts of those that count contracts (B and C); no kind is one that the venue does not define.</summary>
internal sealed record StatisticSaid(int SecurityId, uint RptSeq, byte Action, SlowStatistic? Kind, long? Value) : Said;

/// <summary>Limits and band: one number, three values.</summary>
internal sealed record LimitsSaid(int SecurityId, uint RptSeq, long? High, long? Low, long? Variation) : Said;

/// <summary>A status of an instrument; without one of a product, without that of a group.</summary>
internal sealed record StatusSaid(int? SecurityId, string Asset, string Group, byte? Status, byte Event) : Said;

/// <summary>What an instrument is; a depth is null where the definition does not name it.</summary>
internal sealed record DefinitionSaid(
    int SecurityId, string Symbol, string Asset, string Group, char Action, byte? Status, long LastUpdateNs, int? DirectDepth, int? ImpliedDepth) : Said;

/// <summary>Every book of the channel is empty (template 4).</summary>
internal sealed record ResetSaid : Said;

/// <summary>What a loop says of an instrument as of a packet.</summary>
internal abstract record SnapshotSaid(uint LastSeqNum, int SecurityId, long TimeNs) : Said;

/// <summary>Levels, statistics, volume and status.</summary>
internal sealed record BookSnapshotSaid(uint LastSeqNum, int SecurityId, long TimeNs, uint RptSeq, byte? Status, long? Volume) : SnapshotSaid(LastSeqNum, SecurityId, TimeNs)
{
    public List<LevelSaid> Levels { get; } = [];

    public Dictionary<SlowStatistic, long?> Statistics { get; } = [];
}

/// <summary>A part of the orders.</summary>
internal sealed record OrderSnapshotSaid(uint LastSeqNum, int SecurityId, long TimeNs, int ChunkCount, int Chunk) : SnapshotSaid(LastSeqNum, SecurityId, TimeNs)
{
    public List<OrderSaid> Orders { get; } = [];
}

/// <summary>A price level; implied ones have no order count.</summary>
internal sealed record SlowLevel(long Price, long? Quantity, int? Orders);

/// <summary>An order as it is displayed.</summary>
internal sealed record SlowOrder(char Type, long? Price, long? Quantity, ulong? Priority);

/// <summary>The statistics, by entry type (269); the opening price has two, told apart by its flag (286).</summary>
internal enum SlowStatistic
{
    Open,
    IndicativeOpen,
    Settlement,
    SessionHigh,
    SessionLow,
    Vwap,
    ClearedVolume,
    OpenInterest,
    HighestBid,
    LowestOffer,
    Fixing,
    UpperLimit,
    LowerLimit,
    MaxPriceVariation,
}
