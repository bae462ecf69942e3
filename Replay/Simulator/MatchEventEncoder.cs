using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>Encodes match events stage by stage, with the indicator bits that end a stage and the event, and numbers their entries.</summary>
internal sealed class MatchEventEncoder(PacketAssembler packets, IMessageForm form, SeededRandom random)
{
    private const int EntryCountMax = 16;
    private long _transactTimeNs;
    private bool _isRecovery;
    private int _messagesLeft;

    /// <summary>Encodes an event. Nothing is encoded when there is nothing to tell.</summary>
    public void Encode(MatchEvent matchEvent, long transactTimeNs)
    {
        if (matchEvent.IsEmpty && !matchEvent.EndsEmpty) return;
        _transactTimeNs = transactTimeNs;
        _isRecovery = matchEvent.IsRecovery;
        var size = random.Between(3, EntryCountMax);
        int[] counts =
        [
            matchEvent.Trades.Count, matchEvent.Volumes.Count, matchEvent.Orders.Count, matchEvent.Book.Count, matchEvent.Statistics.Count,
            matchEvent.Implied.Count,
        ];
        _messagesLeft = counts.Sum(count => (count + size - 1) / size) + (matchEvent.EndsEmpty ? 1 : 0);
        Stage(matchEvent.Trades, size, MatchEventIndicator.LastTradeMsg, form.Trades);
        Stage([.. matchEvent.Volumes.Select(each => new VolumeFact(each, each.Volume))], size, MatchEventIndicator.LastVolumeMsg, form.Volumes);
        Stage(matchEvent.Orders, size, matchEvent.Book.Count == 0 ? MatchEventIndicator.LastQuoteMsg : default, form.Orders);
        Stage(matchEvent.Book, size, MatchEventIndicator.LastQuoteMsg, form.Book);
        Stage(matchEvent.Statistics, size, MatchEventIndicator.LastStatsMsg, form.SessionStatistics);
        Stage(matchEvent.Implied, size, MatchEventIndicator.LastImpliedMsg, form.Book);
        if (matchEvent.EndsEmpty) form.Book([], new MessageTime(transactTimeNs, Indicator(default)));
    }

    /// <summary>Encodes statistics of the day, which stand outside of match events.</summary>
    public void DailyStatistics(StatisticFact[] statistics, long transactTimeNs) =>
        form.DailyStatistics(Number(statistics), new MessageTime(transactTimeNs, MatchEventIndicator.EndOfEvent));

    /// <summary>Encodes price limits.</summary>
    public void Limits(LimitsFact limits, long transactTimeNs, bool isRecovery = false)
    {
        var indicator = isRecovery ? MatchEventIndicator.EndOfEvent | MatchEventIndicator.RecoveryMsg : MatchEventIndicator.EndOfEvent;
        form.Limits(Number([limits]), new MessageTime(transactTimeNs, indicator));
    }

    private void Stage<TFact>(List<TFact> facts, int size, MatchEventIndicator lastOfStage, Action<TFact[], MessageTime> encode)
        where TFact : ExchangeFact
    {
        for (var from = 0; from < facts.Count; from += size)
        {
            var count = Math.Min(size, facts.Count - from);
            var indicator = Indicator(from + count == facts.Count ? lastOfStage : default);
            encode(Number([.. facts.GetRange(from, count)]), new MessageTime(_transactTimeNs, indicator));
            if (random.PerMille(60)) packets.Flush(); // an event may span packets
        }
    }

    private static TFact[] Number<TFact>(TFact[] facts)
        where TFact : ExchangeFact
    {
        if (typeof(TFact) == typeof(OrderFact)) return facts; // orders of the order book have no number
        for (var i = 0; i < facts.Length; i++) facts[i] = (TFact)(facts[i] with { RptSeq = ++facts[i].Instrument!.RptSeq });
        return facts;
    }

    private MatchEventIndicator Indicator(MatchEventIndicator stage)
    {
        if (_isRecovery) stage |= MatchEventIndicator.RecoveryMsg;
        return --_messagesLeft == 0 ? stage | MatchEventIndicator.EndOfEvent : stage;
    }
}
