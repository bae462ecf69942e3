using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What stands at the begin of every record.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct DbnHeader
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 16;

    /// <summary>What lengths are counted in.</summary>
    public const int WordBytes = 4;

    /// <summary>The length of the record, this included, in words of four bytes.</summary>
    [FieldOffset(0)] public byte LengthWords;

    /// <summary>What the record is.</summary>
    [FieldOffset(1)] public DbnRecordType Type;

    /// <summary>Who published it; 1 is GLBX.MDP3.</summary>
    [FieldOffset(2)] public ushort PublisherId;

    /// <summary>The instrument; 0 for none.</summary>
    [FieldOffset(4)] public uint InstrumentId;

    /// <summary>When it happened, nanoseconds since the Unix epoch, or <see cref="DbnUndefined.Timestamp"/>.</summary>
    [FieldOffset(8)] public ulong TsEvent;

    /// <summary>Fills it in.</summary>
    /// <param name="type">What the record is.</param>
    /// <param name="recordBytes">How many bytes it has, this included.</param>
    /// <param name="publisherId">Who published it.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public DbnHeader(DbnRecordType type, int recordBytes, ushort publisherId, uint instrumentId, ulong tsEvent) =>
        (LengthWords, Type, PublisherId, InstrumentId, TsEvent) = ((byte)(recordBytes / WordBytes), type, publisherId, instrumentId, tsEvent);
}

/// <summary>What stands for a value that is not known.</summary>
public static class DbnUndefined
{
    /// <summary>No price.</summary>
    public const long Price = long.MaxValue;

    /// <summary>No time.</summary>
    public const ulong Timestamp = ulong.MaxValue;

    /// <summary>No quantity of an order or trade.</summary>
    public const uint OrderSize = uint.MaxValue;
}
