using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Sinks.Strategies;

try
{
    // Replay takes captures; Receive("feed.json") and Listen("239.1.1.1:14310=A", on: "eth1") take the same strategies live.
    await using Feed feed = Feed.Cme().Replay(args).Strategy(new TradeCount()).Start();
    Tape tape = new();
    using IDisposable attached = feed.Attach(tape); // from here on, beside the strategy and never in its way
    while (!feed.Completion.IsCompleted)
    {
        await Task.WhenAny(feed.Completion, Task.Delay(TimeSpan.FromSeconds(1)));
        Console.Error.WriteLine($"{feed.Status.Read().Packets} packets, {feed.Status.Gaps} gaps so far");
    }

    await feed.Completion;
    FeedReport report = feed.Report;
    Console.WriteLine($"{report.EventCount} events, digest {report.Digest}");
    foreach (StrategyOutcome strategy in report.Strategies)
    {
        Console.WriteLine($"{strategy.Name}: {string.Join(", ", strategy.Results.Select(static result => $"{result.Name} {result.Value}"))}");
    }

    Console.WriteLine($"end to end p99.9: {report.Latency["endToEnd"].P999} ns");
    return report.Failures.Count > 0 ? 1 : 0;
}
catch (FeedException failure) // whatever cannot be is told before anything starts
{
    Console.Error.WriteLine(failure.Message);
    return 2;
}

/// <summary>Counts trades and what they are worth, in a struct: the feed calls it without any indirection.</summary>
internal struct TradeCount : IStrategy
{
    private long _trades;
    private long _quantity;

    public readonly string Name => "trade-count";

    public void OnTrade(in BookView book, in MarketEvent trade)
    {
        _trades++;
        _quantity += trade.Quantity;
    }

    public readonly void Report(StrategyResults results)
    {
        results.Add("trades", _trades);
        results.Add("quantity", _quantity);
    }

    public readonly void OnStart(in FeedShape shape) { }
    public readonly void OnBook(in BookView book, in MarketEvent change) { }
    public readonly void OnTradeOrder(in BookView book, in MarketEvent order) { }
    public readonly void OnVolume(in BookView book, in MarketEvent volume) { }
    public readonly void OnStatistic(in BookView book, in MarketEvent statistic) { }
    public readonly void OnStatus(in BookView book, in MarketEvent status) { }
    public readonly void OnDefinition(in BookView book, in MarketEvent definition) { }
    public readonly void OnEndOfEvent(in StrategyBooks books, in MarketEvent last) { }
    public readonly void OnGap(in MarketEvent gap) { }
}

/// <summary>Takes events on the far side of the ring, where it may allocate and wait.</summary>
internal sealed class Tape : IFeedSink
{
    private readonly Queue<MarketEvent> _last = new();

    public string Name => "tape";

    public void OnEvent(in MarketEvent marketEvent)
    {
        if (marketEvent.Kind != EventKind.Trade) return;
        _last.Enqueue(marketEvent);
        if (_last.Count > 100) _last.Dequeue();
    }
}
