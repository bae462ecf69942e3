using System.Globalization;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Export;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>How logs differ, for a person.</summary>
internal static class LogComparisonText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextPage page, LogComparison comparison)
    {
        page.WriteLine($"A  {NameOf(comparison.A)}");
        page.WriteLine($"B  {NameOf(comparison.B)}");
        page.WriteLine();
        TextTable table = Table(string.Create(CultureInfo.InvariantCulture, $"{LatencyComparison.ConfidencePercent} % interval"));
        foreach ((string tag, LatencyChange change) in comparison.Changes) table.Add(Cells(tag, change));
        table.Write(page);
        page.WriteLine();
        page.WriteLine(Summary(comparison));
        foreach (string warning in comparison.Warnings) page.WriteLine($"note: {PlainText.Of(warning)}");
        foreach (string failure in comparison.Failures) page.WriteLine($"FAILED: {PlainText.Of(failure)}");
    }

    /// <summary>A table of changes.</summary>
    /// <param name="interval">What their intervals are.</param>
    public static TextTable Table(string interval) =>
        new("tag", "measure", "A", "B", "change", interval, "verdict")
        {
            LeftColumnCount = 2,
            KeyColumnCount = 2,
        };

    /// <summary>A verdict as text has it.</summary>
    public static string WordOf(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.NoChange => "no change",
        ChangeVerdict.Faster => "faster",
        ChangeVerdict.Slower => "slower",
        _ => "unknown",
    };

    private static string NameOf(CompareSide side)
    {
        string runs = side.Runs.Count == 1 ? "one run" : FormattableString.Invariant($"{side.Runs.Count:N0} runs");
        return $"{PlainText.Of(side.Name)}: {runs}, its spread over {LogComparison.SampledOver(side)}";
    }

    /// <summary>A line of such a table.</summary>
    public static string[] Cells(string tag, LatencyChange change) =>
    [
        tag.Length == 0 ? "-" : PlainText.Short(tag),
        Measure(change.Measure),
        DurationText.Of(change.BeforeNs),
        DurationText.Of(change.AfterNs),
        Signed(change.Percent),
        change.IntervalPercent is { } interval ? $"{Signed(interval.Low)} to {Signed(interval.High)}" : "-",
        WordOf(change.Verdict),
    ];

    private static string Summary(LogComparison comparison) => string.Join(", ", comparison.Changes.GroupBy(static one => one.Change.Verdict)
        .OrderByDescending(static verdict => verdict.Key)
        .Select(static verdict => string.Create(CultureInfo.InvariantCulture, $"{verdict.Count()} {WordOf(verdict.Key)}")));

    private static string Measure(string name) => name switch
    {
        "p999" => "p99.9",
        "p9999" => "p99.99",
        _ => name,
    };

    private static string Signed(double percent) => percent.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
