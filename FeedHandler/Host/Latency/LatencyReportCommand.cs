using System.CommandLine;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Latency;

/// <summary>`feedhandler latency report`: what histogram logs say, by tag, over all or interval by interval.</summary>
internal sealed class LatencyReportCommand
{
    private const string Description = "Reports histogram logs: count, mean, percentiles, maximum and standard deviation of each tag.";

    private const string Examples = """
        Examples:
          feedhandler latency report latency.hlog
          feedhandler latency report logs --from 14:30:00 --to 14:35:00
          feedhandler latency report latency.hlog --intervals --csv latency.csv
          feedhandler latency report latency.hlog --json | jq '.tags[] | {tag, p99: .latencyNs.p99}'

        Exit code: 0 good; 1 an output could not be written, or it was stopped; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string[]> _files = new("FILE|FOLDER")
    {
        Description = "Histogram logs, and folders of *.hlog; all are added up",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = Options.Switch("--json", "Print the report as JSON and nothing else");
    private readonly Option<bool> _intervals = Options.Switch("--intervals", "Report each interval of each tag too");
    private readonly Option<string?> _from = Options.Text(
        "--from", "Count intervals that begin at this time in UTC or later, such as 14:30:00 or \"2026-11-12 14:30:00\"", "TIME");
    private readonly Option<string?> _to = Options.Text("--to", "Count intervals that begin before this time", "TIME");
    private readonly Option<string?> _csv = Options.Text("--csv", "Write the report, with --intervals the intervals, as CSV", "FILE");
    private readonly Option<string?> _hgrm = Options.Text("--hgrm", "Write percentile distributions as .hgrm files into this folder", "FOLDER");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private LatencyReportCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_files);
        foreach (Option option in (Option[])[_json, _intervals, _from, _to, _csv, _hgrm, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("report", Description, Examples);
        LatencyReportCommand report = new(command, terminal);
        command.SetAction(report.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_files) is not { Length: > 0 } paths) throw new UsageException("nothing to report: name a histogram log, or a folder of them");
        IReadOnlyList<string> files = LogFiles.Of(paths, _terminal);
        OutputPlan outputs = Plan(parsed, files);
        List<LogRow> intervals = [];
        LogTotals totals = new(_terminal)
        {
            Filter = LogTime.Filter((_from.Name, parsed.GetValue(_from)), (_to.Name, parsed.GetValue(_to)), files[0], _terminal),
            OnInterval = parsed.GetValue(_intervals) ? (series, log, counted) => intervals.Add(LogRow.Of(series, log, counted)) : null,
        };
        foreach (string file in files) totals.Add(file);
        LogReport report = new(files, [.. totals.Series.Select(LogRow.Of)], parsed.GetValue(_intervals) ? intervals : null, totals.Warnings);
        report = report with { Failures = [.. Write(parsed, outputs, (report, totals))] };
        if (parsed.GetValue(_json)) LogReportJson.Write(_terminal.Out, report);
        else LogReportText.Write(_terminal.Page, report);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private OutputPlan Plan(ParseResult parsed, IReadOnlyList<string> files)
    {
        OutputPlan outputs = new(_terminal, parsed.GetValue(_followLinks));
        outputs.AddInputs(files);
        outputs.AddFile(_csv.Name, parsed.GetValue(_csv), isWhole: true);
        outputs.AddFolder(_hgrm.Name, parsed.GetValue(_hgrm));
        return outputs;
    }

    private IEnumerable<string> Write(ParseResult parsed, OutputPlan outputs, (LogReport Report, LogTotals Totals) read)
    {
        if (parsed.GetValue(_csv) is { } csv && outputs.TryWrite(_csv.Name, csv, file => LogReportCsv.Write(file, read.Report)) is { } failure)
            yield return failure;
        if (parsed.GetValue(_hgrm) is not { } folder) yield break;
        IEnumerable<(string Name, DurationHistogram Histogram)> series = FileNames.Of(read.Totals.Series);
        if (outputs.TryWriteFolder(_hgrm.Name, folder, (full, create) => HgrmFiles.Write(full, series, create)) is { } other) yield return other;
    }
}
