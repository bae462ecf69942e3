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

    private static readonly (int Id, string Name, TemplateClass Class)[] All =
    [
        (LevelUpdate.TemplateId, nameof(LevelUpdate), TemplateClass.Book),
        (Clear.TemplateId, nameof(Clear), TemplateClass.Book),
        (ConfidenceChange.TemplateId, nameof(ConfidenceChange), TemplateClass.Book),
        (Trade.TemplateId, nameof(Trade), TemplateClass.Trade),
        (TradeOrder.TemplateId, nameof(TradeOrder), TemplateClass.Trade),
        (LastTrade.TemplateId, nameof(LastTrade), TemplateClass.Trade),
        (Volume.TemplateId, nameof(Volume), TemplateClass.Statistic),
        (Statistic.TemplateId, nameof(Statistic), TemplateClass.Statistic),
        (MarketBest.TemplateId, nameof(MarketBest), TemplateClass.Statistic),
        (StatusUpdate.TemplateId, nameof(StatusUpdate), TemplateClass.Status),
        (Gap.TemplateId, nameof(Gap), TemplateClass.Status),
        (ChannelReset.TemplateId, nameof(ChannelReset), TemplateClass.Status),
        (OrderUpdate.TemplateId, nameof(OrderUpdate), TemplateClass.Orders),
        (Definition.TemplateId, nameof(Definition), TemplateClass.Definition),
        (BookSnapshot.TemplateId, nameof(BookSnapshot), TemplateClass.Snapshot),
        (OrderSnapshot.TemplateId, nameof(OrderSnapshot), TemplateClass.Snapshot),
        (EventEnd.TemplateId, nameof(EventEnd), TemplateClass.Other),
        (Other.TemplateId, nameof(Other), TemplateClass.Other),
        (SnapshotBegin.TemplateId, nameof(SnapshotBegin), TemplateClass.Other),
        (SnapshotEnd.TemplateId, nameof(SnapshotEnd), TemplateClass.Other),
    ];

    private static readonly TemplateClass[] Classes = NewClasses();

    /// <summary>A message's name; "unknown" for one that datagrams do not have.</summary>
    public static string Name(int templateId) => Array.Find(All, known => known.Id == templateId).Name ?? "unknown";

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
        int idMax = 0;
        foreach ((int id, _, _) in All) idMax = Math.Max(idMax, id);
        TemplateClass[] classes = new TemplateClass[idMax + 1];
        Array.Fill(classes, TemplateClass.Other);
        foreach ((int id, _, TemplateClass about) in All) classes[id] = about;
        return classes;
    }
}
