using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Export;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>How the stages of two reports differ.</summary>
/// <param name="A">The side that changes are of.</param>
/// <param name="B">The other.</param>
/// <param name="Changes">By stage.</param>
/// <param name="Warnings">What must be known to read it rightly.</param>
/// <param name="Failures">What makes the exit code 1.</param>
internal sealed record ReportComparison(
    ReportFolder A, ReportFolder B, IReadOnlyList<(string Tag, LatencyChange Change)> Changes, IReadOnlyList<string> Warnings, IReadOnlyList<string> Failures)
{
    private const int RoundsOfWorth = 4;

    /// <summary>Whether every stage could be judged and none differs.</summary>
    public bool IsEqual => Changes.All(static one => one.Change.Verdict == ChangeVerdict.NoChange);

    /// <summary>Compares.</summary>
    /// <param name="a">The side that changes are of.</param>
    /// <param name="b">The other.</param>
    /// <param name="failAbove">How many percent slower is too slow; null for no limit.</param>
    /// <exception cref="CommandException">They were not measured alike, or have no stage in common.</exception>
    public static ReportComparison Of(ReportFolder a, ReportFolder b, double? failAbove)
    {
        foreach (string name in (string[])["captures", "stage passes", "stage rounds"])
        {
            if (a.Conditions[name] != b.Conditions[name])
                throw new CommandException($"{a.Name} and {b.Name} were not measured alike: they differ in {name}; make one of them again");
        }

        List<(string Tag, LatencyChange Change)> changes =
            [.. a.Stages.Intersect(b.Stages, StringComparer.Ordinal).Select(stage => (stage, QuietComparison.Of(a.RunsOf(stage), b.RunsOf(stage))))];
        if (changes.Count == 0) throw new CommandException($"{a.Name} and {b.Name} have no stage in common: nothing can be compared");
        string[] failures = failAbove is { } percent ? [.. LogComparison.FailuresOf(changes, percent)] : [];
        return new ReportComparison(a, b, changes, [.. WarningsOf(a, b, changes)], failures);
    }

    /// <summary>Writes it for a person.</summary>
    public void WriteText(TextPage page)
    {
        foreach ((string side, ReportFolder report) in (ReadOnlySpan<(string, ReportFolder)>)[("A", A), ("B", B)])
            page.WriteLine(FormattableString.Invariant($"{side}  {PlainText.Of(report.Name)}: {report.Files.Count:N0} runs, commit {report.Commit}"));
        page.WriteLine();
        page.WriteLine(
            "The mean of the faster half in the quietest round of a run, of the quietest three runs; live tails are the machine's and are not judged.");
        TextTable table = LogComparisonText.Table("quiet runs");
        foreach ((string tag, LatencyChange change) in Changes) table.Add(LogComparisonText.Cells(tag, change));
        table.Write(page);
        page.WriteLine();
        page.WriteLine(Verdict);
        foreach (string warning in Warnings) page.WriteLine($"note: {PlainText.Of(warning)}");
        foreach (string failure in Failures) page.WriteLine($"FAILED: {PlainText.Of(failure)}");
    }

    private string Verdict => IsEqual
        ? FormattableString.Invariant($"equal: no stage differs by {QuietComparison.ThresholdPercent} % or more")
        : string.Join("; ", Changes.Where(static one => one.Change.Verdict != ChangeVerdict.NoChange).Select(static one => one.Change.Verdict switch
        {
            ChangeVerdict.Unknown => $"{one.Tag} cannot be judged",
            var verdict => FormattableString.Invariant($"{one.Tag} is {Math.Abs(one.Change.Percent):F1} % {LogComparisonText.WordOf(verdict)}"),
        }));

    private static IEnumerable<string> WarningsOf(ReportFolder a, ReportFolder b, List<(string Tag, LatencyChange Change)> changes)
    {
        if (int.TryParse(a.Conditions["stage rounds"], out int rounds) && rounds < RoundsOfWorth)
        {
            yield return FormattableString.Invariant(
                $"{rounds} rounds a run are few: a machine that was busy for seconds passes for a change; take {RoundsOfWorth} or more");
        }

        foreach ((string name, string value) in a.Conditions)
        {
            if (b.Conditions[name] is var other && other != value)
                yield return $"{name} differs: {PlainText.Short(value)} and {PlainText.Short(other)}; a change may be that";
        }

        if (changes.Exists(static one => one.Change.Verdict == ChangeVerdict.Unknown))
        {
            yield return FormattableString.Invariant($"a stage cannot be judged of fewer than {QuietComparison.RunCountMin} runs on a side, nor where ")
                + FormattableString.Invariant($"the quietest {QuietComparison.QuietCount} do not agree: ")
                + "make a report with more --runs, or on a quieter machine";
        }
    }
}
