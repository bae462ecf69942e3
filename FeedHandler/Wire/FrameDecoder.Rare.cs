using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;

namespace FeedHandler.Wire;

/// <content>The messages of events that come seldom. A price that none of them has is null where the feed's event has a null.</content>
public static partial class FrameDecoder
{
    private static FrameFault Clear(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.Clear.TryDecode(message, out Clear clear)) return FrameFault.Block;
        told.Kind = clear.Part == ClearedPart.Orders ? EventKind.OrderClear : EventKind.BookClear;
        told.Detail = clear.Detail;
        return clear.Part.IsDefined() ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault Confidence(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!ConfidenceChange.TryDecode(message, out ConfidenceChange change)) return FrameFault.Block;
        told.Kind = change.Confidence switch
        {
            Codecs.Normalized.Confidence.BookStale => EventKind.BookStale,
            Codecs.Normalized.Confidence.Doubt => EventKind.Doubt,
            Codecs.Normalized.Confidence.DoubtEnd => EventKind.DoubtEnd,
            Codecs.Normalized.Confidence.OrdersStale => EventKind.OrderStale,
            Codecs.Normalized.Confidence.OrdersWhole => EventKind.OrderWhole,
            _ => EventKind.None,
        };
        return told.Kind == EventKind.None ? FrameFault.Value : FrameFault.None;
    }

    private static FrameFault Volume(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.Volume.TryDecode(message, out Volume volume)) return FrameFault.Block;
        told.Kind = EventKind.Volume;
        told.Action = (BookAction)volume.Action;
        told.PriceNano = MarketEvent.NullPrice;
        told.Quantity = volume.QuantityRaw;
        return volume.Action.IsDefined() ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault Statistic(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.Statistic.TryDecode(message, out Statistic statistic)) return FrameFault.Block;
        told.Kind = EventKind.Statistic;
        told.Action = (BookAction)statistic.Action;
        told.Statistic = (Core.Events.StatisticKind)statistic.Kind;
        told.PriceNano = statistic.PriceRaw;
        told.Quantity = statistic.QuantityRaw;
        told.Detail = statistic.Detail;
        return statistic.Action.IsDefined() && statistic.Kind.IsDefined() ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault Status(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!StatusUpdate.TryDecode(message, out StatusUpdate status)) return FrameFault.Block;
        told.Kind = EventKind.Status;
        told.Action = (BookAction)status.Change;
        told.PriceNano = MarketEvent.NullPrice;
        told.Quantity = status.ReasonRaw;
        told.Orders = status.Extra;
        told.Detail = status.StatusCode;
        told.Status = (Core.Events.TradingStatus)status.Status;
        return status.Status.IsDefined() ? FrameFault.None : FrameFault.Value;
    }

    private static FrameFault Gap(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.Gap.TryDecode(message, out Gap gap)) return FrameFault.Block;
        told.Kind = EventKind.Gap;
        told.Quantity = gap.LostPackets;
        return FrameFault.None;
    }

    private static FrameFault ChannelReset(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.ChannelReset.TryDecode(message, out ChannelReset reset)) return FrameFault.Block;
        told.Kind = EventKind.ChannelReset;
        told.Detail = reset.Detail;
        return FrameFault.None;
    }

    private static FrameFault Definition(ReadOnlySpan<byte> message, ref MarketEvent told)
    {
        if (!Codecs.Normalized.Definition.TryDecode(message, out Definition definition)) return FrameFault.Block;
        told.Kind = EventKind.Definition;
        told.Quantity = definition.SecurityId;
        told.Level = definition.DirectDepth;
        told.Detail = definition.ImpliedDepth;
        told.Status = (Core.Events.TradingStatus)definition.Status;
        told.Orders = definition.Extra;
        return definition.Status.IsDefined() ? FrameFault.None : FrameFault.Value;
    }
}
