using FeedHandler.Engine;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Replay;

/// <summary>Replays captures through a fresh feed, with progress for whoever watches.</summary>
internal static class ReplaySession
{
    /// <summary>Replays once, for what is in the captures, on one thread; refuses captures of something else.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How, but for ring and stamps.</param>
    /// <param name="sinks">Take every event.</param>
    /// <param name="terminal">Who watches, and may stop it.</param>
    /// <exception cref="CommandException">No message of the venue is in them.</exception>
    public static FeedReport Look(CaptureSet captures, PipelineOptions options, IReadOnlyList<IFeedSink> sinks, Terminal terminal)
    {
        PipelineOptions look = options with
        {
            IsInline = true,
            HasStamps = false,
            Flight = null,
            WritesInstrumentCache = false,
            Share = null,
            Multicast = null,
            Publish = null,
        };
        FeedReport report = Run(captures, look, [], sinks, terminal);
        MessageCheck.Require(report, captures.Lines.IsGiven);
        return report;
    }

    /// <summary>Tells on standard error what a replay that is not reported would have warned of, and what failed.</summary>
    /// <param name="report">What it found.</param>
    /// <param name="terminal">Who is told.</param>
    public static void Tell(FeedReport report, Terminal terminal)
    {
        foreach (string warning in report.Warnings) terminal.Tell($"note: {warning}");
        foreach (string failure in report.Failures) terminal.Tell(failure);
    }

    /// <summary>Replays once.</summary>
    /// <param name="captures">The captures.</param>
    /// <param name="options">How.</param>
    /// <param name="strategies">Who takes the events.</param>
    /// <param name="sinks">Take every event too.</param>
    /// <param name="terminal">Who watches, and may stop it.</param>
    /// <param name="beside">Who writes latencies meanwhile, and what is done before the first packet; null for nobody and nothing.</param>
    public static FeedReport Run(
        CaptureSet captures,
        PipelineOptions options,
        IReadOnlyList<StrategySeat> strategies,
        IReadOnlyList<IFeedSink> sinks,
        Terminal terminal,
        (HlogOutput? Log, Action<Feed>? WhenOpen) beside = default)
    {
        FeedBuilder builder = Feed.For(options.Venue).Replay(captures).Options(_ => options);
        foreach (StrategySeat strategy in strategies) builder.Strategy(strategy);
        foreach (IFeedSink sink in sinks) builder.Sink(sink);
        if (beside.Log is not null) builder.WhenOpen(beside.Log.Begin);
        if (beside.WhenOpen is not null) builder.WhenOpen(beside.WhenOpen);
        using Feed feed = builder.Start(terminal.Stop);
        using (new ProgressLine(terminal, "replaying", () => feed.Status.RecordCount, share: () => feed.Status.Share)) feed.Wait();
        beside.Log?.Finish();
        return feed.Report;
    }
}
