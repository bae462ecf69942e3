using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>A change of the best bid or offer of several venues, or a trade: consolidated market by price, one level.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct Cmbp1Record : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 80;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>The price in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(16)] public long Price;

    /// <summary>The quantity, or <see cref="DbnUndefined.OrderSize"/>.</summary>
    [FieldOffset(24)] public uint Size;

    /// <summary>What happened.</summary>
    [FieldOffset(28)] public DbnAction Action;

    /// <summary>The side; of a trade the aggressor's.</summary>
    [FieldOffset(29)] public DbnSide Side;

    /// <summary>Properties of the record.</summary>
    [FieldOffset(30)] public DbnFlags Flags;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(32)] public ulong TsRecv;

    /// <summary>How long it took from sending to receiving, nanoseconds.</summary>
    [FieldOffset(40)] public int TsInDelta;

    /// <summary>The best bid and offer, each with its venue.</summary>
    [FieldOffset(48)] public ConsolidatedLevel Level;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type is DbnRecordType.Cmbp1 or DbnRecordType.Tcbbo;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static Cmbp1Record Create(DbnRecordType type, ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(type, Bytes, publisherId, instrumentId, tsEvent),
        Price = DbnUndefined.Price,
        Size = DbnUndefined.OrderSize,
        Action = DbnAction.None,
        Side = DbnSide.None,
        TsRecv = DbnUndefined.Timestamp,
        Level = ConsolidatedLevel.Empty,
    };
}
