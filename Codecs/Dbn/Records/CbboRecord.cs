using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>The best bid and offer of several venues at the end of an interval, and the last trade in it.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct CbboRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 80;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>The price in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(16)] public long Price;

    /// <summary>The quantity, or <see cref="DbnUndefined.OrderSize"/>.</summary>
    [FieldOffset(24)] public uint Size;

    /// <summary>The aggressor of the last trade.</summary>
    [FieldOffset(29)] public DbnSide Side;

    /// <summary>Properties of the record.</summary>
    [FieldOffset(30)] public DbnFlags Flags;

    /// <summary>The end of the interval, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(32)] public ulong TsRecv;

    /// <summary>The best bid and offer, each with its venue.</summary>
    [FieldOffset(48)] public ConsolidatedLevel Level;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type is DbnRecordType.Cbbo1Second or DbnRecordType.Cbbo1Minute;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static CbboRecord Create(DbnRecordType type, ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(type, Bytes, publisherId, instrumentId, tsEvent),
        Price = DbnUndefined.Price,
        Size = DbnUndefined.OrderSize,
        Side = DbnSide.None,
        TsRecv = DbnUndefined.Timestamp,
        Level = ConsolidatedLevel.Empty,
    };
}
