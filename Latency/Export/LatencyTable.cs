using System.Globalization;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Export;

/// <summary>A report as an aligned table for a terminal: a line per stage and consumer, and one for all where there are several.</summary>
public static class LatencyTable
{
    private const string Gap = "  ";
    private const int NameCount = 2;

    private static readonly string[] Heads =
        ["stage", "consumer", "count", "min", "mean", "p50", "p90", "p99", "p99.9", "p99.99", "max"];

    /// <summary>Writes the table, and below it a line for each row with durations that did not fit.</summary>
    /// <param name="writer">Takes the text; lines end as the writer ends them.</param>
    /// <param name="report">What to show.</param>
    /// <param name="columnCount">Characters of a line; a table that is wider is folded into blocks, each with the names.</param>
    public static void Write(TextWriter writer, LatencyReport report, int columnCount = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        List<LatencyRow> rows = [.. report.Stages.SelectMany(stage => RowsOf(report, stage))];
        List<string[]> lines = [Heads, .. rows.Select(Cells)];
        int[] widths = [.. Heads.Select((_, column) => lines.Max(line => line[column].Length))];
        for (int first = NameCount; first < Heads.Length;)
        {
            int end = ColumnBlocks.EndOf(widths, NameCount, first, Gap.Length, columnCount);
            int[] shown = [.. widths[..NameCount], .. widths[first..end]];
            foreach (string[] line in lines) writer.WriteLine(Align([.. line[..NameCount], .. line[first..end]], shown));
            first = end;
        }

        foreach (LatencyRow row in rows.Where(static row => row.NegativeCount + row.OverRangeCount > 0)) writer.WriteLine(Misfits(row));
    }

    private static IEnumerable<LatencyRow> RowsOf(LatencyReport report, LatencyRow all)
    {
        LatencyRow[] consumers = [.. report.Consumers.Where(row => row.Stage == all.Stage)];
        return consumers.Length > 1 ? consumers.Append(all) : consumers;
    }

    private static string[] Cells(LatencyRow row) =>
    [
        StageNames.NameOf(row.Stage),
        row.Consumer,
        row.Count.ToString("N0", CultureInfo.InvariantCulture),
        DurationText.Of(row.MinNs),
        DurationText.Of(row.MeanNs),
        .. LatencyPercentiles.All.Select(percentile => DurationText.Of(row.PercentileNs(percentile.Percent))),
        DurationText.Of(row.MaxNs),
    ];

    /// <summary>Names stand left, numbers right.</summary>
    private static string Align(string[] cells, int[] widths) => string.Join(
        Gap, cells.Select((cell, column) => column < NameCount ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));

    private static string Misfits(LatencyRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{StageNames.NameOf(row.Stage)} {row.Consumer}: {row.NegativeCount:N0} negative taken as 0, {row.OverRangeCount:N0} cut to 60 s");
}

/// <summary>The percentiles that tables and JSON show.</summary>
internal static class LatencyPercentiles
{
    /// <summary>Each percentile with its name in JSON, ascending.</summary>
    internal static IReadOnlyList<(double Percent, string Name)> All { get; } =
        [(50, "p50"), (90, "p90"), (99, "p99"), (99.9, "p999"), (99.99, "p9999")];
}
