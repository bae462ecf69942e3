using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Live;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;

namespace FeedHandler.Host.Run;

/// <summary>`feedhandler run`: a live channel, both lines, through arbitration, decoder, books and ring to strategies.</summary>
internal sealed class RunCommand
{
    private const string Description = "Receives a live channel and does with it what replay does with a capture, until it is stopped.";

    private const string Examples = """
        Examples:
          feedhandler run feed.json
          feedhandler run feed.json --strategy My.dll:SpreadWatch
          feedhandler run feed.json --receiver io_uring --for 60 --json
          feedhandler run feed.json --metrics
          feedhandler run feed.json --multicast 239.5.1.1:20310=310/incremental/A --multicast-interface eth2
          feedhandler run feed.json --flight spikes --budget-ns 50000
          feedhandler run --lines 239.9.1.1:14310=A,239.9.1.2:15310=B --interface eth1
          feedhandler run --lines 239.200.0.1:14001=A,239.200.0.2:15001=B --interface lo --until-idle-ms 500

        Ctrl-C, SIGTERM and SIGHUP end it with the full report; SIGUSR1 writes where it stands to standard error and goes on.
        Exit code: 0 good; 1 a check failed, such as a consumer whose books differ, or nothing was received;
        2 wrong usage or input, or nothing can be received here.
        """;

    private const int TopCountDefault = 5;
    private readonly Terminal _terminal;
    private readonly RunArguments _run;
    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");
    private readonly Option<bool> _noScreen = Options.Switch("--no-screen", "Do not draw the feed while it runs");
    private readonly Option<long?> _top = Options.Number("--top", "How many of the busiest books to report (default 5; with --json all)", 0, 1_000_000);
    private readonly EventArguments _events;
    private readonly ObserveArguments _observe;
    private readonly Option<string?> _record =
        Options.Text("--record", "Record every packet to a pcapng capture; one that is there is not overwritten", "FILE");
    private readonly Option<bool> _verify = Options.Switch(
        "--verify", "Watch that books agree: orders with levels, direct and implied with consolidated, whole books with snapshots, whose groups stay joined");
    private readonly SavedPackets _saved = new();
    private readonly FlightChoice _flight;
    private readonly Option<string?> _hgrm = Options.Text("--hgrm", "Write percentile distributions as .hgrm files into this folder", "FOLDER");
    private readonly HlogArguments _hlog;
    private readonly Option<string?> _cache = Options.InstrumentCache();
    private readonly Option<string?> _share = Options.Share();
    private readonly Option<string?> _gateway =
        Options.Text("--gateway", "Serve the feed to clients over TCP here, as feedhandler gateway does", "ADDRESS:PORT");

