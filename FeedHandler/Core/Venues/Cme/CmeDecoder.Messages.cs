using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme;
using FeedHandler.Core.Events;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Venues.Cme;

public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    // MatchEventIndicator, FIX tag 5799.
    private const byte EndOfEventBit = 0x80;
    private const byte RecoveryBit = 0x20;

    private bool DecodeMessage(ref byte frame, ReadOnlySpan<byte> body)
    {
        int blockLength = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 2));
        var templateId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 4));
        var schemaId = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 6));
        int version = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, 8));
        _templateCounts[CmeCounters.Slot(_line, templateId)]++;
        if (TStamps.Enabled) _messageTicks = _stamps.Now();
        if (schemaId != CmeMdp3.SchemaId)
        {
            _counters.UnknownSchema++;
            return true;
        }

        // The two that make up nine messages in ten come first; the rest is a jump table.
        if (templateId == MDIncrementalRefreshBook46.TemplateId) return Book46(body, blockLength, version);
        if (templateId == MDIncrementalRefreshBook32.TemplateId) return Book32(body, blockLength, version);
        return DecodeOther(templateId, body, blockLength, version);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DecodeOther(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
    {
        switch (templateId)
        {
            case MDIncrementalRefreshVolume37.TemplateId: return Volume37(body, blockLength, version);
            case MDIncrementalRefreshTradeSummary48.TemplateId: return Trade48(body, blockLength, version);
            case MDIncrementalRefreshTradeSummary42.TemplateId: return Trade42(body, blockLength, version);
            case MDIncrementalRefreshSessionStatistics51.TemplateId: return Statistics51(body, blockLength, version);
            case MDIncrementalRefreshSessionStatistics35.TemplateId: return Statistics35(body, blockLength, version);
            case MDIncrementalRefreshOrderBook47.TemplateId: return OrderBook47(body, blockLength, version);
            case MDIncrementalRefreshOrderBook43.TemplateId: return OrderBook43(body, blockLength, version);
            case MDIncrementalRefreshBookLongQty64.TemplateId: return Book64(body, blockLength, version);
            case MDIncrementalRefreshTradeSummaryLongQty65.TemplateId: return Trade65(body, blockLength, version);
            case MDIncrementalRefreshVolumeLongQty66.TemplateId: return Volume66(body, blockLength, version);
            case MDIncrementalRefreshSessionStatisticsLongQty67.TemplateId: return Statistics67(body, blockLength, version);
            case MDIncrementalRefreshDailyStatistics33.TemplateId: return Statistics33(body, blockLength, version);
            case MDIncrementalRefreshDailyStatistics49.TemplateId: return Statistics49(body, blockLength, version);
            case MDIncrementalRefreshLimitsBanding34.TemplateId: return Limits34(body, blockLength, version);
            case MDIncrementalRefreshLimitsBanding50.TemplateId: return Limits50(body, blockLength, version);
            case MDIncrementalRefreshTrade36.TemplateId: return Trade36(body, blockLength, version);
            case ChannelReset4.TemplateId: return Reset4(body, blockLength, version);
            case SecurityStatus30.TemplateId: return Status30(body, blockLength, version);
            default: return DecodeDefinition(templateId, body, blockLength, version);
        }
    }

    // A message is whole: from here on its entries are applied.
    private void BeginMessage(ulong transactTimeNs, byte matchEventIndicator)
    {
        if (TSink.IsEnabled)
        {
            _template.TransactTimeNs = (long)transactTimeNs;
            _template.Flags = (matchEventIndicator & RecoveryBit) != 0 ? EventFlags.Recovery : EventFlags.None;
            _claimedBefore = _sink.ClaimedCount;
        }

        if (!TStamps.Enabled) return;
        var nowTicks = _stamps.Now();
        _stamps.Record(Stage.Decode, _messageTicks, nowTicks);
        _messageTicks = nowTicks;
    }

    private void EndMessage(byte matchEventIndicator)
    {
        if (TStamps.Enabled) _stamps.Record(Stage.Book, _messageTicks, _stamps.Now());
        if (!TSink.IsEnabled || (matchEventIndicator & EndOfEventBit) == 0) return;
        if (_sink.ClaimedCount > _claimedBefore) _sink.Last.Flags |= EventFlags.EndOfEvent;
        else Claim(EventKind.EventEnd, MarketEvent.NoInstrument).Flags |= EventFlags.EndOfEvent;
    }
}
