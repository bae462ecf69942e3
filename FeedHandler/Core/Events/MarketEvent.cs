using System.Runtime.InteropServices;

namespace FeedHandler.Core.Events;

/// <summary>
/// The normalized event: one cache line, the same for every venue. Prices are in units of 1e-9 of the wire's price, times in nanoseconds
/// since the Unix epoch. The first <see cref="DigestBytes"/> bytes are a function of the feed alone and make up its digest; the rest tells when
/// this process saw it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public partial struct MarketEvent
{
    /// <summary>The size of an event: one cache line.</summary>
    public const int Bytes = 64;

    /// <summary>How many bytes from the start are the same whichever line was faster; of an order its priority, too.</summary>
    public const int DigestBytes = 48;

    /// <summary>The price of an event that has none.</summary>
    public const long NullPrice = long.MaxValue;

    /// <summary>The quantity of an event that has none.</summary>
    public const long NullQuantity = long.MaxValue;

    /// <summary>The order count of an event that has none.</summary>
    public const int NullOrders = int.MaxValue;

    /// <summary>The instrument of an event that concerns the whole channel.</summary>
    public const int NoInstrument = -1;

    /// <summary>The highest index of an instrument that an event can name.</summary>
    public const int InstrumentIndexMax = (1 << 23) - 1;

    /// <summary>What the event says.</summary>
    [FieldOffset(0)] public EventKind Kind;

    /// <summary>What happens to the level; for trades and statistics: new, changed or taken back.</summary>
    [FieldOffset(1)] public BookAction Action;

    /// <summary>The side; for trades the aggressor's.</summary>
    [FieldOffset(2)] public BookSide Side;

    /// <summary>The statistic, where <see cref="Kind"/> is <see cref="EventKind.Statistic"/>.</summary>
    [FieldOffset(2)] public StatisticKind Statistic;

    /// <summary>End of event, last of its instrument, resent, in doubt.</summary>
    [FieldOffset(3)] public EventFlags Flags;

    [FieldOffset(4)] internal int Place;

    /// <summary>When its packet was received: of an order, which has its priority in that place, when the event before it was.</summary>
    /// <param name="beforeNs">When the event before it was received, nanoseconds since the Unix epoch.</param>
    public readonly long ReceivedNs(long beforeNs) => Kind == EventKind.Order ? beforeNs : RxNs;

    /// <summary>Whether it is a definition that an earlier run was told, and the venue has not told yet: assumed and restored at once.</summary>
    public readonly bool IsFromCache =>
        Kind == EventKind.Definition && (Flags & (EventFlags.Assumed | EventFlags.Restored)) == (EventFlags.Assumed | EventFlags.Restored);

    /// <summary>Whether it is a definition that tells of an instrument nothing but its id: nobody was ever told what it is.</summary>
    public readonly bool IsAssumed =>
        Kind == EventKind.Definition && (Flags & (EventFlags.Assumed | EventFlags.Restored)) == EventFlags.Assumed;

    /// <summary>Whether it is a trade that was lost and is told late: what its instrument is now is beyond it.</summary>
    internal readonly bool IsLateTrade => Kind == EventKind.Trade && (Flags & EventFlags.Restored) != 0;

    /// <summary>Whether it carries the number of an entry of its instrument from which that goes on.</summary>
    internal readonly bool TakesNumber =>
        Kind is not (EventKind.Definition or EventKind.Status or EventKind.TradeOrder or EventKind.EventEnd or >= EventKind.Order) && !IsLateTrade;

    /// <summary>The price in 1e-9 of the wire's unit, or <see cref="NullPrice"/>.</summary>
    [FieldOffset(8)] public long PriceNano;

    /// <summary>The quantity in the venue's units, or <see cref="NullQuantity"/>.</summary>
    [FieldOffset(16)] public long Quantity;

    /// <summary>The order, where <see cref="Kind"/> is <see cref="EventKind.Order"/> or <see cref="EventKind.TradeOrder"/>; 0 when the venue names none. It
    /// takes the place of the four that follow.</summary>
    [FieldOffset(24)] public ulong OrderId;

    /// <summary>How many orders make up the quantity, or <see cref="NullOrders"/>; of a status the venue's code of what else it says, of a definition
    /// that of the status.</summary>
    [FieldOffset(24)] public int Orders;

    /// <summary>The level from 1 at the top; 0 where there is none.</summary>
    [FieldOffset(28)] public byte Level;

    /// <summary>The venue's own code: of a status, of a statistic's type, or a depth, by <see cref="Kind"/>.</summary>
    [FieldOffset(29)] public byte Detail;

    /// <summary>The trading status, where <see cref="Kind"/> is <see cref="EventKind.Status"/> or <see cref="EventKind.Definition"/>, the same on every
    /// venue.</summary>
    [FieldOffset(30)] public TradingStatus Status;

    /// <summary>When the matching engine made the event (FIX tag 60), nanoseconds since the Unix epoch.</summary>
    [FieldOffset(32)] public long TransactTimeNs;

    /// <summary>The lower 32 bits of the packet's number in the venue's sequence.</summary>
    [FieldOffset(40)] public uint SeqNum;

    /// <summary>The sequence number within the instrument, 0 when the venue gives none.</summary>
    [FieldOffset(44)] public uint RptSeq;

    /// <summary>When the packet was received, nanoseconds since the Unix epoch: the capture's or the kernel's time.</summary>
    [FieldOffset(48)] public long RxNs;

    /// <summary>The order's priority, the lower one first among those of its price, where <see cref="Kind"/> is <see cref="EventKind.Order"/>: it takes the
    /// place of <see cref="RxNs"/>, and is part of the digest.</summary>
    [FieldOffset(48)] public ulong Priority;

    [FieldOffset(56)] private long _stamp;

    /// <summary>From <see cref="StampTicks"/> to publication, in nanoseconds; 65535 stands for that and more. 0 without stamps.</summary>
    [FieldOffset(62)] public ushort PublishDelayNs;
}
