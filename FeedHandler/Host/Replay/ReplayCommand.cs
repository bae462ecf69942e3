using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Replay;

/// <summary>`feedhandler replay`: captures through arbitration, decoder, books and ring to strategies, and a report.</summary>
internal sealed class ReplayCommand
{
    private const string Description = "Replays captures through the whole feed handler, as fast as it can, and reports.";

    private const string Examples = """
        Examples:
          feedhandler replay
          feedhandler replay day.pcap --top 10 --strategies 2
          feedhandler replay a.pcap b.pcap --lines 224.0.31.64:14340=A,224.0.32.64:15340=B
          feedhandler replay day.pcap --strategy My.dll:SpreadWatch
          feedhandler replay day.pcap --expect 2c68550cdfe0a85e
          feedhandler replay day.pcap --json | jq .digest
          feedhandler replay day.pcap --events - | grep '"kind":"trade"'

        Exit code: 0 good; 1 a check failed, such as a file that is cut off or repeats that differ; 2 wrong usage or input.
        """;

    private const int TopCountDefault = 5;
    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly ReplayArguments _replay;
    private readonly ExpectedDigests _expected;
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");
    private readonly Option<long?> _top = Options.Number("--top", "How many of the busiest books to show (default 5; with --json all)", 0, 1_000_000);
    private readonly Option<string?> _instrument = Options.Text("--instrument", "Show this instrument only, by id or symbol", "ID|SYMBOL");
    private readonly Option<string?> _events = Options.Text(
        "--events", "Write every event as a line of JSON to a file, or to standard output with -", "FILE|-");
    private readonly Option<long?> _repeat = Options.Number(
        "--repeat", "Replay this many times, each from nothing; all digests must agree (default 1)", 1, 1000);
    private readonly Option<string?> _hgrm = Options.Text("--hgrm", "Write percentile distributions as .hgrm files into this folder", "FOLDER");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private ReplayCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = new FeedArguments(command);
        foreach (Option option in (Option[])[_json, _top, _instrument, _events, _repeat, _hgrm, _followLinks]) command.Add(option);
        _expected = new ExpectedDigests(command);
        _replay = new ReplayArguments(command);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("replay", Description, Examples);
        ReplayCommand replay = new(command, terminal);
        command.SetAction(replay.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        List<string> warnings = [];
        PipelineOptions options = _replay.Read(parsed, _feed, _terminal, warnings);
        IReadOnlyList<(int? Channel, string Digest)> expected = _expected.Read(parsed);
        bool isJson = parsed.GetValue(_json);
        string? events = parsed.GetValue(_events);
        if (isJson && events == "-") throw new UsageException("--json and --events - both write to standard output: give --events a file");
        if (parsed.GetValue(_hgrm) is not null && !options.HasStamps)
            throw new UsageException("--hgrm needs the latencies that --no-stamps leaves out: give one of them");
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        outputs.AddFile(_events.Name, events == "-" ? null : events);
        outputs.AddFolder(_hgrm.Name, parsed.GetValue(_hgrm));
        if (events is not null && parsed.GetValue(_instrument) is not null) RequireInstrument(captures, options, parsed);
        int repeatCount = (int)(parsed.GetValue(_repeat) ?? 1);
        List<FeedReport> runs = ReplayAll(captures, options, _replay.Strategies(parsed, _terminal), (outputs, events), repeatCount);
        FeedReport report = Narrow(Summarize(runs, repeatCount), parsed);
        report = report with { Warnings = [.. warnings, .. report.Warnings], Failures = [.. report.Failures, .. _expected.Failures(expected, report)] };
        if (parsed.GetValue(_hgrm) is { } folder && outputs.TryWriteFolder(_hgrm.Name, folder, report.Latency) is { } failure)
            report = report with { Failures = [.. report.Failures, failure] };
        Print(parsed, report, runs, isJson, isOutTaken: events == "-");
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private List<FeedReport> ReplayAll(
        CaptureSet captures, PipelineOptions options, IReadOnlyList<StrategySeat> strategies, (OutputPlan Plan, string? Path) events, int repeatCount)
    {
        List<FeedReport> runs = [];
        while (runs.Count < repeatCount && !_terminal.Stop.IsCancellationRequested)
        {
            // One run's events are every run's events: they are written once.
            using EventLines? lines = events.Path is not null && runs.Count == 0
                ? new EventLines(options.InstrumentsMax, captures.Source.Map.ChannelIds, Tell).Begin(OpenEvents(events.Plan, events.Path))
                : null;
            FeedReport report = ReplaySession.Run(captures, options, strategies, lines, _terminal);
            lines?.Dispose();
            runs.Add(lines?.Failure is { } failure ? report with { Failures = [.. report.Failures, NamesEvents(failure)] } : report);
            MessageCheck.Require(runs[0], captures.Lines.IsGiven);
        }

        if (runs.Count == 0) throw new CommandException("stopped before the replay began");
        return runs;

        void Tell(string failure) => _terminal.Tell(NamesEvents(failure));

        string NamesEvents(string failure) => $"{_events.Name} {events.Path}: {failure}";
    }

    private Stream OpenEvents(OutputPlan outputs, string path) => path == "-" ? _terminal.OpenOut() : outputs.Open(_events.Name, path);

    // Only a replay tells which instruments there are, and a file is written over only when all that was typed is right.
    private void RequireInstrument(CaptureSet captures, PipelineOptions options, ParseResult parsed)
    {
        FeedReport report = ReplaySession.Run(captures, options with { IsInline = true, HasStamps = false }, [], lines: null, _terminal);
        MessageCheck.Require(report, captures.Lines.IsGiven);
        if (!report.Run.WasStopped) Narrow(report, parsed);
    }

    // The last run is the warmest; what any run found wrong counts. One that was stopped has the digest of a part.
    private static FeedReport Summarize(List<FeedReport> runs, int repeatCount)
    {
        IEnumerable<string> differences = runs.Select(static (run, index) => (Report: run, Number: index + 1))
            .Where(run => !run.Report.Run.WasStopped && run.Report.Digest != runs[0].Digest)
            .Select(run => $"run {run.Number} gave the digest {run.Report.Digest}, run 1 {runs[0].Digest}: a replay must be the same each time");
        FeedReport last = runs[^1] with
        {
            Failures = [.. runs.SelectMany(static run => run.Failures).Distinct(StringComparer.Ordinal), .. differences],
        };
        return runs.Count == repeatCount ? last : last with
        {
            Run = last.Run with { WasStopped = true },
            Warnings = [.. last.Warnings, $"stopped before the end: {runs.Count} of {repeatCount} runs were begun"],
        };
    }

    private FeedReport Narrow(FeedReport report, ParseResult parsed)
    {
        if (parsed.GetValue(_instrument) is { } name) report = report with { Instruments = [InstrumentChoice.Find(report.Instruments, name)] };
        return report;
    }

    private void Print(ParseResult parsed, FeedReport report, List<FeedReport> runs, bool isJson, bool isOutTaken)
    {
        long? top = parsed.GetValue(_top);
        TextWriter output = isOutTaken ? _terminal.Error : _terminal.Out;
        if (isJson) ReplayJson.Write(output, report with { Instruments = [.. report.Instruments.Take((int)(top ?? int.MaxValue))] }, runs);
        else ReplayText.Write(output, report, runs, (int)(top ?? TopCountDefault));
    }
}
