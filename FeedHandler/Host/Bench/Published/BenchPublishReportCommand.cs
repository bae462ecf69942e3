using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Bench.Rates;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Latency;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Machine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Published;

/// <summary>`feedhandler bench publish-report`: everything that a claim about latency needs, in one folder.</summary>
internal sealed class BenchPublishReportCommand
{
    private const string Description = "Makes a reproducible report of latency: logs, tables, pictures, machine and configuration in one folder.";

    private const string Examples = """
        Stages are measured in memory by processes of their own, in turns with a live feed at 1, 8 and 20 times the captured rate. Two reports are compared by
        `feedhandler latency compare ONE OTHER`, which names the stage that became slower.

        Examples:
          feedhandler bench publish-report
          feedhandler bench publish-report day.pcapng --core 3 --out Latency/Results/my-cpu/before
          feedhandler bench publish-report day.pcapng --runs 20 --force --out Latency/Results/my-cpu/before

        Exit code: 0 good; 1 a check failed, or it was stopped and nothing was written; 2 wrong usage or input.
        """;

    private const int RunsDefault = 8;
    private const int StageRoundsDefault = 8;
    private const int StagePassesDefault = 40;

    private readonly Terminal _terminal;
    private readonly FeedArguments _feed;
    private readonly RateArguments _rates;
    private readonly Option<string?> _out = Options.Text("--out", "The folder to make (default Latency/Results/PROCESSOR/DAY-COMMIT)", "FOLDER");
    private readonly Option<bool> _force = Options.Switch("--force", "Put it into the place of a report that is there");
    private readonly Option<long?> _runs = Options.Number("--runs", $"Runs of the stages, each a process of its own (default {RunsDefault})", 1, 200);
    private readonly Option<long?> _stageRounds = Options.Number("--stage-rounds", $"Rounds of a run (default {StageRoundsDefault})", 1, 1000);
    private readonly Option<long?> _stagePasses =
        Options.Number("--stage-passes", $"Passes over the captures in a round (default {StagePassesDefault})", 1, 10_000);

    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private BenchPublishReportCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _feed = FeedArguments.OfCaptures(command);
        _rates = new RateArguments(command, "--rate-rounds", roundsDefault: 1);
        foreach (Option option in (Option[])[_runs, _stageRounds, _stagePasses, _out, _force, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command, a part of `bench`.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("publish-report", Description, Examples);
        BenchPublishReportCommand bench = new(command, terminal);
        command.SetAction(bench.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        ReportSettings settings = new(
            (int)(parsed.GetValue(_runs) ?? RunsDefault), (int)(parsed.GetValue(_stageRounds) ?? StageRoundsDefault),
            (int)(parsed.GetValue(_stagePasses) ?? StagePassesDefault), _rates.Read(parsed));
        string? root = CaptureFinder.FindRoot(_terminal.Folder);
        MachineDescription machine = MachineDescription.Read(root is null ? null : SourceRevision.Read(root));
        DateTimeOffset at = DateTimeOffset.UtcNow;
        string path = parsed.GetValue(_out) ?? Path.Combine(
            root ?? _terminal.Folder, "Latency", "Results", PublishedReport.FolderOf(machine), PublishedReport.NameOf(machine, at));
        using CaptureSet captures = _feed.Open(parsed, _terminal);
        FeedArguments.TellDoubts(captures, _terminal);
        OutputPlan outputs = FeedArguments.Outputs(captures, _terminal, parsed.GetValue(_followLinks));
        outputs.AddOpenFolder(_out.Name, path);
        using WholeFolder folder = WholeFolder.Open(_out.Name, _terminal.PathOf(path), ReportFolder.FileName, parsed.GetValue(_force));
        using CaptureReceiver receiver = captures.CreateReceiver();
        CaptureNotes notes = new(captures, receiver, "measured", _terminal);
        using PacketStore store = PacketStore.Load(receiver);
        notes.OnEnd();
        ReportRun run = new(settings, _rates.Choose(parsed, store, captures), Runs(parsed, settings), folder.Path, _terminal);
        string command = "feedhandler " + string.Join(' ', parsed.Tokens.Select(static token => token.Value));
        PublishedReport report = run.Measure(machine, command, [.. captures.Files.Select(static file => CaptureIdentity.Of(file.Path))], at);
        ReportFiles files = run.Write(report = report with { Live = report.Live.With(notes.Warnings, [.. captures.Lines.Doubts, .. notes.Failures]) });
        folder.Finish();
        return Tell(parsed, path, report, files);
    }

    private StageRuns Runs(ParseResult parsed, ReportSettings settings) => new(settings, settings.Rates.Way.Core, [.. _feed.Typed(parsed)], _terminal.Folder);

    private int Tell(ParseResult parsed, string path, PublishedReport report, ReportFiles files)
    {
        if (parsed.GetValue(_json))
        {
            _terminal.Out.WriteLine(files.Json(path));
        }
        else
        {
            RateText.Write(_terminal.Page, report.Live);
            _terminal.Page.WriteLine(PlainText.Of($"report   {path}"));
        }

        return report.Live.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }
}
