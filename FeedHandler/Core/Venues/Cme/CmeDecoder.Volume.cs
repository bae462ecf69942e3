using FeedHandler.Codecs.Cme;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Events;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    private bool Volume37(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshVolume37.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyVolume(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Volume66(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshVolumeLongQty66.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyVolume(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Limits34(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshLimitsBanding34.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyLimits(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private bool Limits50(ReadOnlySpan<byte> body, int blockLength, int version)
    {
        if (!MDIncrementalRefreshLimitsBanding50.TryWrap(body, blockLength, version, out var message)) return false;
        if (!message.TryGetNoMDEntries(out var entries)) return false;
        BeginMessage(message.TransactTime, (byte)message.MatchEventIndicator);
        foreach (var entry in entries) ApplyLimits(entry);
        CountEntries(entries.Count, 0);
        EndMessage((byte)message.MatchEventIndicator);
        return true;
    }

    private void ApplyVolume<TEntry>(TEntry entry)
        where TEntry : struct, IVolumeEntry, allows ref struct
    {
        var book = Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return;
        book->VolumeField = entry.EntryQuantity;
        if (!TSink.IsEnabled) return;
        ref var slot = ref Claim(EventKind.Volume, book->Index);
        slot.Action = (BookAction)entry.ActionCode;
        slot.PriceNano = MarketEvent.NullPrice;
        slot.Quantity = entry.EntryQuantity;
        slot.RptSeq = entry.RptSeq;
    }

    private void ApplyLimits<TEntry>(TEntry entry)
        where TEntry : struct, ILimitsEntry, allows ref struct
    {
        var book = Enter(entry.SecurityID, entry.RptSeq);
        if (book == null) return;
        SetLimit(book->Index, StatisticKind.UpperLimit, Nano<TEntry>(entry.HighLimitMantissa), entry.RptSeq);
        SetLimit(book->Index, StatisticKind.LowerLimit, Nano<TEntry>(entry.LowLimitMantissa), entry.RptSeq);
        SetLimit(book->Index, StatisticKind.MaxPriceVariation, Nano<TEntry>(entry.MaxPriceVariationMantissa), entry.RptSeq);
    }

    private void SetLimit(int instrumentIndex, StatisticKind kind, long priceNano, uint rptSeq)
    {
        _instruments.Statistics(instrumentIndex)[kind] = priceNano;
        if (!TSink.IsEnabled) return;
        ref var slot = ref Claim(EventKind.Statistic, instrumentIndex);
        slot.Statistic = kind;
        slot.PriceNano = priceNano;
        slot.Quantity = MarketEvent.NullQuantity;
        slot.RptSeq = rptSeq;
    }
}
