using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>A statistic of the session or day, in versions 1 and 2.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct StatisticsRecordV1 : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 64;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(16)] public ulong TsRecv;

    /// <summary>What the statistic is of, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(24)] public ulong TsRef;

    /// <summary>The price in 1e-9, or <see cref="DbnUndefined.Price"/>.</summary>
    [FieldOffset(32)] public long Price;

    /// <summary>The quantity, or the largest number of its type for none.</summary>
    [FieldOffset(40)] public int Quantity;

    /// <summary>The number of the message or packet at the venue.</summary>
    [FieldOffset(44)] public uint Sequence;

    /// <summary>How long it took from sending to receiving, nanoseconds.</summary>
    [FieldOffset(48)] public int TsInDelta;

    /// <summary>What it measures.</summary>
    [FieldOffset(52)] public DbnStatType StatType;

    /// <summary>The channel, from 0; 65535 for none.</summary>
    [FieldOffset(54)] public ushort ChannelId;

    /// <summary>Whether it is told or taken back.</summary>
    [FieldOffset(56)] public DbnStatUpdate UpdateAction;

    /// <summary>The venue's bits.</summary>
    [FieldOffset(57)] public byte StatFlags;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.UpTo(2);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Statistics;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static StatisticsRecordV1 Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.Statistics, Bytes, publisherId, instrumentId, tsEvent),
        TsRecv = DbnUndefined.Timestamp,
        TsRef = DbnUndefined.Timestamp,
        Price = DbnUndefined.Price,
        Quantity = int.MaxValue,
        ChannelId = ushort.MaxValue,
        UpdateAction = DbnStatUpdate.New,
    };
}
