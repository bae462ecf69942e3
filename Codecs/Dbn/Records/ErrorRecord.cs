using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>An error that a server told its subscriber.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct ErrorRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 320;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>What is wrong.</summary>
    [FieldOffset(16)] public Chars302 Error;

    /// <summary>The server's number, 255 for none.</summary>
    [FieldOffset(318)] public byte Code;

    /// <summary>Whether none follows, 255 where it is not said.</summary>
    [FieldOffset(319)] public byte IsLast;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.From(2);

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Error;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static ErrorRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.Error, Bytes, publisherId, instrumentId, tsEvent),
        Code = byte.MaxValue,
        IsLast = byte.MaxValue,
    };
}
