using System.Runtime.InteropServices;

namespace FeedHandler.Core.Sharing;

/// <summary>
/// A resting order in shared memory. Each channel has as many places as it can have orders; an order keeps its place while it rests. Written as soon as its
/// event is taken, so that a place may be ahead of the events that can be read: whoever reads all places and then takes the events up to
/// <see cref="SharedFeedHeader.OrdersThrough"/> has the orders as of that event. Copied as a <see cref="SharedInstrument"/> is.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SharedOrder
{
    /// <summary>The size: a cache line.</summary>
    public const int Bytes = 64;

    /// <summary>Odd while the place is being written. Written by the writer before and after the rest (each with a write barrier between), read by readers
    /// before (acquire) and after (a read barrier first) their copy.</summary>
    [FieldOffset(0)] public long Version;

    /// <summary>Of which life of the writer it is: of another one nothing rests here.</summary>
    [FieldOffset(8)] public long EpochNumber;

    /// <summary>The order's id at the venue.</summary>
    [FieldOffset(16)] public ulong Id;

    /// <summary>The price in 1e-9 of the wire's unit; the largest number for an order without one.</summary>
    [FieldOffset(24)] public long PriceNano;

    /// <summary>The displayed quantity.</summary>
    [FieldOffset(32)] public long Quantity;

    /// <summary>The place in the queue of its price: the lower one first.</summary>
    [FieldOffset(40)] public ulong Priority;

    /// <summary>The instrument's dense index in the channel, as events name it.</summary>
    [FieldOffset(48)] public int InstrumentIndex;

    /// <summary>The instrument's <see cref="SharedInstrument.OrderGeneration"/> when it was written: with another one it has gone, as all of that
    /// time.</summary>
    [FieldOffset(52)] public uint Generation;

    /// <summary>0 bid, 1 ask.</summary>
    [FieldOffset(56)] public byte Side;

    /// <summary>1 while an order rests here; else 0, and the rest means nothing.</summary>
    [FieldOffset(57)] public byte IsResting;
}
