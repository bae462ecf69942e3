using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class CurrentForm
{
    public void DailyStatistics(StatisticFact[] statistics, MessageTime time)
    {
        MDIncrementalRefreshDailyStatistics49Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshDailyStatistics49Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(statistics.Length);
        foreach (StatisticFact statistic in statistics)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = statistic.PriceNano;
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
        MDIncrementalRefreshLimitsBanding50Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshLimitsBanding50Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(limits.Length);
        foreach (LimitsFact limit in limits)
        {
            var entry = entries.Next();
            entry.HighLimitPriceMantissa = limit.HighNano;
            entry.LowLimitPriceMantissa = limit.LowNano;
            entry.MaxPriceVariationMantissa = limit.MaxVariationNano;
            entry.SecurityID = limit.Instrument!.SecurityId;
            entry.RptSeq = limit.RptSeq;
        }

        packets.Append(message.EncodedLength, time, limits, 0);
    }

    public void SessionStatistics(StatisticFact[] statistics, MessageTime time)
    {
        MDIncrementalRefreshSessionStatistics51Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshSessionStatistics51Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)time.TransactTimeNs;
        message.MatchEventIndicator = time.Indicator;
        var entries = message.BeginNoMDEntries(statistics.Length);
        foreach (StatisticFact statistic in statistics)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = (statistic.PriceNano ?? 0);
            entry.SecurityID = statistic.Instrument!.SecurityId;
            entry.RptSeq = statistic.RptSeq;
            entry.OpenCloseSettlFlag = (OpenCloseSettlFlag)statistic.Flag;
            entry.MDUpdateAction = statistic.IsDeleted ? MDUpdateAction.Delete : MDUpdateAction.New;
            entry.MDEntryType = (MDEntryTypeStatistics)statistic.TypeCode;
            entry.MDEntrySize = statistic.Size;
        }

        packets.Append(message.EncodedLength, time, statistics, 0);
    }
}
