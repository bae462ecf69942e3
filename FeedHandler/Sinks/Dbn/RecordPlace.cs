using System.Runtime.InteropServices;
using FeedHandler.Dbn;

namespace FeedHandler.Sinks.Dbn;

/// <summary>Whence a record comes.</summary>
/// <param name="Channel">The channel's index.</param>
/// <param name="Instrument">The instrument's dense index in its channel.</param>
/// <param name="SeqNum">The number of its packet.</param>
internal readonly record struct RecordPlace(byte Channel, int Instrument, uint SeqNum);

/// <summary>Where flags and time of receiving stand in a record that lies as bytes.</summary>
internal static class RecordParts
{
    private static readonly int MboFlags = OffsetOf<MboRecord>(nameof(MboRecord.Flags));
    private static readonly int MboTime = OffsetOf<MboRecord>(nameof(MboRecord.TsRecv));
    private static readonly int TradeFlags = OffsetOf<TradeRecord>(nameof(TradeRecord.Flags));
    private static readonly int TradeTime = OffsetOf<TradeRecord>(nameof(TradeRecord.TsRecv));
    private static readonly int OtherTime = OffsetOf<StatusRecord>(nameof(StatusRecord.TsRecv));

    /// <summary>Adds flags to a record that has any.</summary>
    public static void AddFlags(Span<byte> record, DbnFlags flags)
    {
        DbnRecordType type = (DbnRecordType)record[1];
        if (type == DbnRecordType.Mbo) record[MboFlags] |= (byte)flags;
        else if (IsTradeLike(type)) record[TradeFlags] |= (byte)flags;
    }

    /// <summary>When a record was received.</summary>
    public static ref ulong TimeOf(Span<byte> record)
    {
        DbnRecordType type = (DbnRecordType)record[1];
        return ref MemoryMarshal.AsRef<ulong>(record[(type == DbnRecordType.Mbo ? MboTime : IsTradeLike(type) ? TradeTime : OtherTime)..]);
    }

    private static bool IsTradeLike(DbnRecordType type) => type is DbnRecordType.Trade or DbnRecordType.Mbp1 or DbnRecordType.Mbp10;

    private static int OffsetOf<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
