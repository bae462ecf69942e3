using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Venues;

namespace FeedHandler.Venues.Cme;

/// <summary>What CME's messages are about: a walk over their headers and a table, once for each packet.</summary>
public static class CmeClasses
{
    private const int TemplateCount = 128; // more than the schema has
    private const int SizeBytes = sizeof(ushort);
    private static readonly byte[] Table = CreateTable();

    /// <summary>What a message of a template is about.</summary>
    /// <param name="templateId">The template.</param>
    public static TemplateClass OfTemplate(ushort templateId) => (TemplateClass)(templateId < TemplateCount ? Table[templateId] : (byte)TemplateClass.Other);

    /// <summary>What a packet is about: of its messages, the class that stands first. One that cannot be read to its end is of those that can.</summary>
    /// <param name="packet">The packet, from its header.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // AttributionBenchmark: its caller needs the registers
    public static TemplateClass OfPacket(ReadOnlySpan<byte> packet)
    {
        TemplateClass first = TemplateClass.Other;
        int remaining = packet.Length - CmeMdp3.PacketHeaderBytes;
        int offset = CmeMdp3.PacketHeaderBytes;
        ref byte bytes = ref MemoryMarshal.GetReference(packet);
        while (remaining >= CmeMdp3.MessageHeaderBytes)
        {
            // Size of the message, its block length, template and schema: 16 bits each.
            ulong head = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, offset));
            int messageBytes = (ushort)head;
            if (messageBytes < CmeMdp3.MessageHeaderBytes || messageBytes > remaining) break;
            if (head >> 48 == CmeMdp3.SchemaId) first = TemplateClasses.First(first, OfTemplate((ushort)(head >> 32)));
            offset += messageBytes;
            remaining -= messageBytes;
        }

        return first;
    }

    private static byte[] CreateTable()
    {
        byte[] table = new byte[TemplateCount];
        for (int i = 0; i < table.Length; i++) table[i] = (byte)ClassOf((ushort)i);
        return table;
    }

    private static TemplateClass ClassOf(ushort templateId) => templateId switch
    {
        MDIncrementalRefreshBook46.TemplateId or MDIncrementalRefreshBook32.TemplateId or MDIncrementalRefreshBookLongQty64.TemplateId => TemplateClass.Book,
        MDIncrementalRefreshOrderBook47.TemplateId or MDIncrementalRefreshOrderBook43.TemplateId => TemplateClass.Orders,
        MDIncrementalRefreshTradeSummary48.TemplateId or MDIncrementalRefreshTradeSummary42.TemplateId or MDIncrementalRefreshTrade36.TemplateId
            or MDIncrementalRefreshTradeSummaryLongQty65.TemplateId => TemplateClass.Trade,
        SecurityStatus30.TemplateId or SecurityStatusWorkup60.TemplateId or ChannelReset4.TemplateId => TemplateClass.Status,
        SnapshotFullRefresh52.TemplateId or SnapshotFullRefresh38.TemplateId or SnapshotFullRefreshLongQty69.TemplateId
            or SnapshotFullRefreshOrderBook53.TemplateId or SnapshotFullRefreshOrderBook44.TemplateId or SnapshotRefreshTopOrders59.TemplateId
            or SnapshotFullRefreshTCP61.TemplateId or SnapshotFullRefreshTCPLongQty68.TemplateId => TemplateClass.Snapshot,
        MDInstrumentDefinitionFuture54.TemplateId or MDInstrumentDefinitionFuture27.TemplateId or MDInstrumentDefinitionOption55.TemplateId
            or MDInstrumentDefinitionOption41.TemplateId or MDInstrumentDefinitionSpread56.TemplateId or MDInstrumentDefinitionSpread29.TemplateId
            or MDInstrumentDefinitionFixedIncome57.TemplateId or MDInstrumentDefinitionRepo58.TemplateId
            or MDInstrumentDefinitionFX63.TemplateId => TemplateClass.Definition,
        MDIncrementalRefreshVolume37.TemplateId or MDIncrementalRefreshVolumeLongQty66.TemplateId or MDIncrementalRefreshSessionStatistics51.TemplateId
            or MDIncrementalRefreshSessionStatistics35.TemplateId or MDIncrementalRefreshSessionStatisticsLongQty67.TemplateId
            or MDIncrementalRefreshDailyStatistics49.TemplateId or MDIncrementalRefreshDailyStatistics33.TemplateId
            or MDIncrementalRefreshLimitsBanding50.TemplateId or MDIncrementalRefreshLimitsBanding34.TemplateId
            or CollateralMarketValue62.TemplateId => TemplateClass.Statistic,
        _ => TemplateClass.Other,
    };
}
