using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Sharing;

/// <summary>
/// An instrument in shared memory: what it is, and its book and statistics as of an event of the stream. Its one writer makes <see cref="Version"/> odd,
/// writes, and makes it even again; whoever reads copies all of it between two looks at the same even version. Fields are the writer's alone and mean nothing
/// without that.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public struct SharedInstrument
{
    /// <summary>The size: sixteen cache lines.</summary>
    public const int Bytes = 1024;

    private const int BookOffset = 128;
    private const int OrdersOffset = 904;

    /// <summary>Odd while the record is being written. Written by the writer before and after the rest (each with a write barrier between), read by readers
    /// before (acquire) and after (a read barrier first) their copy.</summary>
    [FieldOffset(0)] public long Version;

    /// <summary>Of which life of the writer it is: of another one it is old, and to be left alone.</summary>
    [FieldOffset(8)] public long EpochNumber;

    /// <summary>The last event of the stream that is in it: the book is as of that event.</summary>
    [FieldOffset(16)] public long AsOf;

    /// <summary>When the matching engine made the instrument's last event, nanoseconds since the Unix epoch; 0 for none.</summary>
    [FieldOffset(24)] public long TransactTimeNs;

    /// <summary>The lower 32 bits of the number of the packet of that event.</summary>
    [FieldOffset(32)] public uint SeqNum;

    /// <summary>The channel by its index, as events name it.</summary>
    [FieldOffset(36)] public int Channel;

    /// <summary>The channel's number at the venue; 0 where nobody named it.</summary>
    [FieldOffset(40)] public int ChannelId;

    /// <summary>The instrument's dense index in its channel, as events name it.</summary>
    [FieldOffset(44)] public int InstrumentIndex;

    /// <summary>1 when the image was taken within a match event, whose other events follow: the book may be crossed; else 0.</summary>
    [FieldOffset(48)] public byte IsWithinEvent;

    /// <summary>1 when the venue defined it, so that the texts are known; else 0.</summary>
    [FieldOffset(49)] public byte IsDefined;

    /// <summary>1 when the venue withdrew it; else 0.</summary>
    [FieldOffset(50)] public byte IsDeleted;

    /// <summary>How far the orders can be trusted, a <see cref="Orders.OrderBookState"/>; 0 where the feed keeps none.</summary>
    [FieldOffset(51)] public byte OrdersState;

    /// <summary>1 when packets of the channel may have been dropped by the feed's machine: orders that are whole are in doubt until the numbers tell.</summary>
    [FieldOffset(52)] public byte AreOrdersInDoubt;

    /// <summary>The factor from a wire price to the displayed one, in 1e-9; 0 when the venue gave none.</summary>
    [FieldOffset(56)] public long DisplayFactorNano;

    /// <summary>The smallest price step in 1e-9 of the wire's unit; 0 when the venue gave none.</summary>
    [FieldOffset(64)] public long MinPriceIncrementNano;

    /// <summary>The name at the venue (FIX tag 55), Latin-1, padded with zeros.</summary>
    [FieldOffset(72)] public Text32 Symbol;

    /// <summary>The group that shares a schedule (FIX tag 1151).</summary>
    [FieldOffset(104)] public Text8 Group;

    /// <summary>The product (FIX tag 6937).</summary>
    [FieldOffset(112)] public Text8 Asset;

    /// <summary>The kind of instrument (FIX tag 167).</summary>
    [FieldOffset(120)] public Text8 SecurityType;

    /// <summary>The book.</summary>
    [FieldOffset(BookOffset)] public BookImage Book;

    /// <summary>The statistics: sixteen values by <see cref="Events.StatisticKind"/> (8 bytes each, the last two mean nothing), the largest number for one that
    /// was never told; a bit for each that is in doubt (2 bytes); and whether all are until the instrument's next number, and
    /// whether it was withdrawn (1 byte each).</summary>
    [FieldOffset(BookOffset + BookImage.Bytes)] public StatisticSet Statistics;

    /// <summary>How often all orders of the instrument went at once: those of places of another number have gone.</summary>
    [FieldOffset(OrdersOffset)] public uint OrderGeneration;
}
