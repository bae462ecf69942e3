using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using Action = FeedHandler.Codecs.Normalized.Action;
using Kind = FeedHandler.Codecs.Normalized.StatisticKind;

namespace FeedHandler.Wire;

/// <content>The messages of events that come seldom.</content>
public static partial class FrameEncoder
{
    private static int Clear(in MarketEvent told, Span<byte> message)
    {
        if (!ClearEncoder.TryEncode(message, out ClearEncoder clear)) return 0;
        clear.Part = told.Kind == EventKind.OrderClear ? ClearedPart.Orders : ClearedPart.Levels;
        clear.Detail = told.Detail;
        return clear.MessageLength;
    }

    private static int Confidence(Confidence confidence, Span<byte> message)
    {
        if (!ConfidenceChangeEncoder.TryEncode(message, out ConfidenceChangeEncoder change)) return 0;
        change.Confidence = confidence;
        return change.MessageLength;
    }

    private static int Volume(in MarketEvent told, Span<byte> message)
    {
        if (!VolumeEncoder.TryEncode(message, out VolumeEncoder volume)) return 0;
        volume.QuantityRaw = told.Quantity;
        volume.Action = (Action)told.Action;
        return volume.MessageLength;
    }

    private static int Statistic(in MarketEvent told, Span<byte> message)
    {
        if (!StatisticEncoder.TryEncode(message, out StatisticEncoder statistic)) return 0;
        statistic.PriceRaw = told.PriceNano;
        statistic.QuantityRaw = told.Quantity;
        statistic.Kind = (Kind)told.Statistic;
        statistic.Action = (Action)told.Action;
        statistic.Detail = told.Detail;
        return statistic.MessageLength;
    }

    private static int Status(in MarketEvent told, Span<byte> message)
    {
        if (!StatusUpdateEncoder.TryEncode(message, out StatusUpdateEncoder status)) return 0;
        status.ReasonRaw = told.Quantity;
        status.Extra = told.Orders;
        status.Status = (Codecs.Normalized.TradingStatus)told.Status;
        status.StatusCode = told.Detail;
        status.Change = (Codecs.Normalized.StatusChange)told.Action;
        return status.MessageLength;
    }

    private static int Gap(in MarketEvent told, Span<byte> message)
    {
        if (!GapEncoder.TryEncode(message, out GapEncoder gap)) return 0;
        gap.LostPackets = told.Quantity;
        return gap.MessageLength;
    }

    private static int ChannelReset(in MarketEvent told, Span<byte> message)
    {
        if (!ChannelResetEncoder.TryEncode(message, out ChannelResetEncoder reset)) return 0;
        reset.Detail = told.Detail;
        return reset.MessageLength;
    }
}
