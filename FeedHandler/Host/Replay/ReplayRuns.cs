using FeedHandler.Engine;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Host.Replay;

/// <summary>Replays captures as often as was asked, each time from nothing.</summary>
/// <param name="captures">The captures.</param>
/// <param name="options">How to replay.</param>
/// <param name="terminal">Who watches, and may stop it.</param>
internal sealed class ReplayRuns(CaptureSet captures, PipelineOptions options, Terminal terminal)
{
    /// <summary>The reports of the runs that were begun, in order.</summary>
    public List<FeedReport> Reports { get; } = [];

    /// <summary>Takes the digests of instruments; null where nobody asks for them.</summary>
    public InstrumentDigests? Digests { get; init; }

    /// <summary>Watches that books agree; null where nobody asks.</summary>
    public BookOracle? Oracle { get; init; }

    /// <summary>Records events of the first run; null where nobody asks.</summary>
    public EventRecorder? Recorder { get; init; }

    /// <summary>Writes latencies while the one run goes on; null where nobody asks.</summary>
    public HlogOutput? Log { get; init; }

    /// <summary>What is done when the last run is open, the warmest of them; null for nothing.</summary>
    public Action<Feed>? WhenLastOpens { get; set; }

    /// <summary>Replays.</summary>
    /// <param name="strategies">Who takes the events.</param>
    /// <param name="repeatCount">How often.</param>
    /// <param name="events">Where events are written; null for nowhere.</param>
    /// <param name="filter">Which of them; null for all.</param>
    /// <returns>What all runs say together.</returns>
    public FeedReport Run(IReadOnlyList<StrategySeat> strategies, int repeatCount, EventOutput? events, EventFilter? filter)
    {
        while (Reports.Count < repeatCount && !terminal.Stop.IsCancellationRequested)
        {
            // One run's events are every run's events: they are written, and instruments' digests taken, once.
            Action<Feed>? whenOpen = Reports.Count == repeatCount - 1 ? WhenLastOpens : null;
            Reports.Add(Reports.Count == 0
                ? RunFirst(strategies, (events, filter), whenOpen)
                : ReplaySession.Run(captures, options, strategies, [], terminal, (null, whenOpen)));
            MessageCheck.Require(Reports[0], captures.Lines.IsGiven);
            if (Reports.Count > 2) Reports[^2] = OutcomeOf(Reports[^2]);
        }

        if (Reports.Count == 0) throw new CommandException("stopped before the replay began");
        FeedReport report = Summarize(repeatCount);
        return Digests is null ? report : Digests.Complete(report);
    }

    // Histograms and books of runs between the first and the last are told to nobody, and a thousand runs would fill the memory with them.
    private static FeedReport OutcomeOf(FeedReport run) => run with
    {
        Latency = LatencyReport.Merge([]),
        Instruments = [],
        Channels = [.. run.Channels.Select(static channel => channel with { Ways = [] })],
    };

    private FeedReport RunFirst(IReadOnlyList<StrategySeat> strategies, (EventOutput? Output, EventFilter? Filter) written, Action<Feed>? whenOpen)
    {
        EventOutput? events = written.Output;
        using EventFile? file = events?.Create(options.InstrumentsMax, captures.Source.Map.ChannelIds, written.Filter);
        events?.Begin();
        IFeedSink?[] sinks = [file, Digests, Oracle, Recorder];
        FeedReport report = ReplaySession.Run(captures, options, strategies, [.. sinks.OfType<IFeedSink>()], terminal, (Log, whenOpen));
        file?.Finish(isWhole: !report.Run.WasStopped);
        file?.Dispose();
        Recorder?.Dispose();
        string[] lost = Recorder?.Failure is { } failure ? [failure] : [];
        report = report with { Failures = [.. report.Failures, .. events?.Failures ?? [], .. lost] };
        return Oracle is null ? report : Oracle.Complete(report);
    }

    // The last run is the warmest; what any run found wrong counts. One that was stopped has the digest of a part.
    private FeedReport Summarize(int repeatCount)
    {
        IEnumerable<string> differences = Reports.Select(static (run, index) => (Report: run, Number: index + 1))
            .Where(run => !run.Report.Run.WasStopped && run.Report.Digest != Reports[0].Digest)
            .Select(run => $"run {run.Number} gave the digest {run.Report.Digest}, run 1 {Reports[0].Digest}: a replay must be the same each time");
        FeedReport last = Reports[^1] with
        {
            Verification = Reports[0].Verification,
            Failures = [.. Reports.SelectMany(static run => run.Failures).Distinct(StringComparer.Ordinal), .. differences],
        };
        return Reports.Count == repeatCount ? last : last with
        {
            Run = last.Run with { WasStopped = true },
            Warnings = [.. last.Warnings, $"stopped before the end: {Reports.Count} of {repeatCount} runs were begun"],
        };
    }
}
