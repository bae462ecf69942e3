using FeedHandler.Core.Events;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine.Tests.Support;

/// <summary>Counts what it is told by kind: a struct, which the feed copies.</summary>
internal struct SeenByKind(long[] counts) : IStrategy
{
    public const int EndOfEvent = 31;

    public readonly string Name => "seen-by-kind";

    public readonly Updates Updates => Updates.Every;

    public readonly void OnStart(in FeedShape shape) => counts[0] = shape.ChannelCount;

    public readonly void OnBook(in BookView book, in MarketEvent change) => counts[(int)change.Kind]++;

    public readonly void OnTrade(in BookView book, in MarketEvent trade) => counts[(int)trade.Kind]++;

    public readonly void OnTopOfBook(in BookView book, in TopOfBook top) => throw new InvalidOperationException("told though not asked for");

    public readonly void OnTradeOrder(in BookView book, in MarketEvent order) => counts[(int)order.Kind]++;

    public readonly void OnOrder(in BookView book, in MarketEvent order) => counts[(int)order.Kind]++;

    public readonly void OnVolume(in BookView book, in MarketEvent volume) => counts[(int)volume.Kind]++;

    public readonly void OnStatistic(in BookView book, in MarketEvent statistic) => counts[(int)statistic.Kind]++;

    public readonly void OnStatus(in BookView book, in MarketEvent status) => counts[(int)status.Kind]++;

    public readonly void OnDefinition(in BookView book, in MarketEvent definition) => counts[(int)definition.Kind]++;

    public readonly void OnEndOfEvent(in StrategyBooks books, in MarketEvent last) => counts[EndOfEvent]++;

    public readonly void OnGap(in MarketEvent gap) => counts[(int)gap.Kind]++;

    public readonly void Report(StrategyResults results) => results.Add("trades", counts[(int)EventKind.Trade]);
}

/// <summary>Counts events by kind on the far side.</summary>
internal sealed class CountingSink(string name = "counting") : IFeedSink
{
    private long _count;

    public string Name => name;

    public int OpenCount { get; private set; }

    public long Count => Volatile.Read(ref _count);

    public long LostCount { get; private set; }

    public long[] ByKind { get; } = new long[32];

    /// <summary>Every event that was taken, as far as it is the feed's.</summary>
    public List<(EventKind Kind, uint SeqNum, uint RptSeq)> Events { get; } = [];

    /// <summary>Called with every event; may block.</summary>
    public Action<MarketEvent> Taken { get; init; } = static _ => { };

    public void OnOpen(Feed feed) => OpenCount++;

    public void OnEvent(in MarketEvent marketEvent)
    {
        ByKind[(int)marketEvent.Kind]++;
        Events.Add((marketEvent.Kind, marketEvent.SeqNum, marketEvent.RptSeq));
        Taken(marketEvent);
        Volatile.Write(ref _count, _count + 1);
    }

    public void OnLost(long lostCount) => LostCount += lostCount;
}