    private readonly GatewayArguments _gatewayArguments;
    private readonly MulticastChoice _multicast;
    private readonly RecordsChoice _records;
    private readonly PublishChoice _publish;
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private RunCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _run = new RunArguments(command);
        _events = new EventArguments(
            command,
            "Write every event as a line of JSON to a file; it slows the feed's consumers, not the feed",
            "Write the events of this instrument only, by id or symbol; several, each with its own --instrument",
            isLive: true);
        _observe = new ObserveArguments(command);
        Option[] options = [_json, _noScreen, _top, _record, _verify, _saved.Option, _hgrm, _cache, _share, _gateway, _followLinks];
        foreach (Option option in options) command.Add(option);
        _records = new RecordsChoice(command);
        _gatewayArguments = new GatewayArguments(command);
        _hlog = new HlogArguments(command);
        _flight = new FlightChoice(command);
        _multicast = new MulticastChoice(command);
        _publish = new PublishChoice(command);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("run", Description, Examples);
        RunCommand run = new(command, terminal);
        command.SetAction(run.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        List<string> warnings = [];
        LiveOptions options = _run.Read(parsed, _terminal, warnings);
        options = options with { Pipeline = options.Pipeline with { Verifies = parsed.GetValue(_verify) } };
        if (parsed.GetValue(_cache) is { } cache) options = options with { Pipeline = options.Pipeline with { InstrumentCache = _terminal.PathOf(cache) } };
        if (ShareChoice.Of(parsed, _share, _terminal) is { } share) options = options with { Pipeline = options.Pipeline with { Share = share } };
        options = options with { Pipeline = options.Pipeline with { Gateway = _gatewayArguments.Read(parsed, _gateway, options.Pipeline.Gateway, _terminal) } };
        options = options with { Pipeline = options.Pipeline with { Multicast = _multicast.Read(parsed, options.Pipeline.Multicast) } };
        options = options with { Pipeline = options.Pipeline with { Publish = _publish.Read(parsed, options.PublishSection, _terminal) } };
        options = options with { Observe = _observe.Read(parsed, options.Observe, _terminal) };
        options = options with { Pipeline = _flight.Read(parsed, options.Pipeline, "ring.stamps") };
        bool isJson = parsed.GetValue(_json);
        string? hgrm = parsed.GetValue(_hgrm);
        if (hgrm is not null && !options.Pipeline.HasStamps)
            throw new UsageException("--hgrm needs the latencies that ring.stamps leaves out: set it to true");
        HlogRequest? log = _hlog.Read(parsed, options.Pipeline.HasStamps, "ring.stamps leaves out: set it to true");
        EventRequest? events = _events.Read(parsed);
        OutputPlan outputs = Outputs(parsed, options, log);
        bool drawsScreen = _terminal.ReadKey is not null && !isJson && !parsed.GetValue(_noScreen);
        FeedReport report = Receive(parsed, options, (outputs, events, log), drawsScreen);
        report = report with { Warnings = [.. warnings, .. report.Warnings] };
        if (hgrm is not null && outputs.TryWriteFolder(_hgrm.Name, hgrm, report.Latency) is { } failure)
            report = report with { Failures = [.. report.Failures, failure] };
        long? top = parsed.GetValue(_top);
        if (isJson) ReplayJson.Write(_terminal.Out, report with { Instruments = [.. report.Instruments.Take((int)(top ?? int.MaxValue))] }, [report]);
        else ReplayText.Write(_terminal.Page, report, [report], (int)(top ?? TopCountDefault));
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private OutputPlan Outputs(ParseResult parsed, LiveOptions options, HlogRequest? log)
    {
        OutputPlan outputs = new(_terminal, parsed.GetValue(_followLinks));
        outputs.AddInputs([.. options.InputPaths, options.Observe.TokenFile, options.Pipeline.Gateway?.TokenFile]);
        outputs.AddFile(_events.Name, _events.PathOf(parsed));
        _hlog.Plan(outputs, log);
        _records.Plan(parsed, outputs);
        outputs.AddFile(_record.Name, parsed.GetValue(_record), isNew: true);
        _saved.Plan(parsed, _verify, (outputs, options));
        outputs.AddFolder(_hgrm.Name, parsed.GetValue(_hgrm));
        outputs.AddFile(parsed.GetValue(_cache) is null ? "instruments.cache" : _cache.Name, options.Pipeline.InstrumentCache, isWhole: true);
        _flight.Plan(parsed, outputs);
        if (options.Pipeline.Flight is not null) LiveRecording.RequireIPv4(FlightChoice.FolderName, options.Groups);
        if (parsed.GetValue(_record) is not null) LiveRecording.RequireIPv4(_record.Name, options.Groups);
        return outputs;
    }

    private FeedReport Receive(ParseResult parsed, LiveOptions options, (OutputPlan Plan, EventRequest? Events, HlogRequest? Log) outputs, bool drawsScreen)
    {
        using HlogOutput? log = outputs.Log is { } asked ? new HlogOutput(_terminal, outputs.Plan, _hlog.Name, asked) : null;
        EventRecorder? records = _records.Create(parsed, options.Pipeline.Venue, _terminal);
        using LiveOutputs files = new(_terminal, outputs.Plan, _events, outputs.Events, parsed.GetValue(_record), _saved)
        {
            Log = log,
            Flight = _flight,
            Records = records,
        };
        using Observers observers = new(options.Observe, _terminal) { FlightFolder = _flight.Folder is { } folder ? _terminal.PathOf(folder) : null };
        FeedReport report = LiveRun.Run(options, _run.Strategies(parsed, options, _terminal), (files, observers), _terminal, drawsScreen);
        files.Dispose();
        IEnumerable<string> nothing = report.Run.PacketCount == 0 ? [LiveRun.NothingReceived] : [];
        return report with
        {
            Warnings = [.. report.Warnings, .. files.Warnings],
            Failures = [.. report.Failures, .. nothing, .. files.Failures, .. _saved.Write(report, outputs.Plan), .. report.Flight?.Failures ?? []],
        };
    }
}
