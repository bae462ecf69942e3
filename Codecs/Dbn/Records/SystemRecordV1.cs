using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What a server told its subscriber, in version 1.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SystemRecordV1 : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 80;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>What it says.</summary>
    [FieldOffset(16)] public Chars64 Message;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.UpTo(1);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.System;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static SystemRecordV1 Create(ushort publisherId, uint instrumentId, ulong tsEvent) =>
        new() { Header = new DbnHeader(DbnRecordType.System, Bytes, publisherId, instrumentId, tsEvent) };
}
