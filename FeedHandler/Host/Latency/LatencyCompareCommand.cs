using System.CommandLine;
using System.Globalization;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Latency;

/// <summary>`feedhandler latency compare`: whether one side is slower than the other, and by how much.</summary>
internal sealed class LatencyCompareCommand
{
    private const string Description = "Compares histogram logs: the change of each percentile, and whether it is more than chance.";

    private const string Examples = """
        A and B are both a report of `bench publish-report`, or each a log, a folder of runs (each a log, or a folder of the logs of one run), or several of
        these with commas between. From five runs a side on, a verdict means something; of one run the spread is that of its intervals.

        Examples:
          feedhandler latency compare before after
          feedhandler latency compare a1.hlog,a2.hlog,a3.hlog,a4.hlog,a5.hlog after --fail-above 5
          feedhandler latency compare Latency/Results/my-cpu/before Latency/Results/my-cpu/after --fail-above 3
          feedhandler latency compare monday.hlog tuesday.hlog --json | jq '.changes[] | select(.verdict == "slower")'

        Exit code: 0 good; 1 with --fail-above: a tag is slower by more and not by chance, or nobody can tell; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string?> _a = new("A") { Description = "The side that changes are of", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _b = new("B") { Description = "The other side", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = Options.Switch("--json", "Print the comparison as JSON and nothing else");
    private readonly Option<string?> _failAbove = Options.Text(
        "--fail-above", "End with exit code 1 where anything is slower by more than this many percent, and not by chance", "PERCENT");

    private LatencyCompareCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_a);
        command.Add(_b);
        command.Add(_failAbove);
        command.Add(_json);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("compare", Description, Examples);
        LatencyCompareCommand compare = new(command, terminal);
        command.SetAction(compare.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        double? failAbove = ReadPercent(parsed.GetValue(_failAbove));
        if (AreReports(parsed.GetValue(_a), parsed.GetValue(_b))) return CompareReports(parsed, failAbove);
        CompareSide a = Find(parsed.GetValue(_a));
        CompareSide b = Find(parsed.GetValue(_b));
        _terminal.Redirected.RequireApart(_terminal, a.Files.Concat(b.Files));
        a.Read(_terminal);
        b.Read(_terminal);
        LogComparison comparison = LogComparison.Of(a, b, failAbove, _terminal);
        if (parsed.GetValue(_json)) LogComparisonJson.Write(_terminal.Out, comparison);
        else LogComparisonText.Write(_terminal.Page, comparison);
        return comparison.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private bool AreReports(string? a, string? b)
    {
        (bool isA, bool isB) = (ReportFolder.Is(a, _terminal), ReportFolder.Is(b, _terminal));
        if (isA == isB || a is null || b is null) return isA && isB;
        throw new UsageException($"{(isA ? a : b)} is a report of bench publish-report and {(isA ? b : a)} is none: give two reports, or logs on both sides");
    }

    private int CompareReports(ParseResult parsed, double? failAbove)
    {
        ReportFolder a = ReportFolder.Read(parsed.GetValue(_a)!, _terminal);
        ReportFolder b = ReportFolder.Read(parsed.GetValue(_b)!, _terminal);
        _terminal.Redirected.RequireApart(_terminal, a.Files.Concat(b.Files));
        ReportComparison comparison = ReportComparison.Of(a, b, failAbove);
        if (parsed.GetValue(_json)) LogComparisonJson.Write(_terminal.Out, comparison);
        else comparison.WriteText(_terminal.Page);
        return comparison.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private CompareSide Find(string? text) => text is null
        ? throw new UsageException("two sides are compared: give A and B, each a histogram log, a folder of runs, or several with commas between")
        : CompareSide.Find(text, _terminal);

    private double? ReadPercent(string? text)
    {
        if (text is null) return null;
        bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent);
        if (isNumber && double.IsFinite(percent)) return percent;
        throw new UsageException($"{_failAbove.Name} {text}: not a number of 0 or more, give such as 5 or 2.5");
    }
}
