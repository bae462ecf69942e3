using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>A change of one of ten levels, or a trade, with all ten as they are behind it: market by price.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct Mbp10Record : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 368;

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

    /// <summary>The level that changed, from 0 at the top.</summary>
    [FieldOffset(31)] public byte Depth;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(32)] public ulong TsRecv;

    /// <summary>How long it took from sending to receiving, nanoseconds.</summary>
    [FieldOffset(40)] public int TsInDelta;

    /// <summary>The number of the message or packet at the venue.</summary>
    [FieldOffset(44)] public uint Sequence;

    /// <summary>The levels, the best first.</summary>
    [FieldOffset(48)] public BookLevels Levels;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Mbp10;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static Mbp10Record Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.Mbp10, Bytes, publisherId, instrumentId, tsEvent),
        Price = DbnUndefined.Price,
        Size = DbnUndefined.OrderSize,
        Action = DbnAction.None,
        Side = DbnSide.None,
        TsRecv = DbnUndefined.Timestamp,
        Levels = BookLevels.Empty,
    };
}
