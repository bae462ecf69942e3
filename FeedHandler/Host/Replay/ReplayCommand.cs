using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Reports.Latencies;
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
          feedhandler replay day.pcap --expect 2c68550cdfe0a85e --expect 310:8756=0f1e2d3c4b5a6978
          feedhandler replay day.pcap --json | jq .digest
          feedhandler replay day.pcap --events - --kinds trade --instrument ESZ6

        Exit code: 0 good; 1 a check failed, such as a file that is cut off or repeats that differ; 2 wrong usage or input.
        """;

    private const int TopCountDefault = 5;
    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly ReplayArguments _replay;
    private readonly ExpectedDigests _expected;
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");
    private readonly Option<long?> _top = Options.Number("--top", "How many of the busiest books to show (default 5; with --json all)", 0, 1_000_000);
    private readonly EventArguments _events;
    private readonly Option<long?> _repeat = Options.Number(
        "--repeat", "Replay this many times, each from nothing; all digests must agree (default 1)", 1, 1000);
    private readonly Option<bool> _verify = Options.Switch(
        "--verify", "Watch that books agree: orders with levels, direct and implied with consolidated, whole books with snapshots");
    private readonly Option<bool> _origins = Options.Switch("--level-origins", "With --json: tell of each level whence it came and when");
    private readonly VerifiedPackets _save = new();
    private readonly FlightChoice _flight;
    private readonly Option<string?> _hgrm = Options.Text("--hgrm", "Write percentile distributions as .hgrm files into this folder", "FOLDER");
    private readonly HlogArguments _hlog;
    private readonly Option<string?> _cache = Options.InstrumentCache();
    private readonly Option<string?> _share = Options.Share();
    private readonly RecordsChoice _records;
    private readonly PublishChoice _publish;
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private ReplayCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = new FeedArguments(command);
        _events = new EventArguments(
            command,
            "Write every event as a line of JSON to a file, or to standard output with -",
            "Show this instrument only, by id or symbol, and write the events of no other; several, each with its own --instrument",
            isLive: false);
        foreach (Option option in (Option[])[_json, _top, _repeat, _verify, _origins, _save.Option, _hgrm, _cache, _share, _followLinks]) command.Add(option);
        _records = new RecordsChoice(command);
        _publish = new PublishChoice(command);
        _hlog = new HlogArguments(command);
        _expected = new ExpectedDigests(command);
        _flight = new FlightChoice(command);
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
        PipelineOptions options = Read(parsed, warnings);
        IReadOnlyList<ExpectedDigest> expected = _expected.Read(parsed);
        bool isJson = parsed.GetValue(_json);
        EventRequest? events = ReadEvents(parsed, isJson);
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        HlogRequest? log = ReadLog(parsed, options);
        OutputPlan outputs = Plan(parsed, captures, (events, log));
        EventFilter? filter = events is null ? null : EventProbe.Filter(captures, options, _events, events, _terminal);
        using EventRecorder? recorder = _records.Create(parsed, options.Venue, _terminal);
        using BookOracle? oracle = options.Verifies ? new BookOracle(captures.Source.Map.ChannelIds, options) : null;
        bool hasDigests = isJson || expected.Any(static digest => digest.SecurityId is not null);
        InstrumentDigests? digests = hasDigests ? new InstrumentDigests(captures.Source.Map.ChannelIds.Count, options.InstrumentsMax) : null;
        using HlogOutput? hlog = log is null ? null : new HlogOutput(_terminal, outputs, _hlog.Name, log);
        ReplayRuns runs = new(captures, options, _terminal) { Oracle = oracle, Digests = digests, Log = hlog, Recorder = recorder };
        runs.WhenLastOpens = _flight.Opening(captures, outputs, _terminal);
        using EventOutput? output = events is null ? null : new EventOutput(_terminal, outputs, _events, events);
        FeedReport report = runs.Run(_replay.Strategies(parsed, _terminal), (int)(parsed.GetValue(_repeat) ?? 1), output, filter);
        string[] failures = [.. _expected.Failures(expected, report), .. _save.Write(parsed, report, captures, (outputs, _terminal))];
        report = Narrow(report, parsed) with
        {
            Warnings = [.. warnings, .. report.Warnings, .. output?.Warnings ?? []],
            Failures = [.. report.Failures, .. failures, .. hlog?.Failures ?? [], .. WriteLatencies(parsed, report, outputs), .. report.Flight?.Failures ?? []],
        };
        Print(parsed, report, runs.Reports, isJson, isOutTaken: events is { IsStandardOutput: true });
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private PipelineOptions Read(ParseResult parsed, List<string> warnings)
    {
        PipelineOptions options = _replay.Read(parsed, _feed, _terminal, warnings);
        _save.Require(parsed, _verify);
        if (parsed.GetValue(_hgrm) is not null && !options.HasStamps)
            throw new UsageException("--hgrm needs the latencies that --no-stamps leaves out: give one of them");
        options = _flight.Read(parsed, options, "--no-stamps");
        if (options.Flight is { } flight) options = options with { Flight = flight with { WatchesEvents = false } };
        return options with
        {
            Verifies = parsed.GetValue(_verify),
            KeepsLevelOrigins = parsed.GetValue(_origins),
            InstrumentCache = CachePath(parsed),
            Share = ShareChoice.Of(parsed, _share, _terminal) ?? options.Share,
            Publish = _publish.Read(parsed, configured: null, _terminal),
        };
    }

    private HlogRequest? ReadLog(ParseResult parsed, PipelineOptions options)
    {
        HlogRequest? log = _hlog.Read(parsed, options.HasStamps, "--no-stamps leaves out: give one of them");
        if (log is not null && parsed.GetValue(_repeat) is > 1)
            throw new UsageException("--repeat with --hlog: several runs would be one log, give one of them, or each run a command and a log of its own");
        return log;
    }

    private OutputPlan Plan(ParseResult parsed, CaptureSet captures, (EventRequest? Events, HlogRequest? Log) asked)
    {
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        string? events = asked.Events is { IsStandardOutput: false } file ? file.Path : null;
        outputs.AddFile(_events.Name, events, isWhole: asked.Events is { Format: EventFormat.Parquet });
        _hlog.Plan(outputs, asked.Log);
        _records.Plan(parsed, outputs);
        outputs.AddFolder(_hgrm.Name, parsed.GetValue(_hgrm));
        _save.Plan(parsed, outputs);
        _flight.Plan(parsed, outputs);
        outputs.AddFile(_cache.Name, parsed.GetValue(_cache), isWhole: true);
        return outputs;
    }

    private IEnumerable<string> WriteLatencies(ParseResult parsed, FeedReport report, OutputPlan outputs)
    {
        if (parsed.GetValue(_hgrm) is { } folder && outputs.TryWriteFolder(_hgrm.Name, folder, report.Latency) is { } failure) yield return failure;
    }

    private string? CachePath(ParseResult parsed)
    {
        if (parsed.GetValue(_cache) is not { } path) return null;
        if (parsed.GetValue(_repeat) is > 1)
            throw new UsageException("--repeat with --instrument-cache: each run would begin with what the one before wrote, give one of them");
        return _terminal.PathOf(path);
    }

    private EventRequest? ReadEvents(ParseResult parsed, bool isJson)
    {
        EventRequest? events = _events.Read(parsed);
        if (isJson && events is { IsStandardOutput: true })
            throw new UsageException("--json and --events - both write to standard output: give --events a file");
        return events;
    }

    private FeedReport Narrow(FeedReport report, ParseResult parsed)
    {
        if (_events.InstrumentsOf(parsed) is not { Count: > 0 } names) return report;
        return report with { Instruments = [.. names.SelectMany(name => InstrumentChoice.All(report.Instruments, name)).Distinct()] };
    }

    private void Print(ParseResult parsed, FeedReport report, List<FeedReport> runs, bool isJson, bool isOutTaken)
    {
        long? top = parsed.GetValue(_top);
        TextPage page = isOutTaken ? _terminal.ErrorPage : _terminal.Page;
        if (isJson) ReplayJson.Write(page.Writer, report with { Instruments = [.. report.Instruments.Take((int)(top ?? int.MaxValue))] }, runs);
        else ReplayText.Write(page, report, runs, (int)(top ?? (_events.InstrumentsOf(parsed).Count > 0 ? report.Instruments.Count : TopCountDefault)));
    }
}
