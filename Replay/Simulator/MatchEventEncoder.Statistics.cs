using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

internal sealed partial class MatchEventEncoder
{
    /// <summary>Encodes daily statistics (template 49), which stand outside of match events.</summary>
    public void DailyStatistics(StatisticPrint[] statistics, long transactTimeNs)
    {
        MDIncrementalRefreshDailyStatistics49Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshDailyStatistics49Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)transactTimeNs;
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        var entries = message.BeginNoMDEntries(statistics.Length);
        foreach (var statistic in statistics)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = statistic.PriceNano;
            entry.MDEntrySize = statistic.Size;
            entry.SecurityID = statistic.Instrument.SecurityId;
            entry.RptSeq = ++statistic.Instrument.RptSeq;
            entry.SettlPriceType = (SettlPriceType)statistic.Flag;
            entry.MDUpdateAction = statistic.IsDeleted ? MDUpdateAction.Delete : MDUpdateAction.New;
            entry.MDEntryType = (MDEntryTypeDailyStatistics)statistic.Type;
        }

        packets.Append(message.EncodedLength);
    }

    /// <summary>Encodes the price limits of an instrument (template 50).</summary>
    public void Limits(SimulatedInstrument instrument, long rangeNano, long transactTimeNs)
    {
        MDIncrementalRefreshLimitsBanding50Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshLimitsBanding50Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = (ulong)transactTimeNs;
        message.MatchEventIndicator = MatchEventIndicator.EndOfEvent;
        var entry = message.BeginNoMDEntries(1).Next();
        entry.HighLimitPriceMantissa = instrument.CenterNano + rangeNano;
        entry.LowLimitPriceMantissa = instrument.CenterNano - rangeNano;
        entry.MaxPriceVariationMantissa = rangeNano / 4;
        entry.SecurityID = instrument.SecurityId;
        entry.RptSeq = ++instrument.RptSeq;
        packets.Append(message.EncodedLength);
    }

    private void SessionStatistics(StatisticPrint[] statistics, MatchEventIndicator indicator)
    {
        MDIncrementalRefreshSessionStatistics51Encoder.WriteHeader(packets.Header);
        MDIncrementalRefreshSessionStatistics51Encoder.TryWrap(packets.Body, out var message);
        message.TransactTime = _transactTimeNs;
        message.MatchEventIndicator = indicator;
        var entries = message.BeginNoMDEntries(statistics.Length);
        foreach (var statistic in statistics)
        {
            var entry = entries.Next();
            entry.MDEntryPxMantissa = statistic.PriceNano ?? 0;
            entry.SecurityID = statistic.Instrument.SecurityId;
            entry.RptSeq = ++statistic.Instrument.RptSeq;
            entry.OpenCloseSettlFlag = (OpenCloseSettlFlag)statistic.Flag;
            entry.MDUpdateAction = statistic.IsDeleted ? MDUpdateAction.Delete : MDUpdateAction.New;
            entry.MDEntryType = (MDEntryTypeStatistics)statistic.Type;
            entry.MDEntrySize = statistic.Size;
        }

        packets.Append(message.EncodedLength);
    }
}
