using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;

namespace FeedHandler.Venues.Cme;

/// <summary>
/// Whether a packet is whole: its messages fill it to the end, and root block and groups of each message of a known template fit. It goes by the same
/// views as the decoder, so that what is whole here can be decoded there.
/// </summary>
internal static class CmeFrames
{
    /// <summary>A message behind its header.</summary>
    public static ReadOnlySpan<byte> BodyOf(ref byte frame, int messageBytes) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref frame, CmeMdp3.MessageHeaderBytes), messageBytes - CmeMdp3.MessageHeaderBytes);

    /// <summary>
    /// Block length, template and schema of a price-depth book (template 32) as every schema version so far has them: from the third byte of the frame.
    /// </summary>
    public const ulong PlainBook32 = ((ulong)Book32 << 16) | MDIncrementalRefreshBook32.BlockLength;

    /// <summary>The same for template 46.</summary>
    public const ulong PlainBook46 = ((ulong)Book46 << 16) | MDIncrementalRefreshBook46.BlockLength;

    /// <summary>Where the entries of such a book begin; the same for both templates, as is what follows.</summary>
    public const int PlainEntriesOffset = CmeMdp3.MessageHeaderBytes + MDIncrementalRefreshBook46.BlockLength + EntryDimensionBytes;

    /// <summary>The size of their entries, the same in every schema version so far.</summary>
    public const int PlainEntryBytes = MDIncrementalRefreshBook46.NoMDEntriesGroup.BlockLength;

    private const int PlainEntryBits = 5; // the bits of an offset within an entry
    private const uint Book32 = (CmeMdp3.SchemaId << 16) | MDIncrementalRefreshBook32.TemplateId;
    private const uint Book46 = (CmeMdp3.SchemaId << 16) | MDIncrementalRefreshBook46.TemplateId;

    /// <summary>Block length (16 bits) and number of the entries.</summary>
    public const int EntryDimensionBytes = 3;

    /// <summary>Where the number of orders stands in the dimension of their group: block length (16 bits), five bytes of nothing, number.</summary>
    public const int OrderCountOffset = 7;

    private const int OrderDimensionBytes = OrderCountOffset + 1;
    private const int Book32OrdersSince = 7;

    /// <summary>Whether a price-depth book has orders behind its entries: template 32 from schema version 7 on, 46 always.</summary>
    /// <param name="frame">The message.</param>
    public static bool HasOrders(ref byte frame) =>
        Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref frame, 4)) == Book46 || Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8)) >= Book32OrdersSince;

    /// <summary>How many entries a book has that is plain: <see cref="PlainBook32"/>, <see cref="PlainBook46"/>.</summary>
    /// <param name="frame">The message, which is whole.</param>
    /// <param name="messageBytes">Its size.</param>
    /// <param name="count">How many.</param>
    /// <returns>False when its entries are of another size, or it has no group of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    public static bool TryCountEntries(ref byte frame, int messageBytes, out int count)
    {
        count = 0;
        if (messageBytes < PlainEntriesOffset) return false;
        uint dimension = EntryDimension(ref frame);
        count = (int)(dimension >> 16);
        return (ushort)dimension == PlainEntryBytes;
    }

    /// <summary>Whether a packet is whole.</summary>
    /// <param name="packet">At least a packet's header.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // PipelineBenchmarks: its caller needs the registers
    public static bool AreWhole(ReadOnlySpan<byte> packet)
    {
        int remaining = packet.Length - CmeMdp3.PacketHeaderBytes;
        ref byte frame = ref Unsafe.Add(ref MemoryMarshal.GetReference(packet), CmeMdp3.PacketHeaderBytes);
        while (remaining >= CmeMdp3.MessageHeaderBytes)
        {
            ulong head = Unsafe.ReadUnaligned<ulong>(ref frame);
            int messageBytes = (ushort)head;
            if (messageBytes > remaining || !(IsPlainBook(ref frame, head) || IsWhole(ref frame, messageBytes))) return false;
            remaining -= messageBytes;
            frame = ref Unsafe.Add(ref frame, messageBytes);
        }

        return remaining == 0;
    }

    // A price-depth book of which entries fill what its root block leaves, which is nearly every one: one word of its header and one of the group say so.
    // Bytes that are no whole number of entries turn up above the 24 bits of the group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    private static bool IsPlainBook(ref byte frame, ulong head)
    {
        if (head >> 16 is not (PlainBook32 or PlainBook46) || (ushort)head < PlainEntriesOffset) return false;
        ulong count = BitOperations.RotateRight((uint)(ushort)head - PlainEntriesOffset, PlainEntryBits);
        return EntryDimension(ref frame) == ((count << 16) | PlainEntryBytes);
    }

    // Block length and number are three bytes: read as four, with the one before them.
    private static uint EntryDimension(ref byte frame) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref frame, PlainEntriesOffset - sizeof(uint))) >> 8;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsWhole(ref byte frame, int messageBytes)
    {
        if (messageBytes < CmeMdp3.MessageHeaderBytes) return false;
        uint what = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref frame, 4));
        if (what is Book32 or Book46) return FitsBook(ref frame, messageBytes);
        return what >> 16 != CmeMdp3.SchemaId || IsOtherWhole(ref frame, messageBytes);
    }

    // As the views of both templates have it, whose root blocks and entries are laid out alike (a test compares the two).
    private static bool FitsBook(ref byte frame, int messageBytes)
    {
        int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        int end = CmeMdp3.MessageHeaderBytes + blockLength;
        if (blockLength < MDIncrementalRefreshBook46.BaseBlockLength || end > messageBytes) return false;
        if (end == messageBytes) return true; // an old sender's message ends before its groups
        if (messageBytes - end < EntryDimensionBytes) return false;
        int entryBytes = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, end));
        int count = Unsafe.Add(ref frame, end + 2);
        end += EntryDimensionBytes + (count * entryBytes);
        if (end > messageBytes || (entryBytes < MDIncrementalRefreshBook46.NoMDEntriesGroup.BaseBlockLength && count != 0)) return false;
        return end == messageBytes || !HasOrders(ref frame) || FitsOrders(ref frame, messageBytes, end);
    }

    private static bool FitsOrders(ref byte frame, int messageBytes, int end)
    {
        if (messageBytes - end < OrderDimensionBytes) return false;
        int entryBytes = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, end));
        int count = Unsafe.Add(ref frame, end + OrderCountOffset);
        return end + OrderDimensionBytes + (count * entryBytes) <= messageBytes
            && (count == 0 || entryBytes >= MDIncrementalRefreshBook46.NoOrderIDEntriesGroup.BaseBlockLength);
    }

    private static bool IsOtherWhole(ref byte frame, int messageBytes)
    {
        int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        ushort templateId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4));
        int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
        return IsIncrementWhole(templateId, BodyOf(ref frame, messageBytes), blockLength, version);
    }

    private static bool IsIncrementWhole(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version) => templateId switch
    {
        MDIncrementalRefreshVolume37.TemplateId => Fits<MDIncrementalRefreshVolume37>(body, blockLength, version),
        MDIncrementalRefreshTradeSummary48.TemplateId => Fits<MDIncrementalRefreshTradeSummary48>(body, blockLength, version),
        MDIncrementalRefreshTradeSummary42.TemplateId => Fits<MDIncrementalRefreshTradeSummary42>(body, blockLength, version),
        MDIncrementalRefreshSessionStatistics51.TemplateId => Fits<MDIncrementalRefreshSessionStatistics51>(body, blockLength, version),
        MDIncrementalRefreshSessionStatistics35.TemplateId => Fits<MDIncrementalRefreshSessionStatistics35>(body, blockLength, version),
        MDIncrementalRefreshOrderBook47.TemplateId => Fits<MDIncrementalRefreshOrderBook47>(body, blockLength, version),
        MDIncrementalRefreshOrderBook43.TemplateId => Fits<MDIncrementalRefreshOrderBook43>(body, blockLength, version),
        MDIncrementalRefreshBookLongQty64.TemplateId => Fits<MDIncrementalRefreshBookLongQty64>(body, blockLength, version),
        MDIncrementalRefreshTradeSummaryLongQty65.TemplateId => Fits<MDIncrementalRefreshTradeSummaryLongQty65>(body, blockLength, version),
        MDIncrementalRefreshVolumeLongQty66.TemplateId => Fits<MDIncrementalRefreshVolumeLongQty66>(body, blockLength, version),
        MDIncrementalRefreshSessionStatisticsLongQty67.TemplateId => Fits<MDIncrementalRefreshSessionStatisticsLongQty67>(body, blockLength, version),
        MDIncrementalRefreshDailyStatistics33.TemplateId => Fits<MDIncrementalRefreshDailyStatistics33>(body, blockLength, version),
        MDIncrementalRefreshDailyStatistics49.TemplateId => Fits<MDIncrementalRefreshDailyStatistics49>(body, blockLength, version),
        MDIncrementalRefreshLimitsBanding34.TemplateId => Fits<MDIncrementalRefreshLimitsBanding34>(body, blockLength, version),
        MDIncrementalRefreshLimitsBanding50.TemplateId => Fits<MDIncrementalRefreshLimitsBanding50>(body, blockLength, version),
        MDIncrementalRefreshTrade36.TemplateId => Fits<MDIncrementalRefreshTrade36>(body, blockLength, version),
        ChannelReset4.TemplateId => Fits<ChannelReset4>(body, blockLength, version),
        SecurityStatus30.TemplateId => Fits<SecurityStatus30>(body, blockLength, version),
        _ => IsDefinitionWhole(templateId, body, blockLength, version),
    };

    // Of a template that is not decoded only the frame matters.
    private static bool IsDefinitionWhole(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version) => templateId switch
    {
        MDInstrumentDefinitionFuture27.TemplateId => Fits<MDInstrumentDefinitionFuture27>(body, blockLength, version),
        MDInstrumentDefinitionSpread29.TemplateId => Fits<MDInstrumentDefinitionSpread29>(body, blockLength, version),
        MDInstrumentDefinitionOption41.TemplateId => Fits<MDInstrumentDefinitionOption41>(body, blockLength, version),
        MDInstrumentDefinitionFuture54.TemplateId => Fits<MDInstrumentDefinitionFuture54>(body, blockLength, version),
        MDInstrumentDefinitionOption55.TemplateId => Fits<MDInstrumentDefinitionOption55>(body, blockLength, version),
        MDInstrumentDefinitionSpread56.TemplateId => Fits<MDInstrumentDefinitionSpread56>(body, blockLength, version),
        MDInstrumentDefinitionFixedIncome57.TemplateId => Fits<MDInstrumentDefinitionFixedIncome57>(body, blockLength, version),
        MDInstrumentDefinitionRepo58.TemplateId => Fits<MDInstrumentDefinitionRepo58>(body, blockLength, version),
        MDInstrumentDefinitionFX63.TemplateId => Fits<MDInstrumentDefinitionFX63>(body, blockLength, version),
        _ => true,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per message
    private static bool Fits<TMessage>(ReadOnlySpan<byte> body, int blockLength, int version)
        where TMessage : struct, IWholeMessage<TMessage>, allows ref struct =>
        TMessage.TryWrap(body, blockLength, version, out TMessage message) && message.TryGetEncodedLength(out _);
}
