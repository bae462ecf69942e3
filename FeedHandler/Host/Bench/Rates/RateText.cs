using System.Globalization;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Machine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>A rate benchmark for a person.</summary>
internal static class RateText
{
    private static readonly string[] Heads = ["rate", "lines", "to", "count", "mean", "p50", "p90", "p99", "p99.9", "p99.99", "max", "deviation"];
    private static readonly string[] LedgerHeads =
        ["rate", "lines", "runs", "packets/s", "sent", "received", "lost", "kernel drops", "missing", "gaps", "refused"];

    /// <summary>Writes the report.</summary>
    public static void Write(TextPage page, RateReport report)
    {
        MachineDescription machine = report.Machine;
        string cores = Invariant($"{machine.CoreCount} cores{(machine.IsVirtual ? ", virtual" : "")}");
        page.WriteLine(PlainText.Of($"machine  {machine.CpuModel}, {cores}, {machine.Runtime}"));
        page.WriteLine($"commit   {machine.Commit ?? "unknown"}");
        page.WriteLine(PlainText.Of($"command  {report.Command}"));
        page.WriteLine(Invariant(
            $"packets  {report.Packets.Count:N0} in {DurationText.Of(report.Packets.DurationNs)} as captured, ")
            + Invariant($"{report.Plan.Rounds} rounds by {report.Plan.Way.Receiver} over {report.Plan.Way.Interface}"));
        page.WriteLine();
        page.WriteLine(
            "Latency from when a packet was due to be sent: a sender that is late counts as latency, and nothing is left out (no coordinated omission).");
        Table(Heads, Rows(report)).Write(page);
        page.WriteLine();
        page.WriteLine("What was lost: sent = received + lost; missing numbers reached the decoder by no line.");
        Table(LedgerHeads, LedgerRows(report)).Write(page);
        if (report.WasStopped) page.WriteLine("note: stopped before the end: some runs are missing");
        foreach (string warning in report.Warnings) page.WriteLine(PlainText.Of($"note: {warning}"));
        foreach (string failure in report.Failures) page.WriteLine(PlainText.Of($"FAILED: {failure}"));
    }

    /// <summary>Writes both tables as Markdown.</summary>
    public static void WriteMarkdown(TextWriter writer, RateReport report)
    {
        WriteMarkdown(writer, Heads, Rows(report));
        writer.WriteLine();
        WriteMarkdown(writer, LedgerHeads, LedgerRows(report));
    }

    private static TextTable Table(string[] heads, IEnumerable<string[]> rows)
    {
        TextTable table = new(heads) { LeftColumnCount = 3, KeyColumnCount = 2 };
        foreach (string[] row in rows) table.Add(row);
        return table;
    }

    private static void WriteMarkdown(TextWriter writer, string[] heads, IEnumerable<string[]> rows)
    {
        writer.WriteLine($"| {string.Join(" | ", heads)} |");
        writer.WriteLine($"|{string.Concat(heads.Select(static _ => "---|"))}");
        foreach (string[] row in rows) writer.WriteLine($"| {string.Join(" | ", row)} |");
    }

    private static IEnumerable<string[]> Rows(RateReport report) =>
        report.Totals.SelectMany(static total => total.Series.Select(series => Cells(total, series.Name, series.Histogram)));

    private static string[] Cells(RateResult total, string name, DurationHistogram histogram)
    {
        LatencySummary summary = LatencySummary.Of(histogram);
        return
        [
            RateOf(total), total.Lines, name, Number(summary.Count), DurationText.Of(summary.MeanNs),
            .. summary.PercentilesNs.Select(static ns => DurationText.Of(ns)), DurationText.Of(summary.MaxNs), DurationText.Of(summary.DeviationNs),
        ];
    }

    private static IEnumerable<string[]> LedgerRows(RateReport report) => report.Totals.Select(static total => (string[])
    [
        RateOf(total), total.Lines, Number(total.Runs), Number((long)total.PacketsPerSecond), Number(total.Ledger.Sent), Number(total.Ledger.Received),
        Number(total.Ledger.Lost), Number(total.Ledger.KernelDrops), Number(total.Ledger.Missing), Number(total.Ledger.Gaps), Number(total.Ledger.Refused),
    ]);

    private static string RateOf(RateResult total) => Invariant($"{total.Rate}x");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
