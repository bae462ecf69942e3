using System.Text.Json;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing;

/// <summary>How the runs on a page differ from others, for the page: both curves of each series, and the change of each measure with its verdict.</summary>
/// <param name="before">What changes are of, as it is called.</param>
/// <param name="after">The other, which the page shows.</param>
/// <param name="series">The series that both have.</param>
/// <param name="notes">What must be known to read it rightly.</param>
public sealed class RunComparison(string before, string after, IReadOnlyList<ComparedSeries> series, IReadOnlyList<string> notes)
{
    private const int DigitCount = 3;

    /// <summary>The series that both have.</summary>
    public IReadOnlyList<ComparedSeries> Series => series;

    /// <summary>Writes an object.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("a", before);
        writer.WriteString("b", after);
        writer.WriteNumber("confidencePercent", LatencyComparison.ConfidencePercent);
        writer.WriteStartArray("series");
        foreach (ComparedSeries one in Series) Write(writer, one);
        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (string note in notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ComparedSeries one)
    {
        writer.WriteStartObject();
        writer.WriteString("stage", one.Label);
        WriteSide(writer, "a", one.Before);
        WriteSide(writer, "b", one.After);
        writer.WriteStartArray("changes");
        foreach (LatencyChange change in one.Changes) Write(writer, change);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter writer, string name, DurationHistogram histogram)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("count", histogram.TotalCount);
        writer.WriteStartArray("curve");
        foreach (double percentile in FrameStage.CurvePercentiles) writer.WriteNumberValue(histogram.PercentileNs(percentile));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LatencyChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("measure", change.Measure);
        writer.WriteNumber("aNs", Math.Round(change.BeforeNs, DigitCount));
        writer.WriteNumber("bNs", Math.Round(change.AfterNs, DigitCount));
        writer.WriteNumber("changePercent", Math.Round(change.Percent, DigitCount));
        if (change.IntervalPercent is { } interval)
        {
            writer.WriteNumber("lowPercent", Math.Round(interval.Low, DigitCount));
            writer.WriteNumber("highPercent", Math.Round(interval.High, DigitCount));
        }

        writer.WriteString("verdict", ChangeVerdicts.NameOf(change.Verdict));
        writer.WriteEndObject();
    }
}

/// <summary>One series of a comparison.</summary>
/// <param name="Label">Its name on the page.</param>
/// <param name="Before">All that the one side counted; nobody writes to it any more.</param>
/// <param name="After">All that the other did.</param>
/// <param name="Changes">By measure.</param>
public sealed record ComparedSeries(string Label, DurationHistogram Before, DurationHistogram After, IReadOnlyList<LatencyChange> Changes);
