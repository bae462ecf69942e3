using System.CommandLine;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Machine;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Stages;

/// <summary>`feedhandler bench stages`: what each stage of the feed thread takes over packets in memory, round by round.</summary>
internal sealed class BenchStagesCommand
{
    private const string Description = "Measures each stage of the feed thread over captures held in memory, in short rounds.";

    private const string Examples = """
        One thread does all: arbitration, decoding, books, events and their digest. With --hlog every round is an interval of a log, as `latency compare` takes
        them; `bench publish-report` starts this command again and again.

        Examples:
          feedhandler bench stages
          feedhandler bench stages day.pcap --core 3 --rounds 100 --hlog stages.hlog

        Exit code: 0 good; 1 passes disagree, or an output could not be written; 2 wrong usage or input.
        """;

    private const int FormatVersion = 1;
    private const int RoundsDefault = 20;
    private const int PassesDefault = 20;

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly Option<long?> _rounds = Options.Number("--rounds", $"Rounds (default {RoundsDefault})", 1, 10_000);
    private readonly Option<long?> _passes = Options.Number("--passes", $"Passes over the capture in a round (default {PassesDefault})", 1, 10_000);
    private readonly Option<long?> _core = Options.Number("--core", "Pin the measuring thread to this core (default: not pinned)", 0, 8191);
    private readonly Option<string?> _hlog = Options.Text("--hlog", "Write a histogram log, an interval for each round, a line for each stage", "FILE");
    private readonly Option<bool> _json = Options.Switch("--json", "Print the result as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private BenchStagesCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = new FeedArguments(command);
        foreach (Option option in (Option[])[_rounds, _passes, _core, _hlog, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command, a part of `bench`.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("stages", Description, Examples);
        BenchStagesCommand bench = new(command, terminal);
        command.SetAction(bench.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_core) is { } core) CoreChoice.Require(_core.Name, (int)core);
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        outputs.AddFile(_hlog.Name, parsed.GetValue(_hlog));
        using CaptureReceiver receiver = captures.CreateReceiver();
        CaptureNotes notes = new(captures, receiver, "measured", _terminal);
        using PacketStore store = PacketStore.Load(receiver);
        notes.OnEnd();
        if (store.Count == 0) throw new UsageException($"{captures.Files[0].Path}: no packet: check --lines");
        int passes = (int)(parsed.GetValue(_passes) ?? PassesDefault);
        StageBench bench = new(store, (int)(parsed.GetValue(_rounds) ?? RoundsDefault), passes, (int?)parsed.GetValue(_core));
        Func<DateTimeOffset, Stream>? open = parsed.GetValue(_hlog) is { } path ? _ => outputs.Open(_hlog.Name, path) : null;
        LatencyReport report = bench.Run(_feed.Pipeline(parsed, _terminal) with { TouchesAllBooks = true }, captures.Source, open, _terminal.Stop);
        if (report.Stages.All(static row => row.Stage is Stage.Receive or Stage.Arbitrate))
            throw new CommandException($"{captures.Files[0].Path}: {store.Count} packets and no CME MDP 3.0 message in them; give a capture of a CME feed");
        string[] failures = [.. captures.Lines.Doubts, .. notes.Failures, .. bench.Failures];
        Tell(parsed, (captures, bench, report), [.. notes.Warnings, .. bench.Warnings], failures);
        return failures.Length > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private void Tell(ParseResult parsed, (CaptureSet Captures, StageBench Bench, LatencyReport Report) done, string[] warnings, string[] failures)
    {
        if (parsed.GetValue(_json))
        {
            JsonPage.Write(_terminal.Out, writer => WriteMembers(writer, parsed, done, (warnings, failures)));
            return;
        }

        _terminal.Page.WriteLine(FormattableString.Invariant($"{done.Bench.DoneCount:N0} rounds on one thread"));
        LatencyTable.Write(_terminal.Page.Writer, done.Report, _terminal.Page.ColumnCount);
        foreach (string warning in warnings) _terminal.Page.WriteLine(PlainText.Of($"note: {warning}"));
        foreach (string failure in failures) _terminal.Page.WriteLine(PlainText.Of($"FAILED: {failure}"));
    }

    private void WriteMembers(
        Utf8JsonWriter writer, ParseResult parsed, (CaptureSet Captures, StageBench Bench, LatencyReport Report) done,
        (string[] Warnings, string[] Failures) told)
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        writer.WriteMachine(MachineDescription.Read(CaptureFinder.FindRoot(_terminal.Folder) is { } root ? SourceRevision.Read(root) : null));
        writer.WriteTexts("files", [.. done.Captures.Files.Select(static file => file.Path)]);
        if (parsed.GetValue(_core) is { } core) writer.WriteNumber("core", core);
        writer.WriteNumber("rounds", done.Bench.DoneCount);
        writer.WriteNumber("passes", parsed.GetValue(_passes) ?? PassesDefault);
        writer.WriteBoolean("stopped", _terminal.Stop.IsCancellationRequested);
        writer.WriteLatency(done.Report);
        writer.WriteTexts("warnings", told.Warnings);
        writer.WriteTexts("failures", told.Failures);
    }
}
