using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>One change of one order, or a trade or fill of one: market by order.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct MboRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 56;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>The order at the venue.</summary>
    [FieldOffset(16)] public ulong OrderId;

    /// <summary>The price in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(24)] public long Price;

    /// <summary>The quantity, or <see cref="DbnUndefined.OrderSize"/>; of a cancel what was cancelled.</summary>
    [FieldOffset(32)] public uint Size;

    /// <summary>Properties of the record.</summary>
    [FieldOffset(36)] public DbnFlags Flags;

    /// <summary>The channel, from 0; 255 for none.</summary>
    [FieldOffset(37)] public byte ChannelId;

    /// <summary>What happened.</summary>
    [FieldOffset(38)] public DbnAction Action;

    /// <summary>The side; of a trade the aggressor's, of a fill the resting order's.</summary>
    [FieldOffset(39)] public DbnSide Side;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(40)] public ulong TsRecv;

    /// <summary>How long it took from sending to receiving, nanoseconds.</summary>
    [FieldOffset(48)] public int TsInDelta;

    /// <summary>The number of the message or packet at the venue.</summary>
    [FieldOffset(52)] public uint Sequence;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Mbo;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static MboRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.Mbo, Bytes, publisherId, instrumentId, tsEvent),
        Price = DbnUndefined.Price,
        Size = DbnUndefined.OrderSize,
        ChannelId = byte.MaxValue,
        Action = DbnAction.None,
        Side = DbnSide.None,
        TsRecv = DbnUndefined.Timestamp,
    };
}
