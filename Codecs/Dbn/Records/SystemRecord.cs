using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What a server told its subscriber, such as that it is there.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SystemRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 320;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>What it says.</summary>
    [FieldOffset(16)] public Chars303 Message;

    /// <summary>What it is.</summary>
    [FieldOffset(319)] public DbnSystemCode Code;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.From(2);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.System;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static SystemRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.System, Bytes, publisherId, instrumentId, tsEvent),
        Code = DbnSystemCode.Unset,
    };
}
