using System.CommandLine;
using System.Runtime.ExceptionServices;
using System.Text;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Bench.Published;
using FeedHandler.Host.Bench.Rates;
using FeedHandler.Host.Bench.Receive;
using FeedHandler.Host.Bench.Stages;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Machine;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;
using FeedHandler.Ring;

namespace FeedHandler.Host.Bench;

/// <summary>`feedhandler bench`: what the in-memory path costs over a capture.</summary>
internal sealed class BenchCommand
{
    private const string Description = "Measures decoding, books, events and the ring over captures held in memory, and says on which machine.";

    private const string Examples = """
        The measuring thread is pinned only after everything is compiled. Compare numbers of one machine, one capture and one command.

        Examples:
          feedhandler bench
          feedhandler bench day.pcap --core 3 --passes 101
          feedhandler bench day.pcap --line A --mode book --out Latency/Results/my-cpu/book.json
        """;

    private const int PassCountDefault = 21;
    private static readonly string[] Modes = ["all", "decode", "book", "events", "ring"];

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly RingArguments _ring;
    private readonly Option<string?> _mode = Options.Choice("--mode", "What to measure (default all)", Modes);
    private readonly Option<long?> _passes = Options.Number("--passes", "Timed passes over the capture (default 21)", 1, 10_000);
    private readonly Option<long?> _core = Options.Number("--core", "Pin the measuring thread to this core (default: not pinned)", 0, 8191);
    private readonly Option<string?> _line = Options.Choice("--line", "Take the packets of one line only (default: both)", ["A", "B"]);
    private readonly Option<string?> _commit = Options.Text("--commit", "The revision to note in the result (default: read from the repository)", "ID");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the result as JSON and nothing else");
    private readonly Option<string?> _out = Options.Text("--out", "Write the result as JSON to this file too", "FILE");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private BenchCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = new FeedArguments(command);
        _ring = new RingArguments(command);
        foreach (Option option in (Option[])[_mode, _passes, _core, _line, _commit, _json, _out, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("bench", Description, Examples);
        BenchCommand bench = new(command, terminal);
        command.SetAction(bench.Run);
        command.Add(BenchReceiveCommand.Create(terminal));
        command.Add(BenchRatesCommand.Create(terminal));
        command.Add(BenchStagesCommand.Create(terminal));
        command.Add(BenchPublishReportCommand.Create(terminal));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        outputs.AddFile(_out.Name, parsed.GetValue(_out), isWhole: true, makesFolder: true);
        using CaptureReceiver receiver = captures.CreateReceiver();
        CaptureNotes notes = new(captures, receiver, "measured", _terminal);
        Line? line = parsed.GetValue(_line) is { } name ? Enum.Parse<Line>(name) : null;
        using PacketStore store = PacketStore.Load(receiver, GroupOf(captures, line));
        notes.OnEnd();
        if (store.Count == 0)
            throw new UsageException($"{captures.Files[0].Path}: no packet{(line is null ? "" : $" on line {line}")}: check --lines and --line");
        BenchReport report = Measure(parsed, captures, store, notes);
        if (report.Results is [_, ..] results && results.All(static result => result.Count.Messages == 0))
            throw new CommandException($"{captures.Files[0].Path}: {store.Count} packets and no CME MDP 3.0 message in them; give a capture of a CME feed");
        if (parsed.GetValue(_out) is { } path) report = Save(outputs, path, report);
        if (parsed.GetValue(_json)) _terminal.Out.WriteLine(BenchJson.Of(report));
        else BenchText.Write(_terminal.Page, report);
        return report.Results.All(static result => result.DoPassesAgree) && report.Failures.Count == 0 ? ExitCode.Good : ExitCode.CheckFailed;
    }

    private static int? GroupOf(CaptureSet captures, Line? line)
    {
        if (line is null) return null;
        for (int group = 0; group < captures.Lines.Feed.GroupCount; group++)
        {
            if (captures.Lines.Feed[group].Line == line) return group;
        }

        return captures.Lines.Feed.GroupCount; // no group: nothing is kept
    }

    private BenchReport Measure(ParseResult parsed, CaptureSet captures, PacketStore store, CaptureNotes notes)
    {
        string mode = parsed.GetValue(_mode) ?? Modes[0];
        int passCount = (int)(parsed.GetValue(_passes) ?? PassCountDefault);
        int? core = (int?)parsed.GetValue(_core);
        if (core is { } asked) CoreChoice.Require("--core", asked);
        (PipelineOptions Pipeline, int? StrategyCore) through = _ring.Read(parsed, OptionsOf(parsed) with { FeedCore = core });
        List<string> warnings = [.. notes.Warnings];
        List<BenchResult> results = MeasurePasses(parsed, captures.Source, store, mode, passCount, ref core, warnings);
        LatencyReport? ring = mode is "all" or "ring" ? RingLatency.Measure(store, through, captures.Source, passCount, _terminal.Stop) : null;
        if (_terminal.Stop.IsCancellationRequested) warnings.Add("stopped before the end: some modes are missing or have fewer passes");
        if (Environment.ProcessorCount < 3 && ring is not null)
            warnings.Add($"{Environment.ProcessorCount} cores for a feed and a strategy thread: the system's own work shows in the ring's tail");
        string? commit = parsed.GetValue(_commit) ?? (CaptureFinder.FindRoot(_terminal.Folder) is { } root ? SourceRevision.Read(root) : null);
        string command = "feedhandler " + string.Join(' ', parsed.Tokens.Select(static token => token.Value));
        return new BenchReport(
            MachineDescription.Read(commit), command, [.. captures.Files.Select(static file => file.Path)], core, passCount, results, ring,
            WaitKinds.NameOf(through.Pipeline.Wait), warnings)
        {
            WasStopped = _terminal.Stop.IsCancellationRequested,
            Failures = [.. captures.Lines.Doubts, .. notes.Failures],
        };
    }

    private List<BenchResult> MeasurePasses(
        ParseResult parsed, FeedSource source, PacketStore store, string mode, int passCount, ref int? core, List<string> warnings)
    {
        PipelineOptions options = OptionsOf(parsed);
        using IBenchPass? decode = mode is "all" or "decode" ? new DecodePass() : null; // a pass makes room for all its books
        using IBenchPass? book = mode is "all" or "book" ? new BookPass(options, source) : null;
        using IBenchPass? events = mode is "all" or "events" ? new EventPass(options, source) : null;
        IBenchPass[] passes = [.. ((IBenchPass?[])[decode, book, events]).OfType<IBenchPass>()];
        BenchRunner runner = new(store, passCount, core, _terminal.Stop);
        List<BenchResult> results = [];
        PinnedThread thread = new("bench", default, () => results = runner.Run(passes));
        thread.Join();
        if (thread.Failure is not null) ExceptionDispatchInfo.Throw(thread.Failure);
        if (runner.PinningFailure is null) return results;
        warnings.Add($"the measuring thread could not be pinned and ran on any core ({runner.PinningFailure})");
        core = null;
        return results;
    }

    private PipelineOptions OptionsOf(ParseResult parsed) => _feed.Pipeline(parsed, _terminal) with { TouchesAllBooks = true };

    // What was measured is reported whether or not it can be kept.
    private BenchReport Save(OutputPlan outputs, string path, BenchReport report)
    {
        byte[] json = Encoding.UTF8.GetBytes(BenchJson.Of(report) + "\n");
        return outputs.TryWrite(_out.Name, path, file => file.Write(json)) is { } failure ? report with { Failures = [.. report.Failures, failure] } : report;
    }
}
