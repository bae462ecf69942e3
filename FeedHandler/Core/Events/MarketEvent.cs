using System.Runtime.InteropServices;

namespace FeedHandler.Core.Events;

/// <summary>
/// The normalized event: one cache line, the same for every venue. Prices are in units of 1e-9 of the wire's price, times in nanoseconds
/// since the Unix epoch. The first <see cref="DigestBytes"/> bytes are a function of the feed alone and make up its digest; the rest
/// tells when
/// this process saw it.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct MarketEvent
{
    /// <summary>The size of an event: one cache line.</summary>
    public const int Bytes = 64;

    /// <summary>How many bytes from the start are the same whichever line was faster.</summary>
    public const int DigestBytes = 46;

    /// <summary>The price of an event that has none.</summary>
    public const long NullPrice = long.MaxValue;

    /// <summary>The quantity of an event that has none.</summary>
    public const long NullQuantity = long.MaxValue;

    /// <summary>The order count of an event that has none.</summary>
    public const int NullOrders = int.MaxValue;

    /// <summary>The instrument of an event that concerns the whole channel.</summary>
    public const int NoInstrument = -1;

    /// <summary>What the event says.</summary>
    [FieldOffset(0)] public EventKind Kind;

    /// <summary>What happens to the level; for trades and statistics: new, changed or taken back.</summary>
    [FieldOffset(1)] public BookAction Action;

    /// <summary>The side; for trades the aggressor's.</summary>
    [FieldOffset(2)] public BookSide Side;

    /// <summary>The statistic, where <see cref="Kind"/> is <see cref="EventKind.Statistic"/>.</summary>
    [FieldOffset(2)] public StatisticKind Statistic;

    /// <summary>End of event, resent, in doubt.</summary>
    [FieldOffset(3)] public EventFlags Flags;

    /// <summary>The dense index of the instrument, or <see cref="NoInstrument"/>.</summary>
    [FieldOffset(4)] public int InstrumentIndex;

    /// <summary>The price in 1e-9 of the wire's unit, or <see cref="NullPrice"/>.</summary>
    [FieldOffset(8)] public long PriceNano;

    /// <summary>The order, where <see cref="Kind"/> is <see cref="EventKind.TradeOrder"/>; 0 when the venue names none.</summary>
    [FieldOffset(8)] public ulong OrderId;

    /// <summary>The quantity in the venue's units, or <see cref="NullQuantity"/>.</summary>
    [FieldOffset(16)] public long Quantity;

    /// <summary>When the matching engine made the event (FIX tag 60), nanoseconds since the Unix epoch.</summary>
    [FieldOffset(24)] public long TransactTimeNs;

    /// <summary>The sequence number of the packet.</summary>
    [FieldOffset(32)] public uint SeqNum;

    /// <summary>The sequence number within the instrument, 0 when the venue gives none.</summary>
    [FieldOffset(36)] public uint RptSeq;

    /// <summary>How many orders make up the quantity, or <see cref="NullOrders"/>.</summary>
    [FieldOffset(40)] public int Orders;

    /// <summary>The level from 1 at the top; 0 where there is none.</summary>
    [FieldOffset(44)] public byte Level;

    /// <summary>A status, a statistic's type bits or a depth, by <see cref="Kind"/>.</summary>
    [FieldOffset(45)] public byte Detail;

    /// <summary>From <see cref="StampTicks"/> to publication, in nanoseconds; 65535 stands for that and more. 0 without stamps.</summary>
    [FieldOffset(46)] public ushort PublishDelayNs;

    /// <summary>When the packet was received, nanoseconds since the Unix epoch: the capture's or the kernel's time.</summary>
    [FieldOffset(48)] public long RxNs;

    /// <summary>The stage clock's ticks when the packet entered the feed thread; 0 without stamps.</summary>
    [FieldOffset(56)] public long StampTicks;
}
