using System.CommandLine;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>`feedhandler latency merge`: several histogram logs as one.</summary>
internal sealed class LatencyMergeCommand
{
    private const string Description = "Adds histogram logs up into one: intervals of the same tag, begin and end are one line, all others stay as they are.";

    private const string Examples = """
        Examples:
          feedhandler latency merge latency-*.hlog --output day.hlog
          feedhandler latency merge host-a.hlog host-b.hlog --output both.hlog --json

        Exit code: 0 good; 1 the output could not be written, or it was stopped; 2 wrong usage or input.
        """;

    private const int FormatVersion = 1;
    private readonly Terminal _terminal;
    private readonly Argument<string[]> _files = new("FILE|FOLDER") { Description = "Histogram logs, and folders of *.hlog", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _output = Options.Text("--output", "The log to write", "FILE");
    private readonly Option<bool> _json = Options.Switch("--json", "Print what was done as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private LatencyMergeCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_files);
        foreach (Option option in (Option[])[_output, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("merge", Description, Examples);
        LatencyMergeCommand merge = new(command, terminal);
        command.SetAction(merge.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_files) is not { Length: > 0 } paths) throw new UsageException("nothing to add up: name histogram logs, or a folder of them");
        if (parsed.GetValue(_output) is not { } path) throw new UsageException("nowhere to write: give --output FILE");
        IReadOnlyList<string> files = LogFiles.Of(paths, _terminal);
        OutputPlan outputs = new(_terminal, parsed.GetValue(_followLinks));
        outputs.AddInputs(files);
        outputs.AddFile(_output.Name, path, isWhole: true);
        using LogMerge merge = new(_terminal);
        foreach (string file in files) merge.Add(file);
        string? failure = outputs.TryWrite(_output.Name, path, merge.Write);
        string[] warnings = [.. merge.Warnings];
        if (merge.OverRangeCount > 0)
            warnings = [.. warnings, FormattableString.Invariant($"{merge.OverRangeCount:N0} durations of more than 36 minutes count as that")];
        Tell(parsed.GetValue(_json), path, (files, merge), (warnings, failure));
        return failure is null ? ExitCode.Good : ExitCode.CheckFailed;
    }

    private void Tell(bool isJson, string path, (IReadOnlyList<string> Files, LogMerge Merge) done, (string[] Warnings, string? Failure) told)
    {
        if (isJson) WriteJson(path, done, told);
        else
        {
            if (told.Failure is null)
                _terminal.Page.WriteLine(PlainText.Of(FormattableString.Invariant(
                    $"{path}: {done.Merge.IntervalCount:N0} intervals, of {done.Merge.ReadCount:N0} in {done.Files.Count:N0} logs")));
            foreach (string warning in told.Warnings) _terminal.Tell($"note: {warning}");
            if (told.Failure is { } failure) _terminal.Tell(failure);
        }
    }

    private void WriteJson(string path, (IReadOnlyList<string> Files, LogMerge Merge) done, (string[] Warnings, string? Failure) told) =>
        JsonPage.Write(_terminal.Out, writer =>
        {
            writer.WriteNumber("formatVersion", FormatVersion);
            writer.WriteString("version", VersionAction.Version);
            writer.WriteString("out", path);
            writer.WriteTexts("files", done.Files);
            writer.WriteNumber("intervalsRead", done.Merge.ReadCount);
            writer.WriteNumber("intervals", done.Merge.IntervalCount);
            writer.WriteTexts("warnings", told.Warnings);
            writer.WriteTexts("failures", told.Failure is { } failure ? [failure] : []);
        });
}
