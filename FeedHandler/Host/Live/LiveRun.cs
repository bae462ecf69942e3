using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Live;

/// <summary>A live feed with what the command adds to it: outputs, a screen, and a report in passing on SIGUSR1.</summary>
internal static class LiveRun
{
    /// <summary>What is wrong when no packet came, whoever ended it.</summary>
    public const string NothingReceived = "nothing was received: compare groups, ports and interface with what is sent, "
        + "and let feedhandler check look at a configuration of them and at this machine";

    /// <summary>Runs a live feed until it ends or is stopped.</summary>
    /// <param name="options">What to receive, and how.</param>
    /// <param name="strategies">Who takes the events.</param>
    /// <param name="beside">What is written beside the report, and who looks from outside; opened when nothing else can be wrong.</param>
    /// <param name="terminal">Who watches, and may stop it.</param>
    /// <param name="drawsScreen">Whether to draw the feed while it runs.</param>
    /// <exception cref="FeedException">The receiver cannot be opened, or the warm-up has no traffic.</exception>
    public static FeedReport Run(
        LiveOptions options, IReadOnlyList<StrategySeat> strategies, (LiveOutputs Files, Observers Observers) beside, Terminal terminal, bool drawsScreen)
    {
        (LiveOutputs outputs, Observers observers) = beside;
        outputs.Prepare(options);
        options = options with { Pipeline = Telling(options.Pipeline, terminal) };
        FeedBuilder builder = Feed.For(options.Pipeline.Venue).Receive(options)
            .WhenOpen(feed => Open(feed, options, outputs, terminal))
            .WhenOpen(observers.Open);
        foreach (StrategySeat strategy in strategies) builder.Strategy(strategy);
        if (outputs.Records is { } records) builder.Sink(records, FullRing.Detach); // a disk that is too slow costs the recording, never the feed
        using Feed feed = builder.Start(terminal.Stop);
        using Observers ending = observers; // before the feed gives its memory back
        LiveSnapshot snapshot = new(new LiveStatusTables(feed.NewStatus(isRateSinceStart: true), feed.Windows), terminal);
        using (new ScreenThread(drawsScreen ? new LiveScreen(terminal) : null, new LiveStatusTables(feed.NewStatus(), feed.Windows)))
        using (terminal.Inquiry.AnswerBy(snapshot.Write))
            feed.Wait();
        outputs.Log?.Finish();
        return outputs.Oracle is { } oracle ? oracle.Complete(feed.Report) : feed.Report;
    }

    // The feed goes on without a loop of its gateway, and whoever looks after it is to know.
    private static PipelineOptions Telling(PipelineOptions pipeline, Terminal terminal)
    {
        if (pipeline.Gateway is not { } gateway) return pipeline;
        void Tell(string failure) => terminal.Tell($"{gateway.Origin}: a loop has ended, and its clients are gone: {failure}");
        return pipeline with { Gateway = gateway with { WhenFailed = Tell } };
    }

    private static void Open(Feed feed, LiveOptions options, LiveOutputs outputs, Terminal terminal)
    {
        outputs.Open(options);
        if (outputs.Recorder is { } recorder) feed.Record(recorder);
        outputs.Keep(feed, options);
        if (outputs.Events is { } events) feed.Attach(events);
        if (outputs.Oracle is { } oracle) feed.Attach(oracle);
        outputs.Log?.Begin(feed);
        foreach (string note in feed.Status.Notes) terminal.Tell(note);
        if (feed.GatewayEndPoint is { } gateway) terminal.Tell($"clients connect to {gateway}");
        terminal.Tell($"{options.Groups.Count} groups joined by the {feed.Status.Receiver!.Kind} receiver after {feed.WarmUpCount} packets of warm-up");
    }
}
