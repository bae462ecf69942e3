using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private bool Statistics35(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatistics35.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyStatistic(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Statistics51(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatistics51.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyStatistic(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Statistics67(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshSessionStatisticsLongQty67.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyStatistic(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Statistics33(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshDailyStatistics33.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyStatistic(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Statistics49(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshDailyStatistics49.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyStatistic(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private void ApplyStatistic<TEntry>(TEntry entry)
        where TEntry : struct, IStatisticEntry, allows ref struct
    {
        var book = Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return;
        if (!CmeStatistics.TryGetKind(entry.TypeCode, entry.FlagCode, out var kind))
        {
            _counters.InvalidEntries++;
            return;
        }

        var priceNano = Nano<TEntry>(entry.PriceMantissa);
        var isContracts = kind is StatisticKind.ClearedVolume or StatisticKind.OpenInterest;
        SetStatistic(book->Index, kind, entry.ActionCode, isContracts ? entry.EntryQuantity : priceNano);
        if (!TSink.IsEnabled) return;
        ref var slot = ref Claim(EventKind.Statistic, book->Index);
        slot.Action = (BookAction)entry.ActionCode;
        slot.Statistic = kind;
        slot.PriceNano = priceNano;
        slot.Quantity = entry.EntryQuantity;
        slot.RptSeq = entry.RptSeq;
        slot.Detail = entry.FlagCode;
    }

    private readonly void SetStatistic(int instrumentIndex, StatisticKind kind, byte actionCode, long value) =>
        _instruments.Statistics(instrumentIndex)[kind] = actionCode == (byte)BookAction.Delete ? MarketEvent.NullPrice : value;
}
