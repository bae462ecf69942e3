using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What a symbol stands for from here on.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SymbolMappingRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 176;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>What kind of name was asked for.</summary>
    [FieldOffset(16)] public DbnSymbolType SymbolTypeIn;

    /// <summary>What was asked for.</summary>
    [FieldOffset(17)] public Chars71 SymbolIn;

    /// <summary>What kind of name it stands for.</summary>
    [FieldOffset(88)] public DbnSymbolType SymbolTypeOut;

    /// <summary>What it stands for.</summary>
    [FieldOffset(89)] public Chars71 SymbolOut;

    /// <summary>From when, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(160)] public ulong StartTs;

    /// <summary>Up to when, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(168)] public ulong EndTs;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.From(2);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.SymbolMapping;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static SymbolMappingRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.SymbolMapping, Bytes, publisherId, instrumentId, tsEvent),
        SymbolTypeIn = DbnSymbolType.None,
        SymbolTypeOut = DbnSymbolType.None,
        StartTs = DbnUndefined.Timestamp,
        EndTs = DbnUndefined.Timestamp,
    };
}
