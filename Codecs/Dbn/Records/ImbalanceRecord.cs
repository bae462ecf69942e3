using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What an auction would do now.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct ImbalanceRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 112;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(16)] public ulong TsRecv;

    /// <summary>The price that imbalances refer to, in 1e-9.</summary>
    [FieldOffset(24)] public long RefPrice;

    /// <summary>When the auction is, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(32)] public ulong AuctionTime;

    /// <summary>Where auction and continuous book would clear, in 1e-9.</summary>
    [FieldOffset(40)] public long ContBookClrPrice;

    /// <summary>Where the auction alone would clear, in 1e-9.</summary>
    [FieldOffset(48)] public long AuctInterestClrPrice;

    /// <summary>Where it fills under a restriction of short sales, in 1e-9.</summary>
    [FieldOffset(56)] public long SsrFillingPrice;

    /// <summary>Where most would trade, in 1e-9.</summary>
    [FieldOffset(64)] public long IndMatchPrice;

    /// <summary>The highest price allowed, in 1e-9.</summary>
    [FieldOffset(72)] public long UpperCollar;

    /// <summary>The lowest price allowed, in 1e-9.</summary>
    [FieldOffset(80)] public long LowerCollar;

    /// <summary>What would trade.</summary>
    [FieldOffset(88)] public uint PairedQty;

    /// <summary>What would not.</summary>
    [FieldOffset(92)] public uint TotalImbalanceQty;

    /// <summary>What of it is at market.</summary>
    [FieldOffset(96)] public uint MarketImbalanceQty;

    /// <summary>What is left of the other orders.</summary>
    [FieldOffset(100)] public uint UnpairedQty;

    /// <summary>The auction, in the venue's letter.</summary>
    [FieldOffset(104)] public byte AuctionType;

    /// <summary>The side of the imbalance.</summary>
    [FieldOffset(105)] public DbnSide Side;

    /// <summary>The venue's number.</summary>
    [FieldOffset(106)] public byte AuctionStatus;

    /// <summary>The venue's number.</summary>
    [FieldOffset(107)] public byte FreezeStatus;

    /// <summary>How often the auction was put off.</summary>
    [FieldOffset(108)] public byte NumExtensions;

    /// <summary>The side of what is left.</summary>
    [FieldOffset(109)] public DbnSide UnpairedSide;

    /// <summary>The venue's letter.</summary>
    [FieldOffset(110)] public byte SignificantImbalance;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Imbalance;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static ImbalanceRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.Imbalance, Bytes, publisherId, instrumentId, tsEvent),
        TsRecv = DbnUndefined.Timestamp,
        RefPrice = DbnUndefined.Price,
        AuctionTime = DbnUndefined.Timestamp,
        ContBookClrPrice = DbnUndefined.Price,
        AuctInterestClrPrice = DbnUndefined.Price,
        SsrFillingPrice = DbnUndefined.Price,
        IndMatchPrice = DbnUndefined.Price,
        UpperCollar = DbnUndefined.Price,
        LowerCollar = DbnUndefined.Price,
        PairedQty = DbnUndefined.OrderSize,
        TotalImbalanceQty = DbnUndefined.OrderSize,
        MarketImbalanceQty = DbnUndefined.OrderSize,
        UnpairedQty = DbnUndefined.OrderSize,
        AuctionType = (byte)'~',
        Side = DbnSide.None,
        UnpairedSide = DbnSide.None,
        SignificantImbalance = (byte)'~',
    };
}
