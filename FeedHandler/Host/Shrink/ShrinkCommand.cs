using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Slice;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Shrink;

/// <summary>`feedhandler shrink`: the smallest part of a capture that still fails a check.</summary>
internal sealed class ShrinkCommand
{
    private const string Description = "Finds a part of a capture, as small as can be, that still fails a check.";

    private const string Examples = """
        Examples:
          feedhandler shrink day.pcapng --fails gaps --out gap.pcapng
          feedhandler shrink day.pcapng -o bad.pcapng -- ./check.sh {}
          feedhandler shrink day.pcapng -o bad.pcapng --exit 3 --run-seconds 10 -- my-decoder --strict --in={}

        The program is started without a shell, and what it prints is thrown away. Stopped by Ctrl-C it keeps the smallest part so far.
        Exit code: 0 good; 1 it was stopped, the capture is cut off or corrupt, or the disk is full; 2 wrong usage or input, or the capture does not fail.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string> _file = new("FILE") { Description = "A pcap or pcapng capture, also packed with gzip or zstd" };
    private readonly ShrinkArguments _shrink;
    private readonly Option<string?> _out = SliceOutput.Option();
    private readonly Option<bool> _json = Options.Switch("--json", "Print the result as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private ShrinkCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_file);
        _shrink = new ShrinkArguments(command);
        foreach (Option option in (Option[])[_out, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("shrink", Description, Examples);
        ShrinkCommand shrink = new(command, terminal);
        command.SetAction(shrink.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_file)!;
        using SliceInput input = new([path], _terminal);
        SliceOutput output = new(_terminal, parsed.GetValue(_out), input, parsed.GetValue(_followLinks));
        (IFailureCheck check, LineMap? lines) = _shrink.Read(parsed, path, output.Format, _terminal);
        using ShrinkRun run = new(input.Files, output.Format, lines, check, _shrink.Limits(parsed));
        using ProgressLine progress = new(
            _terminal, "shrinking", () => (run.Smallest.Count, FormattableString.Invariant($"frames left after {run.RunCount:N0} runs")));
        if (!run.Confirm(_terminal.Stop)) throw Passes(path, check, run);
        bool isEnded = run.Shrink(_terminal.Stop);
        output.Write(stream =>
        {
            run.Write(stream, run.Smallest);
            return true;
        });
        progress.Dispose();
        return Tell(parsed, new ShrinkReport(parsed.GetValue(_out)!, run, !isEnded, [.. Warnings(run, isEnded)], [.. Failures(run, isEnded)]));
    }

    private int Tell(ParseResult parsed, ShrinkReport report)
    {
        foreach (string note in (IEnumerable<string>)[.. report.Warnings, .. report.Failures]) _terminal.Tell(note);
        if (parsed.GetValue(_json)) report.WriteJson(_terminal.Out);
        else report.WriteText(_terminal.Out);
        return report.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private static IEnumerable<string> Warnings(ShrinkRun run, bool isEnded)
    {
        if (isEnded && !run.IsFinished) yield return "ended by --runs or --seconds: there may be fewer frames that fail";
        if (run.TimedOutCount > 0)
        {
            yield return FormattableString.Invariant($"{run.TimedOutCount} runs of the check took longer than --run-seconds or what --seconds left, ")
                + "and count as good";
        }
    }

    private static IEnumerable<string> Failures(ShrinkRun run, bool isEnded)
    {
        foreach (string failure in CaptureFaults.Broken(CaptureFaults.Files(run.Captures!), "shrunk")) yield return failure;
        if (!isEnded) yield return "stopped before the end: there may be fewer frames that fail";
    }

    private static CommandException Passes(string path, IFailureCheck check, ShrinkRun run)
    {
        if (run.FrameCount == 0) return new CommandException($"{path}: no frame in it, so there is nothing to shrink");
        string late = run.TimedOutCount > 0 ? ": it took longer than --run-seconds or --seconds" : "";
        return new CommandException($"{path}: the whole capture does not fail, so there is nothing to look for; it would if {check.Description}{late}");
    }
}
