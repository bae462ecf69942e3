using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Venues;
using FeedHandler.Wire;

namespace FeedHandler.Venues.Normalized;

/// <summary>The messages of the normalized schema that datagrams have.</summary>
internal static class NormalizedTemplates
{
    /// <summary>The most orders of a part: as many as the largest datagram has.</summary>
    public const int PartOrdersMax = 512;

    private static readonly TemplateClass[] Classes = NewClasses();

    /// <summary>A message's name; "unknown" for one that the schema does not have.</summary>
    public static string Name(int templateId) => templateId switch
    {
        LevelUpdate.TemplateId => nameof(LevelUpdate),
        Clear.TemplateId => nameof(Clear),
        ConfidenceChange.TemplateId => nameof(ConfidenceChange),
        Trade.TemplateId => nameof(Trade),
        TradeOrder.TemplateId => nameof(TradeOrder),
        Volume.TemplateId => nameof(Volume),
        Statistic.TemplateId => nameof(Statistic),
        StatusUpdate.TemplateId => nameof(StatusUpdate),
        Gap.TemplateId => nameof(Gap),
        ChannelReset.TemplateId => nameof(ChannelReset),
        EventEnd.TemplateId => nameof(EventEnd),
        MarketBest.TemplateId => nameof(MarketBest),
        Other.TemplateId => nameof(Other),
        LastTrade.TemplateId => nameof(LastTrade),
        OrderUpdate.TemplateId => nameof(OrderUpdate),
        Definition.TemplateId => nameof(Definition),
        BookSnapshot.TemplateId => nameof(BookSnapshot),
        OrderSnapshot.TemplateId => nameof(OrderSnapshot),
        SnapshotBegin.TemplateId => nameof(SnapshotBegin),
        SnapshotEnd.TemplateId => nameof(SnapshotEnd),
        _ => "unknown",
    };

    /// <summary>What a message is about.</summary>
    public static TemplateClass ClassOf(int templateId) => (uint)templateId < (uint)Classes.Length ? Classes[templateId] : TemplateClass.Other;

    /// <summary>Whether a frame can be read to its end, as the decoder reads it. One of a template or a schema that is not known is stepped over.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> frame)
    {
        FrameFault fault = FrameHeader.Read(frame, out FrameHeader header);
        if (fault != FrameFault.None) return fault == FrameFault.Schema;
        return header.TemplateId switch
        {
            Definition.TemplateId => FrameDecoder.TryDecodeDefinition(frame, out _, out _, out _, out _, out _),
            > 0 and < Definition.TemplateId => FrameDecoder.TryDecodeEvent(frame, out _, out _, out _),
            BookSnapshot.TemplateId => FrameDecoder.TryDecodeSnapshot(frame, out _, out _),
            OrderSnapshot.TemplateId => IsOrdersWhole(frame[FrameHeader.LengthBytes..]),
            SnapshotBegin.TemplateId => SnapshotBegin.TryDecode(frame[FrameHeader.LengthBytes..], out _),
            _ => true,
        };
    }

    private static bool IsOrdersWhole(ReadOnlySpan<byte> message) =>
        OrderSnapshot.TryDecode(message, out OrderSnapshot snapshot) && snapshot.TryGetOrders(out OrderSnapshot.OrdersGroup orders)
        && orders.Count <= PartOrdersMax;

    private static TemplateClass[] NewClasses()
    {
        TemplateClass[] classes = new TemplateClass[OrderSnapshot.TemplateId + 1];
        Array.Fill(classes, TemplateClass.Other);
        foreach (int template in (int[])[LevelUpdate.TemplateId, Clear.TemplateId, ConfidenceChange.TemplateId]) classes[template] = TemplateClass.Book;
        foreach (int template in (int[])[Trade.TemplateId, TradeOrder.TemplateId, LastTrade.TemplateId]) classes[template] = TemplateClass.Trade;
        foreach (int template in (int[])[Volume.TemplateId, Statistic.TemplateId, MarketBest.TemplateId]) classes[template] = TemplateClass.Statistic;
        foreach (int template in (int[])[StatusUpdate.TemplateId, Gap.TemplateId, ChannelReset.TemplateId]) classes[template] = TemplateClass.Status;
        classes[OrderUpdate.TemplateId] = TemplateClass.Orders;
        classes[Definition.TemplateId] = TemplateClass.Definition;
        classes[BookSnapshot.TemplateId] = classes[OrderSnapshot.TemplateId] = TemplateClass.Snapshot;
        return classes;
    }
}
