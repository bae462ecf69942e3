using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class OldForm
{
    public void DailyStatistics(StatisticFact[] statistics, MessageTime time)
    {
        MDIncrementalRefreshDailyStatistics33Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshDailyStatistics33Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(statistics.Length);
        foreach (StatisticFact statistic in statistics)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = statistic.PriceNano / NanoPerMantissa;
            entry.MDEntrySize = statistic.Size;
            entry.SecurityID = statistic.Instrument!.SecurityId;
            entry.RptSeq = statistic.RptSeq;
            entry.SettlPriceType = (SettlPriceType)statistic.Flag;
            entry.MDUpdateAction = statistic.IsDeleted ? MDUpdateAction.Delete : MDUpdateAction.New;
            entry.MDEntryType = (MDEntryTypeDailyStatistics)statistic.TypeCode;
        }

        packets.Append(message.EncodedLength, time, statistics, 0);
    }

    public void Limits(LimitsFact[] limits, MessageTime time)
    {
        MDIncrementalRefreshLimitsBanding34Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshLimitsBanding34Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(limits.Length);
        foreach (LimitsFact limit in limits)
        {
            var entry = entries.Next();
            entry.HighLimitPriceMantissa = limit.HighNano / NanoPerMantissa;
            entry.LowLimitPriceMantissa = limit.LowNano / NanoPerMantissa;
            entry.MaxPriceVariationMantissa = limit.MaxVariationNano / NanoPerMantissa;
            entry.SecurityID = limit.Instrument!.SecurityId;
            entry.RptSeq = limit.RptSeq;
        }

        packets.Append(message.EncodedLength, time, limits, 0);
    }

    public void SessionStatistics(StatisticFact[] statistics, MessageTime time)
    {
        if (version < SizeSince) statistics = [.. statistics.Select(statistic => statistic with { Size = null })];
        MDIncrementalRefreshSessionStatistics35Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshSessionStatistics35Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(statistics.Length);
        foreach (StatisticFact statistic in statistics)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = (statistic.PriceNano ?? 0) / NanoPerMantissa;
            entry.SecurityID = statistic.Instrument!.SecurityId;
            entry.RptSeq = statistic.RptSeq;
            entry.OpenCloseSettlFlag = (OpenCloseSettlFlag)statistic.Flag;
            entry.MDUpdateAction = statistic.IsDeleted ? MDUpdateAction.Delete : MDUpdateAction.New;
            entry.MDEntryType = (MDEntryTypeStatistics)statistic.TypeCode;
            if (version >= SizeSince) entry.MDEntrySize = statistic.Size;
            else entry.MDEntrySizeRaw = 0; // not a field yet: zero, not null
        }

        packets.Append(message.EncodedLength, time, statistics, 0);
    }
}
