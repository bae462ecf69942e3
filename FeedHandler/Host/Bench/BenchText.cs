using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Machine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench;

/// <summary>A measurement for a person.</summary>
internal static class BenchText
{
    /// <summary>Writes the report.</summary>
    public static void Write(TextPage output, BenchReport report)
    {
        MachineDescription machine = report.Machine;
        string cores = Text($"{machine.CoreCount} cores{(machine.IsVirtual ? ", virtual" : "")}");
        output.WriteLine($"machine  {machine.CpuModel}, {cores}, {machine.OperatingSystem}, {machine.Runtime}");
        output.WriteLine($"commit   {machine.Commit ?? "unknown"}");
        output.WriteLine(PlainText.Of($"command  {report.Command}"));
        output.WriteLine(Text($"passes   {report.PassCount} on {(report.Core is { } core ? $"core {core}" : "any core")}"));
        output.WriteLine();
        WriteResults(output, report);
        if (report.Ring is not null)
        {
            output.WriteLine();
            output.WriteLine($"ring     one packet in flight, {report.RingWait} wait");
            LatencyTable.Write(output.Writer, report.Ring, output.ColumnCount);
        }

        foreach (string warning in report.Warnings) output.WriteLine(PlainText.Of($"note: {warning}"));
        foreach (BenchResult result in report.Results.Where(static result => !result.DoPassesAgree))
            output.WriteLine($"FAILED: {result.Mode}: passes over the same packets gave different books or events");
        foreach (string failure in report.Failures) output.WriteLine(PlainText.Of($"FAILED: {failure}"));
    }

    private static void WriteResults(TextPage output, BenchReport report)
    {
        TextTable table = new("mode", "packets", "messages", "entries", "ns/packet", "(min)", "ns/message", "(min)", "ns/entry", "(min)", "allocated");
        foreach (BenchResult result in report.Results)
        {
            table.Add(
                result.Mode, Number(result.PacketCount), Number(result.Count.Messages), Number(result.Count.Entries),
                Per(result.MedianNs, result.PacketCount), Per(result.MinNs, result.PacketCount),
                Per(result.MedianNs, result.Count.Messages), Per(result.MinNs, result.Count.Messages),
                Per(result.MedianNs, result.Count.Entries), Per(result.MinNs, result.Count.Entries), Number(result.AllocatedBytes));
        }

        table.Write(output);
        foreach (BenchResult result in report.Results) output.WriteLine($"  {result.Mode}: {result.Description}");
    }

    private static string Per(long ns, long count) => count == 0 ? "-" : ((double)ns / count).ToString("F1", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
