using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What a symbol stands for from here on, in version 1.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SymbolMappingRecordV1 : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 80;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>What was asked for.</summary>
    [FieldOffset(16)] public Chars22 SymbolIn;

    /// <summary>What it stands for.</summary>
    [FieldOffset(38)] public Chars22 SymbolOut;

    /// <summary>From when, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(64)] public ulong StartTs;

    /// <summary>Up to when, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(72)] public ulong EndTs;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.UpTo(1);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.SymbolMapping;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static SymbolMappingRecordV1 Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.SymbolMapping, Bytes, publisherId, instrumentId, tsEvent),
        StartTs = DbnUndefined.Timestamp,
        EndTs = DbnUndefined.Timestamp,
    };
}
