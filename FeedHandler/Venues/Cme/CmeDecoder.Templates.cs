using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme;
using Book32 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook32;
using Book46 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBook46;
using Book64 = FeedHandler.Codecs.Cme.MDIncrementalRefreshBookLongQty64;
using Daily33 = FeedHandler.Codecs.Cme.MDIncrementalRefreshDailyStatistics33;
using Daily49 = FeedHandler.Codecs.Cme.MDIncrementalRefreshDailyStatistics49;
using Limits34 = FeedHandler.Codecs.Cme.MDIncrementalRefreshLimitsBanding34;
using Limits50 = FeedHandler.Codecs.Cme.MDIncrementalRefreshLimitsBanding50;
using Orders43 = FeedHandler.Codecs.Cme.MDIncrementalRefreshOrderBook43;
using Orders47 = FeedHandler.Codecs.Cme.MDIncrementalRefreshOrderBook47;
using Statistics35 = FeedHandler.Codecs.Cme.MDIncrementalRefreshSessionStatistics35;
using Statistics51 = FeedHandler.Codecs.Cme.MDIncrementalRefreshSessionStatistics51;
using Statistics67 = FeedHandler.Codecs.Cme.MDIncrementalRefreshSessionStatisticsLongQty67;
using Trade36 = FeedHandler.Codecs.Cme.MDIncrementalRefreshTrade36;
using Trades42 = FeedHandler.Codecs.Cme.MDIncrementalRefreshTradeSummary42;
using Trades48 = FeedHandler.Codecs.Cme.MDIncrementalRefreshTradeSummary48;
using Trades65 = FeedHandler.Codecs.Cme.MDIncrementalRefreshTradeSummaryLongQty65;
using Volume37 = FeedHandler.Codecs.Cme.MDIncrementalRefreshVolume37;
using Volume66 = FeedHandler.Codecs.Cme.MDIncrementalRefreshVolumeLongQty66;

namespace FeedHandler.Venues.Cme;

