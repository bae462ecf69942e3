using FeedHandler.Engine;
using Samples;

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
