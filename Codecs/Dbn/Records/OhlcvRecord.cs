using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>Prices and volume of an interval, which begins at the time of its head.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct OhlcvRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 56;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>The first price in 1e-9.</summary>
    [FieldOffset(16)] public long Open;

    /// <summary>The highest price in 1e-9.</summary>
    [FieldOffset(24)] public long High;

    /// <summary>The lowest price in 1e-9.</summary>
    [FieldOffset(32)] public long Low;

    /// <summary>The last price in 1e-9.</summary>
    [FieldOffset(40)] public long Close;

    /// <summary>The quantity traded.</summary>
    [FieldOffset(48)] public ulong Volume;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type is DbnRecordType.Ohlcv or (>= DbnRecordType.Ohlcv1Second and <= DbnRecordType.OhlcvEndOfDay);

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static OhlcvRecord Create(DbnRecordType type, ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(type, Bytes, publisherId, instrumentId, tsEvent),
        Open = DbnUndefined.Price,
        High = DbnUndefined.Price,
        Low = DbnUndefined.Price,
        Close = DbnUndefined.Price,
    };
}
