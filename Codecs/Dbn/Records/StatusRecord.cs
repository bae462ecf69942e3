using System.Runtime.InteropServices;

namespace FeedHandler.Dbn;

/// <summary>What may be done with an instrument from here on.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct StatusRecord : IDbnRecord
{
    /// <summary>How many bytes it has.</summary>
    public const int Bytes = 40;

    /// <summary>What stands at the begin of every record.</summary>
    [FieldOffset(0)] public DbnHeader Header;

    /// <summary>When it was received, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(16)] public ulong TsRecv;

    /// <summary>What the status became.</summary>
    [FieldOffset(24)] public DbnStatusAction Action;

    /// <summary>Why.</summary>
    [FieldOffset(26)] public DbnStatusReason Reason;

    /// <summary>What else it says.</summary>
    [FieldOffset(28)] public DbnTradingEvent TradingEvent;

    /// <summary>Whether it trades.</summary>
    [FieldOffset(30)] public DbnTriState IsTrading;

    /// <summary>Whether it can be quoted.</summary>
    [FieldOffset(31)] public DbnTriState IsQuoting;

    /// <summary>Whether short sales are restricted.</summary>
    [FieldOffset(32)] public DbnTriState IsShortSellRestricted;

    /// <inheritdoc/>
    public static DbnVersions Versions => DbnVersions.All;

    /// <inheritdoc/>
    public static bool Is(DbnRecordType type) => type == DbnRecordType.Status;

    /// <summary>A record of which nothing is known yet but its head: all else is what the format has for that.</summary>
    /// <param name="publisherId">Who published it; 1 is GLBX.MDP3.</param>
    /// <param name="instrumentId">The instrument.</param>
    /// <param name="tsEvent">When it happened, nanoseconds since the Unix epoch.</param>
    public static StatusRecord Create(ushort publisherId, uint instrumentId, ulong tsEvent) => new()
    {
        Header = new DbnHeader(DbnRecordType.Status, Bytes, publisherId, instrumentId, tsEvent),
        TsRecv = DbnUndefined.Timestamp,
        IsTrading = DbnTriState.NotAvailable,
        IsQuoting = DbnTriState.NotAvailable,
        IsShortSellRestricted = DbnTriState.NotAvailable,
    };
}
