using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Machine;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>A rate benchmark as JSON; docs/json.md is its contract.</summary>
internal static class RateJson
{
    private const int FormatVersion = 1;

    /// <summary>The report as one indented object, without a line end.</summary>
    public static string Of(RateReport report) => JsonPage.Of(writer =>
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        writer.WriteMachine(report.Machine);
        writer.WriteString("command", report.Command);
        writer.WriteTexts("files", report.Files);
        WriteMembers(writer, report);
        writer.WriteTexts("warnings", report.Warnings);
        writer.WriteTexts("failures", report.Failures);
    });

    /// <summary>Writes what was run and measured into the object that is being written.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, RateReport report)
    {
        writer.WriteString("interface", report.Plan.Way.Interface);
        writer.WriteString("receiver", report.Plan.Way.Receiver.ToString());
        if (report.Plan.Way.Core is { } core) writer.WriteNumber("core", core);
        if (report.Plan.Way.SendCore is { } sendCore) writer.WriteNumber("sendCore", sendCore);
        writer.WriteNumber("rounds", report.Plan.Rounds);
        writer.WriteNumber("packets", report.Packets.Count);
        writer.WriteNumber("packetsLeftOut", report.Packets.LeftOutCount);
        writer.WriteNumber("capturedNs", report.Packets.DurationNs);
        writer.WriteBoolean("stopped", report.WasStopped);
        WriteResults(writer, "totals", report.Totals);
        WriteResults(writer, "runs", report.Runs);
    }

    private static void WriteResults(Utf8JsonWriter writer, string name, IEnumerable<RateResult> results)
    {
        writer.WriteStartArray(name);
        foreach (RateResult result in results)
        {
            writer.WriteStartObject();
            writer.WriteNumber("rate", result.Rate);
            writer.WriteString("lines", result.Lines);
            writer.WriteNumber("runs", result.Runs);
            writer.WriteNumber("packetsPerSecond", Math.Round(result.PacketsPerSecond, 1));
            WriteLedger(writer, result.Ledger);
            writer.WriteStartObject("latencyNs");
            foreach ((string series, DurationHistogram histogram) in result.Series) WriteSeries(writer, series, histogram);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLedger(Utf8JsonWriter writer, RateLedger ledger)
    {
        writer.WriteNumber("sent", ledger.Sent);
        writer.WriteNumber("received", ledger.Received);
        writer.WriteNumber("lost", ledger.Lost);
        writer.WriteNumber("kernelDrops", ledger.KernelDrops);
        writer.WriteNumber("truncated", ledger.Truncated);
        writer.WriteNumber("lostUnseen", ledger.LostUnseen);
        writer.WriteNumber("refused", ledger.Refused);
        writer.WriteNumber("numbers", ledger.Numbers);
        writer.WriteNumber("delivered", ledger.Delivered);
        writer.WriteNumber("missing", ledger.Missing);
        writer.WriteNumber("gaps", ledger.Gaps);
    }

    private static void WriteSeries(Utf8JsonWriter writer, string name, DurationHistogram histogram)
    {
        writer.WriteStartObject(name);
        LatencySummary.Of(histogram).WriteMembers(writer);
        writer.WriteEndObject();
    }
}