/// <content>The templates, but for the plain books that DecodeBooks takes.</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeOther<TScope>(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
    {
        switch (templateId)
        {
            case Trades48.TemplateId:
                ApplyTrades<TScope, Trades48, Trades48.NoMDEntriesGroup, Trades48.NoMDEntriesEntry,
                    Trades48.NoOrderIDEntriesGroup, Trades48.NoOrderIDEntriesEntry>(body, blockLength, version);
                break;
            case Trades42.TemplateId:
                ApplyTrades<TScope, Trades42, Trades42.NoMDEntriesGroup, Trades42.NoMDEntriesEntry,
                    Trades42.NoOrderIDEntriesGroup, Trades42.NoOrderIDEntriesEntry>(body, blockLength, version);
                break;
            case Volume37.TemplateId:
                Apply<TScope, Volume37, Volume37.NoMDEntriesGroup, Volume37.NoMDEntriesEntry, VolumeRule<Volume37.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            case Statistics51.TemplateId:
                Apply<TScope, Statistics51, Statistics51.NoMDEntriesGroup, Statistics51.NoMDEntriesEntry, StatisticRule<Statistics51.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            case Statistics35.TemplateId:
                Apply<TScope, Statistics35, Statistics35.NoMDEntriesGroup, Statistics35.NoMDEntriesEntry, StatisticRule<Statistics35.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            default:
                DecodeLongQuantities<TScope>(templateId, body, blockLength, version);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeLongQuantities<TScope>(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
    {
        switch (templateId)
        {
            case Trades65.TemplateId:
                ApplyTrades<TScope, Trades65, Trades65.NoMDEntriesGroup, Trades65.NoMDEntriesEntry,
                    Trades65.NoOrderIDEntriesGroup, Trades65.NoOrderIDEntriesEntry>(body, blockLength, version);
                break;
            case Volume66.TemplateId:
                Apply<TScope, Volume66, Volume66.NoMDEntriesGroup, Volume66.NoMDEntriesEntry, VolumeRule<Volume66.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            case Statistics67.TemplateId:
                Apply<TScope, Statistics67, Statistics67.NoMDEntriesGroup, Statistics67.NoMDEntriesEntry, StatisticRule<Statistics67.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            default:
                DecodeOtherBooks<TScope>(templateId, body, blockLength, version);
                break;
        }
    }

    // Price-depth books whose blocks are longer than DecodeBooks takes them, or that have no entries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeOtherBooks<TScope>(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
    {
        switch (templateId)
        {
            case Book46.TemplateId:
                ApplyBook<TScope, Book46, Book46.NoMDEntriesGroup, Book46.NoMDEntriesEntry, Book46.NoOrderIDEntriesGroup, Book46.NoOrderIDEntriesEntry>(
                    body, blockLength, version);
                break;
            case Book32.TemplateId:
                ApplyBook<TScope, Book32, Book32.NoMDEntriesGroup, Book32.NoMDEntriesEntry, Book32.NoOrderIDEntriesGroup, Book32.NoOrderIDEntriesEntry>(
                    body, blockLength, version);
                break;
            case Book64.TemplateId:
                ApplyBook<TScope, Book64, Book64.NoMDEntriesGroup, Book64.NoMDEntriesEntry, Book64.NoOrderIDEntriesGroup, Book64.NoOrderIDEntriesEntry>(
                    body, blockLength, version);
                break;
            default:
                DecodeDaily<TScope>(templateId, body, blockLength, version);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeDaily<TScope>(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
    {
        switch (templateId)
        {
            case Daily33.TemplateId:
                Apply<TScope, Daily33, Daily33.NoMDEntriesGroup, Daily33.NoMDEntriesEntry, StatisticRule<Daily33.NoMDEntriesEntry>>(body, blockLength, version);
                break;
            case Daily49.TemplateId:
                Apply<TScope, Daily49, Daily49.NoMDEntriesGroup, Daily49.NoMDEntriesEntry, StatisticRule<Daily49.NoMDEntriesEntry>>(body, blockLength, version);
                break;
            case Limits34.TemplateId:
                Apply<TScope, Limits34, Limits34.NoMDEntriesGroup, Limits34.NoMDEntriesEntry, LimitsRule<Limits34.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            case Limits50.TemplateId:
                Apply<TScope, Limits50, Limits50.NoMDEntriesGroup, Limits50.NoMDEntriesEntry, LimitsRule<Limits50.NoMDEntriesEntry>>(
                    body, blockLength, version);
                break;
            case Trade36.TemplateId:
                Apply<TScope, Trade36, Trade36.NoMDEntriesGroup, Trade36.NoMDEntriesEntry, TradeRule<Trade36.NoMDEntriesEntry>>(body, blockLength, version);
                break;
            default:
                DecodeRare<TScope>(templateId, body, blockLength, version);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecodeRare<TScope>(ushort templateId, ReadOnlySpan<byte> body, int blockLength, int version)
        where TScope : struct, IEntryScope
    {
        switch (templateId)
        {
            case Orders47.TemplateId:
                if (!TScope.IsReplay) ApplyOrders<Orders47, Orders47.NoMDEntriesGroup, Orders47.NoMDEntriesEntry>(body, blockLength, version);
                break;
            case Orders43.TemplateId:
                if (!TScope.IsReplay) ApplyOrders<Orders43, Orders43.NoMDEntriesGroup, Orders43.NoMDEntriesEntry>(body, blockLength, version);
                break;
            case SecurityStatus30.TemplateId:
                if (TScope.IsReplay) ReplayStatus(body, blockLength, version);
                else ApplyStatus(body, blockLength, version);
                break;
            case ChannelReset4.TemplateId:
                if (!TScope.IsReplay) ApplyReset(body, blockLength, version);
                break;
            default:
                if (TScope.IsReplay || DecodeDefinition(templateId, body, blockLength, version)) break;
                if (!CmeTemplates.IsKnown(templateId)) _messages.UnknownTemplate++;
                break;
        }
    }
}
