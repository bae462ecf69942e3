using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tune.Apply;
using FeedHandler.Host.Tune.Flames;
using FeedHandler.Host.Tune.Output;
using FeedHandler.Host.Tune.Trials;

namespace FeedHandler.Host.Tune;

/// <summary>`feedhandler tune`: what of a feed's configuration and host would make it faster here, each change measured.</summary>
internal sealed class TuneCommand
{
    private const string Description = "Profiles a feed on this host, then tries changes of it one at a time in turns, and tells which gain.";

    private const string Examples = """
        Examples:
          feedhandler tune feed.json day.pcapng
          feedhandler tune feed.json --only batch-256,wait-busy --rounds 9
          feedhandler tune feed.json --apply
          feedhandler tune --json | jq '.optimizations[] | select(.expected_improvement.verdict == "gain")'
          feedhandler tune --only none --flame graphs
          feedhandler tune flame feed.txt --out graphs

        Let the host do nothing else meanwhile. Nothing of it is changed: what would be, is printed as a command.
        Exit code: 0 good; 1 a file could not be written, or it was stopped; 2 wrong usage or input, or nothing can be measured.
        """;

    private const double FlameSeconds = 3; // beside which the start of the program is little
    private readonly Terminal _terminal;
    private readonly SystemFiles _system;
    private readonly TuneArguments _tune;
    private readonly Option<bool> _apply = Options.Switch("--apply", "Write what gained into the configuration file; the host is left as it is");
    private readonly Option<string?> _flame =
        Options.Text("--flame", "Write flame graphs of the path in memory and of a receiver, by perf, into this folder", "FOLDER");

    private readonly Option<bool> _json = Options.Switch("--json", "Print what was found as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private TuneCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _system = new SystemFiles(terminal.SystemRoot);
        _tune = new TuneArguments(command);
        foreach (Option option in (Option[])[_apply, _flame, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("tune", Description, Examples);
        TuneCommand tune = new(command, terminal);
        command.SetAction(tune.Run);
        command.Add(TuneFlameCommand.Create(terminal));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        FeedConfiguration feed = _tune.Feed(parsed, _terminal);
        string? path = _tune.Configuration(parsed);
        ConfigurationChange? file = Plan(parsed, path, feed, out OutputPlan outputs, out TrialScale scale);
        CurrentFeed current = CurrentFeed.Of(feed.File);
        if (current.Receiver == "dpdk") throw new CommandException($"{path}: receiver.kind dpdk cannot be measured by bench receive: tune with another one");
        IReadOnlyList<TuneChange> changes = _tune.Changes(parsed, current, _system);
        List<string> notes = [];
        using TrialNetwork network = TrialNetwork.Open(_tune.Network(parsed), notes, _terminal.Stop);
        if (feed.File.Receiver.Kind == "auto") notes.Add("receiver.kind is auto: sockets are measured as what it is, and other receivers as changes of it");
        TrialBench bench = new(current, scale, network);
        TuneSession session = new(bench, _system, feed, _tune.RoundCount(parsed), _terminal.Stop);
        TuneReport report;
        using (new ProgressLine(_terminal, "tuning", () => session.RunCount, "runs")) report = session.Run(changes, notes) with { Configuration = path };
        report = Draw(parsed, bench, outputs, report);
        if (file is not null) report = Apply(file, outputs, report);
        if (parsed.GetValue(_json)) TellJson(report);
        else TuneText.Write(_terminal.Page, report);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private ConfigurationChange? Plan(ParseResult parsed, string? path, FeedConfiguration feed, out OutputPlan outputs, out TrialScale scale)
    {
        bool applies = parsed.GetValue(_apply);
        if (applies && path is null) throw new UsageException($"{_apply.Name} needs the configuration that it is to change: name it, such as feed.json");
        scale = _tune.Scale(parsed, _terminal);
        outputs = new OutputPlan(_terminal, parsed.GetValue(_followLinks));
        outputs.AddInputs([.. scale.Captures, applies ? null : path, .. LiveOptionsReader.Read(feed, []).InputPaths.Skip(1)]);
        if (applies) outputs.AddFile(_apply.Name, path, isWhole: true);
        outputs.AddOpenFolder(_flame.Name, parsed.GetValue(_flame));
        return applies ? ConfigurationChange.Of(path!, _terminal) : null;
    }

    private TuneReport Draw(ParseResult parsed, TrialBench measured, OutputPlan outputs, TuneReport report)
    {
        if (parsed.GetValue(_flame) is not { } folder) return report;
        TrialBench bench = measured.For(FlameSeconds);
        (TrialKind Kind, string Name)[] graphs = [(TrialKind.Path, "path"), (TrialKind.Receive, "receive")];
        string between = Directory.CreateTempSubdirectory("feedhandler-flame-").FullName;
        try
        {
            foreach ((TrialKind kind, string name) in graphs)
            {
                TuneChange none = TuneChange.None(kind);
                string title = bench.CommandOf(none);
                FlameFiles? written = PerfRecording.Record(bench.WordsOf(none), between, _terminal.Stop, out string fault) is { } samples
                    ? FlameFiles.Write(samples, title, outputs, (_flame.Name, folder, name)) : null;
                string[] failures = written is null ? [$"{_flame.Name}: no samples of {title}: {fault}"] : [.. written.Failures];
                report = report with { Files = [.. report.Files, .. written?.Files ?? []], Failures = [.. report.Failures, .. failures] };
            }
        }
        finally
        {
            Directory.Delete(between, recursive: true);
        }

        return report;
    }

    private TuneReport Apply(ConfigurationChange file, OutputPlan outputs, TuneReport report)
    {
        (IReadOnlyList<string> changed, string? failure) = file.Write(_apply.Name, report.Gained, outputs, _terminal);
        return report with { Applied = changed, Failures = [.. report.Failures, .. failure is null ? [] : (string[])[failure]] };
    }

    // The form of the JSON is fixed and has no place for what was written, or was not.
    private void TellJson(TuneReport report)
    {
        TuneJson.Write(_terminal.Out, report);
        foreach (string change in report.Applied) _terminal.Tell($"{report.Configuration}: {change}");
        foreach (string file in report.Files) _terminal.Tell($"written: {file}");
        foreach (string failure in report.Failures) _terminal.Tell(failure);
    }
}
