using System.Runtime.CompilerServices;
using FeedHandler.Codecs.Cme.Entries;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;

namespace FeedHandler.Venues.Cme;

/// <content>What one entry does, by the kind of its message (CME MDP 3.0, "Market Data Incremental Refresh").</content>
public unsafe partial struct CmeDecoder<TSink, TStamps>
{
    /// <summary>A kind of entry: a type argument, so that head and loop of a message are written once.</summary>
    private interface IEntryRule<TEntry>
        where TEntry : struct, IMarketEntry, allows ref struct
    {
        static abstract void Apply(ref CmeDecoder<TSink, TStamps> decoder, TEntry entry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
    private long Nano<TEntry>(long mantissa)
        where TEntry : IMarketEntry, allows ref struct =>
        _builder.Scale(mantissa, TEntry.NanoPerMantissa);

    /// <summary>A price level, a book reset, or the best price of the market.</summary>
    private readonly struct BookRule<TEntry> : IEntryRule<TEntry>
        where TEntry : struct, IBookEntry, allows ref struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)] // PipelineBenchmarks: once per entry
        public static void Apply(ref CmeDecoder<TSink, TStamps> decoder, TEntry entry)
        {
            InstrumentBook* book = decoder._builder.Enter(entry.SecurityID, entry.RptSeq);
            if (book == null) return;
            byte side = CmeSides.Of[entry.TypeCode];
            long priceNano = decoder.Nano<TEntry>(entry.PriceMantissa);
            if (side >= CmeSides.FirstSpecial) ApplySpecial(ref decoder, book, side, entry, priceNano);
            else
            {
                decoder._builder.ApplyLevel(
                    book, (BookSide)side, (BookAction)entry.ActionCode, entry.MDPriceLevel, priceNano, entry.EntryQuantity, entry.OrderCount, entry.RptSeq);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void ApplySpecial(ref CmeDecoder<TSink, TStamps> decoder, InstrumentBook* book, byte side, TEntry entry, long priceNano)
        {
            switch (side)
            {
                case CmeSides.Reset:
                    decoder._builder.Clear(book, entry.RptSeq, clearsOrders: !decoder._replay.IsOn);
                    break;
                case CmeSides.MarketBestBid or CmeSides.MarketBestAsk:
                    BookSide bookSide = side == CmeSides.MarketBestBid ? BookSide.Bid : BookSide.Ask;
                    decoder._builder.TellMarketBest(book, bookSide, (BookAction)entry.ActionCode, priceNano, entry.EntryQuantity, entry.RptSeq);
                    break;
                default:
                    decoder._builder.Refuse(book, entry.RptSeq);
                    break;
            }
        }
    }

    /// <summary>A trade of the form without orders (template 36).</summary>
    private readonly struct TradeRule<TEntry> : IEntryRule<TEntry>
        where TEntry : struct, ITradeEntry, allows ref struct
    {
        public static void Apply(ref CmeDecoder<TSink, TStamps> decoder, TEntry entry) => decoder.ApplyTrade(entry, out _);
    }

    /// <summary>The electronic volume.</summary>
    private readonly struct VolumeRule<TEntry> : IEntryRule<TEntry>
        where TEntry : struct, IVolumeEntry, allows ref struct
    {
        public static void Apply(ref CmeDecoder<TSink, TStamps> decoder, TEntry entry)
        {
            InstrumentBook* book = decoder._builder.Enter(entry.SecurityID, entry.RptSeq);
            if (book != null) decoder._builder.ApplyVolume(book, (BookAction)entry.ActionCode, entry.EntryQuantity, entry.RptSeq);
        }
    }

    /// <summary>A statistic of the session or of the day.</summary>
    private readonly struct StatisticRule<TEntry> : IEntryRule<TEntry>
        where TEntry : struct, IStatisticEntry, allows ref struct
    {
        public static void Apply(ref CmeDecoder<TSink, TStamps> decoder, TEntry entry)
        {
            InstrumentBook* book = decoder._builder.Enter(entry.SecurityID, entry.RptSeq);
            if (book == null) return;
            if (!CmeStatistics.TryGetKind(entry.TypeCode, entry.FlagCode, out StatisticKind kind))
            {
                decoder._builder.PassOver(book, entry.RptSeq);
                return;
            }

            long priceNano = decoder.Nano<TEntry>(entry.PriceMantissa);
            decoder._builder.ApplyStatistic(book, kind, (BookAction)entry.ActionCode, priceNano, entry.EntryQuantity, entry.FlagCode, entry.RptSeq);
        }
    }

    /// <summary>The price limits and the band: three statistics under one number.</summary>
    private readonly struct LimitsRule<TEntry> : IEntryRule<TEntry>
        where TEntry : struct, ILimitsEntry, allows ref struct
    {
        public static void Apply(ref CmeDecoder<TSink, TStamps> decoder, TEntry entry)
        {
            InstrumentBook* book = decoder._builder.Enter(entry.SecurityID, entry.RptSeq);
            if (book == null) return;
            Set(ref decoder, book, StatisticKind.UpperLimit, decoder.Nano<TEntry>(entry.HighLimitMantissa), entry.RptSeq);
            Set(ref decoder, book, StatisticKind.LowerLimit, decoder.Nano<TEntry>(entry.LowLimitMantissa), entry.RptSeq);
            Set(ref decoder, book, StatisticKind.MaxPriceVariation, decoder.Nano<TEntry>(entry.MaxPriceVariationMantissa), entry.RptSeq);
        }

        private static void Set(ref CmeDecoder<TSink, TStamps> decoder, InstrumentBook* book, StatisticKind kind, long priceNano, uint rptSeq) =>
            decoder._builder.ApplyStatistic(book, kind, BookAction.New, priceNano, MarketEvent.NullQuantity, 0, rptSeq);
    }
}
