using System.Text.Json;
using FeedHandler.Host.Check;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tune.Counters;
using FeedHandler.Host.Tune.Trials;
using FeedHandler.Latency.Machine;

namespace FeedHandler.Host.Tune.Output;

/// <summary>What tuning found as JSON; docs/json.md is its contract. The members of the outer levels are fixed: what else is said stands below them.</summary>
internal static class TuneJson
{
    private const int DigitCount = 2;

    /// <summary>Writes one indented object and a line end.</summary>
    public static void Write(TextWriter output, TuneReport report) => JsonPage.Write(output, json =>
    {
        json.WriteStartObject("analysis");
        WriteSide(json, "current_throughput", report.Throughput);
        WriteSide(json, "current_latency_p99", report.Latency);
        WriteBottleneck(json, report.Bottleneck);
        json.WriteEndObject();
        json.WriteStartArray("optimizations");
        foreach (Trial trial in report.Trials) WriteTrial(json, trial);
        json.WriteEndArray();
        json.WriteTexts("implementation_plan", report.Plan);
        json.WriteStartObject("monitoring");
        json.WriteTexts("metrics", TuneReport.Metrics);
        json.WriteTexts("alerts", report.Alerts);
        json.WriteEndObject();
    });

    private static void WriteTrial(Utf8JsonWriter json, Trial trial)
    {
        json.WriteStartObject();
        json.WriteString("name", trial.Change.Name);
        WriteImprovement(json, trial);
        json.WriteString("implementation_effort", trial.Change.Effort);
        json.WriteString("risk", trial.Change.Risk);
        json.WriteTexts("code_changes", trial.Change.CodeChanges);
        json.WriteStartObject("benchmark_results");
        WriteSide(json, "before", trial.Before);
        WriteSide(json, "after", trial.After);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteImprovement(Utf8JsonWriter json, Trial trial)
    {
        json.WriteStartObject("expected_improvement");
        json.WriteString("verdict", WordOf(trial.Verdict));
        json.WriteString("measure", MeasureOf(trial.Change.Kind));
        WriteOrNull(json, "percent", trial.Improvement?.Percent);
        WriteOrNull(json, "low_percent", trial.Improvement?.Interval?.Low);
        WriteOrNull(json, "high_percent", trial.Improvement?.Interval?.High);
        json.WriteString("why", trial.Change.Why);
        json.WriteString("reason", trial.Failure);
        json.WriteString("command", trial.After?.Command);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, TrialSide? side)
    {
        if (side is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("value", Math.Round(side.Median, DigitCount));
        json.WriteString("unit", side.Unit);
        json.WriteNumber("min", Math.Round(side.Runs.Min(), DigitCount));
        json.WriteNumber("max", Math.Round(side.Runs.Max(), DigitCount));
        json.WriteNumber("runs", side.Runs.Count);
        json.WriteString("command", side.Command);
        json.WriteEndObject();
    }

    private static void WriteBottleneck(Utf8JsonWriter json, Bottleneck bottleneck)
    {
        json.WriteStartObject("bottleneck");
        json.WriteString("finding", bottleneck.Finding);
        json.WriteMachine(MachineDescription.Read());
        json.WriteStartArray("counters");
        foreach (Counter counter in bottleneck.Counters)
        {
            json.WriteStartObject();
            json.WriteString("name", counter.Name);
            json.WriteNumber("value", counter.Value);
            json.WriteString("unit", counter.Unit);
            json.WriteString("source", counter.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteHost(json, bottleneck.Host);
        json.WriteTexts("unavailable", bottleneck.Unavailable);
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json, IReadOnlyList<Finding> host)
    {
        json.WriteStartArray("host");
        foreach (Finding finding in host)
        {
            json.WriteStartObject();
            json.WriteString("name", finding.Name);
            json.WriteString("found", finding.Found);
            json.WriteString("change", finding.Change);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string WordOf(TrialVerdict verdict) => verdict switch
    {
        TrialVerdict.Gain => "gain",
        TrialVerdict.Loss => "loss",
        TrialVerdict.NoGain => "no gain",
        _ => "not measured",
    };

    /// <summary>What a kind of trial measures, in words.</summary>
    public static string MeasureOf(TrialKind kind) => kind switch
    {
        TrialKind.Path => "packets a second of the path in memory",
        TrialKind.Ring => "p99 from the hand-over of a packet through the ring to a strategy",
        _ => "p99 from when a packet was due to be sent to a strategy",
    };

    private static void WriteOrNull(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, Math.Round(number, DigitCount));
        else json.WriteNull(name);
    }
}
