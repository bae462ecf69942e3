using System.Runtime.InteropServices;

namespace FeedHandler.Core.Sharing;

/// <summary>
/// The annex of a shared feed: this header, a <see cref="SharedChannel"/> for each channel, a <see cref="SharedInstrument"/> for each instrument, and where
/// the feed keeps books by order a <see cref="SharedOrder"/> for each order that a channel can have, channel by channel. All is written by the feed's one
/// writer and read by anybody; the slots behind it are the events.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SharedFeedHeader
{
    /// <summary>The size.</summary>
    public const int Bytes = 256;

    /// <summary>The number of this layout: whoever knows another one leaves it alone. "FHF" and the <see cref="Version"/>.</summary>
    public const uint Kind = (Version << VersionShift) | Family;

    /// <summary>The version of this layout: 3 since there are orders.</summary>
    public const uint Version = 3;

    private const int VersionShift = 24;
    private const uint Family = 0x46_4846;

    /// <summary>How many channels there can be: an event names one in a byte.</summary>
    public const int ChannelCountMax = 256;

    /// <summary>Where the channels begin in the annex.</summary>
    public const int ChannelsOffset = Bytes;

    /// <summary>Where the instruments begin in the annex.</summary>
    public const int InstrumentsOffset = ChannelsOffset + (ChannelCountMax * SharedChannel.Bytes);

    /// <summary>Of which life of the writer the rest is; 0 while a writer begins. Written by the writer (release) before and after the rest.</summary>
    [FieldOffset(0)] public long EpochNumber;

    /// <summary>For how many instruments there is room. Written before <see cref="EpochNumber"/>.</summary>
    [FieldOffset(8)] public int InstrumentCountMax;

    /// <summary>How many channels there are. Written before <see cref="EpochNumber"/>.</summary>
    [FieldOffset(12)] public int ChannelCount;

    /// <summary>How many instruments there are so far: records below are whole. Written by the writer (release) after the record.</summary>
    [FieldOffset(16)] public int InstrumentCount;

    /// <summary>How many instruments had no room: their events are in the stream, and nobody can subscribe to them. Written by the writer (release).</summary>
    [FieldOffset(20)] public int LeftOutCount;

    /// <summary>How many orders each channel has places for; 0 where the feed keeps no books by order. Written before <see cref="EpochNumber"/>.</summary>
    [FieldOffset(24)] public int OrderCountMax;

    /// <summary>Every image holds all events of its instrument up to this one. Written by the writer (release) after the images, read by readers (acquire)
    /// before them.</summary>
    [FieldOffset(128)] public long ImagesThrough;

    /// <summary>The last event of which orders may be in their places already. Written by the writer (release, a write barrier behind it) before
    /// those.</summary>
    [FieldOffset(136)] public long OrdersThrough;

    /// <summary>Which version of the layout a number stands for; null when it is no shared feed's.</summary>
    /// <param name="kind">The number of an annex.</param>
    public static uint? VersionOf(uint kind) => (kind & ((1 << VersionShift) - 1)) == Family ? kind >> VersionShift : null;

    /// <summary>Where the orders begin in the annex.</summary>
    /// <param name="instrumentCountMax">For how many instruments there is room.</param>
    public static long OrdersOffset(int instrumentCountMax) => InstrumentsOffset + ((long)instrumentCountMax * SharedInstrument.Bytes);

    /// <summary>How large an annex is.</summary>
    /// <param name="instrumentCountMax">For how many instruments.</param>
    /// <param name="orderCount">For how many orders, of all channels.</param>
    public static long AnnexBytes(int instrumentCountMax, long orderCount) => OrdersOffset(instrumentCountMax) + (orderCount * SharedOrder.Bytes);
}

/// <summary>A channel in shared memory, so that a reader can tell how far it is at the exchange. Each field is written by the writer (release) and read by
/// anybody (acquire); together they are as of no one event.</summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SharedChannel
{
    /// <summary>The size: a cache line.</summary>
    public const int Bytes = 64;

    /// <summary>The channel's number at the venue; 0 where nobody named it.</summary>
    [FieldOffset(0)] public int Id;

    /// <summary>The lower 32 bits of the number of the last packet that made an event.</summary>
    [FieldOffset(4)] public uint SeqNum;

    /// <summary>When the matching engine made the last event that has a time, nanoseconds since the Unix epoch.</summary>
    [FieldOffset(8)] public long TransactTimeNs;

    /// <summary>Packets that were lost on every line.</summary>
    [FieldOffset(16)] public long LostPacketCount;

    /// <summary>Events so far in this life of the writer.</summary>
    [FieldOffset(24)] public long EventCount;

    /// <summary>Below how many of the channel's places an order ever rested, in this life of the writer.</summary>
    [FieldOffset(32)] public int OrdersUsed;
}
