using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Encodes match events stage by stage, with the indicator bits that end a stage and the event, and numbers their entries.</summary>
internal sealed class MatchEventEncoder(PacketAssembler packets, IMessageForm form, SeededRandom random, SimulationOptions options)
{
    private const int EntryCountMax = 16;
    private const int SplitEntryCountMax = 3;
    private const int FlushPerMille = 60; // an event may span packets
    private const int SplitFlushPerMille = 400;
    private const int FrameBytes = 12 + 10 + 11 + 3 + 8; // of a packet with one message: headers, root and both dimensions
    private const int LevelBytes = 32; // a trade's too
    private const int TradeOrderBytes = 16;
    private const int OrderBytes = 24;
    private long _transactTimeNs;
    private bool _isRecovery;
    private int _messagesLeft;

    /// <summary>Encodes an event. Nothing is encoded when there is nothing to tell.</summary>
    public void Encode(MatchEvent matchEvent, long transactTimeNs)
    {
        if (matchEvent.IsEmpty && !matchEvent.EndsEmpty) return;
        _transactTimeNs = transactTimeNs;
        _isRecovery = matchEvent.IsRecovery;
        int size = random.Between(3, EntryCountMax);
        (OrderFact[] together, List<OrderFact> alone) = Divide(matchEvent, size);
        int[] counts = [matchEvent.Volumes.Count, alone.Count, matchEvent.Book.Count, matchEvent.Statistics.Count, matchEvent.Implied.Count];
        _messagesLeft = counts.Sum(count => MessageCount(count, size)) + (matchEvent.EndsEmpty ? 1 : 0);
        Trades(matchEvent, size);
        Stage([.. matchEvent.Volumes.Select(each => new VolumeFact(each, each.Volume))], size, MatchEventIndicator.LastVolumeMsg, form.Volumes);
        Stage(alone, size, matchEvent.Book.Count == 0 ? MatchEventIndicator.LastQuoteMsg : default, form.Orders);
        Stage(matchEvent.Book, size, MatchEventIndicator.LastQuoteMsg, (facts, time) => form.Book(facts, together, time));
        Stage(matchEvent.Statistics, size, MatchEventIndicator.LastStatsMsg, form.SessionStatistics);
        Stage(matchEvent.Implied, size, MatchEventIndicator.LastImpliedMsg, (facts, time) => form.Book(facts, [], time));
        if (matchEvent.EndsEmpty) form.Book([], [], new MessageTime(transactTimeNs, Indicator(default)));
    }

    // Orders are told with their levels when all of that is one message, which is never split; else in messages of their own in front, as those outside
    // of the levels are, and as all are that the venue sends again.
    private (OrderFact[] Together, List<OrderFact> Alone) Divide(MatchEvent matchEvent, int size)
    {
        OrderFact[] together = [.. matchEvent.Orders.Where(static order => order.Reference != 0)];
        bool fits = matchEvent.Book.Count <= size && BookBytes(matchEvent.Book.Count, together.Length) <= options.PacketBytesMax;
        if (!fits || matchEvent.IsRecovery) together = [];
        IEnumerable<OrderFact> alone = together.Length == 0 ? matchEvent.Orders : matchEvent.Orders.Where(static order => order.Reference == 0);
        return (together, [.. alone.Select(static order => order with { Reference = 0 })]);
    }

    private static int BookBytes(int levelCount, int orderCount) => FrameBytes + (levelCount * LevelBytes) + (orderCount * OrderBytes);

    /// <summary>Encodes statistics of the day, which stand outside of match events.</summary>
    public void DailyStatistics(StatisticFact[] statistics, long transactTimeNs) =>
        form.DailyStatistics(Number(statistics), new MessageTime(transactTimeNs, MatchEventIndicator.EndOfEvent));

    /// <summary>Encodes price limits.</summary>
    public void Limits(LimitsFact limits, long transactTimeNs, bool isRecovery = false)
    {
        var indicator = isRecovery ? MatchEventIndicator.EndOfEvent | MatchEventIndicator.RecoveryMsg : MatchEventIndicator.EndOfEvent;
        form.Limits(Number([limits]), new MessageTime(transactTimeNs, indicator));
    }

    private void Trades(MatchEvent matchEvent, int size)
    {
        bool isTooLarge = TradeBytes(matchEvent) > options.PacketBytesMax;
        bool isSplit = isTooLarge || IsSplit(matchEvent);
        if (isSplit)
        {
            matchEvent.SplitTrades();
            size = isTooLarge ? EntryCountMax : random.Between(1, SplitEntryCountMax);
        }

        int flushPerMille = isSplit ? SplitFlushPerMille : FlushPerMille;
        _messagesLeft += MessageCount(matchEvent.Trades.Count, size) + MessageCount(matchEvent.TradeOrders.Count, size);
        Stage(matchEvent.Trades, size, isSplit ? default : MatchEventIndicator.LastTradeMsg, form.Trades, flushPerMille);
        Stage(matchEvent.TradeOrders, size, MatchEventIndicator.LastTradeMsg, form.TradeOrders, flushPerMille);
    }

    private static int TradeBytes(MatchEvent matchEvent) =>
        FrameBytes + (matchEvent.Trades.Count * LevelBytes) + (matchEvent.Trades.Sum(static trade => trade.Orders.Count) * TradeOrderBytes);

    // What never occurs takes no choice, so that the others fall as they did without it.
    private bool IsSplit(MatchEvent matchEvent)
    {
        int perMille = options.HasOrders ? options.Rates.SplitTradePerMille : 0;
        return perMille != 0 && matchEvent.Trades.Any(trade => trade.Orders.Count != 0) && random.PerMille(perMille);
    }

    private static int MessageCount(int entryCount, int size) => (entryCount + size - 1) / size;

    private void Stage<TFact>(
        List<TFact> facts, int size, MatchEventIndicator lastOfStage, Action<TFact[], MessageTime> encode, int flushPerMille = FlushPerMille)
        where TFact : ExchangeFact
    {
        for (int from = 0; from < facts.Count; from += size)
        {
            int count = Math.Min(size, facts.Count - from);
            var indicator = Indicator(from + count == facts.Count ? lastOfStage : default);
            encode(Number([.. facts.GetRange(from, count)]), new MessageTime(_transactTimeNs, indicator));
            if (random.PerMille(flushPerMille)) packets.Flush();
        }
    }

    private static TFact[] Number<TFact>(TFact[] facts)
        where TFact : ExchangeFact
    {
        if (typeof(TFact) == typeof(OrderFact) || typeof(TFact) == typeof(TradeOrderFact)) return facts; // orders have no number
        for (int i = 0; i < facts.Length; i++) facts[i] = (TFact)(facts[i] with { RptSeq = ++facts[i].Instrument!.RptSeq });
        return facts;
    }

    private MatchEventIndicator Indicator(MatchEventIndicator stage)
    {
        if (_isRecovery) stage |= MatchEventIndicator.RecoveryMsg;
        return --_messagesLeft == 0 ? stage | MatchEventIndicator.EndOfEvent : stage;
    }
}
