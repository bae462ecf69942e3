using System.Globalization;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tune.Counters;
using FeedHandler.Host.Tune.Trials;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Export;
using FeedHandler.Replay;

namespace FeedHandler.Host.Tune.Output;

/// <summary>What tuning found, for a person.</summary>
internal static class TuneText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextPage page, TuneReport report)
    {
        page.WriteLine("As it is");
        page.WriteLine($"  {ValueOf(report.Throughput, report.Throughput.Median)} of the path in memory ({SpreadOf(report.Throughput)})");
        page.WriteLine($"  {ValueOf(report.Latency, report.Latency.Median)} {TuneJson.MeasureOf(TrialKind.Receive)} ({SpreadOf(report.Latency)})");
        page.WriteLine(PlainText.Of($"  held most by {report.Bottleneck.Finding}"));
        WriteCounters(page, report.Bottleneck);
        WriteTrials(page, report.Trials);
        page.WriteLine();
        page.WriteLine("What to do");
        foreach (string step in report.Plan) page.WriteLine(PlainText.Of($"  {step}"));
        page.WriteLine();
        page.WriteLine($"Watch: {string.Join(", ", TuneReport.Metrics)}");
        page.WriteLine($"Alerts: {string.Join(", ", TuneReport.AlertNames)} (docs/deploy/prometheus/alerts.yml)");
        foreach (string file in report.Files) page.WriteLine(PlainText.Of($"written: {file}"));
        foreach (string failure in report.Failures) page.WriteLine(PlainText.Of($"FAILED: {failure}"));
    }

    private static void WriteCounters(TextPage page, Bottleneck bottleneck)
    {
        page.WriteLine();
        page.WriteLine("Counted while it was measured");
        TextTable table = new("counter", "value", "unit", "source") { LeftColumnCount = 4, RightColumnCount = 0, KeyColumnCount = 1 };
        foreach (Counter counter in bottleneck.Counters)
            table.Add(PlainText.Of(counter.Name), counter.Value.ToString("#,0.##", CultureInfo.InvariantCulture), counter.Unit, PlainText.Of(counter.Source));
        table.Write(page);
        foreach (string lack in bottleneck.Unavailable) page.WriteLine(PlainText.Of($"note: {lack}"));
    }

    private static void WriteTrials(TextPage page, IReadOnlyList<Trial> trials)
    {
        if (trials.Count == 0) return;
        string interval = string.Create(CultureInfo.InvariantCulture, $"{LatencyComparison.ConfidencePercent} % interval");
        foreach (IGrouping<TrialKind, Trial> kind in trials.GroupBy(static trial => trial.Change.Kind))
        {
            page.WriteLine();
            page.WriteLine($"Tried in turns: {TuneJson.MeasureOf(kind.Key)}");
            TextTable table = new("change", "before", "after", "gain", interval, "verdict") { KeyColumnCount = 1 };
            foreach (Trial trial in kind) table.Add(Cells(trial));
            table.Write(page);
            foreach (Trial trial in kind.Where(static trial => trial.Failure is not null))
                page.WriteLine(PlainText.Of($"  {trial.Change.Name}: {trial.Failure}"));
        }

        page.WriteLine();
        page.WriteLine("To measure again");
        foreach (string command in trials.Select(static trial => trial.Before?.Command).OfType<string>().Distinct(StringComparer.Ordinal))
            page.WriteLine(PlainText.Of($"  without a change: {command}"));
        foreach (Trial trial in trials.Where(static trial => trial.After is not null))
            page.WriteLine(PlainText.Of($"  {trial.Change.Name}: {trial.After!.Command}"));
    }

    private static string[] Cells(Trial trial) =>
    [
        trial.Change.Name,
        trial.Before is { } before ? ValueOf(before, before.Median) : "-",
        trial.After is { } after ? ValueOf(after, after.Median) : "-",
        trial.Improvement is { } improvement ? Signed(improvement.Percent) : "-",
        trial.Improvement?.Interval is { } interval ? $"{Signed(interval.Low)} to {Signed(interval.High)}" : "-",
        trial.Verdict switch
        {
            TrialVerdict.Gain => "gain",
            TrialVerdict.Loss => "loss",
            TrialVerdict.NoGain => "no gain",
            _ => "not measured",
        },
    ];

    private static string SpreadOf(TrialSide side) =>
        FormattableString.Invariant($"{ValueOf(side, side.Runs.Min())} to {ValueOf(side, side.Runs.Max())} over {side.Runs.Count} runs");

    private static string ValueOf(TrialSide side, double value) =>
        side.Unit == "ns" ? DurationText.Of(value) : value.ToString("N0", CultureInfo.InvariantCulture) + " " + side.Unit;

    private static string Signed(double percent) => percent.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
