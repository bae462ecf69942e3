using System.Buffers;
using System.Globalization;

namespace FeedHandler.Observing;

/// <summary>
/// Metrics as a scrape has them: Prometheus' text format 0.0.4, or OpenMetrics 1.0. It writes into the memory of whoever sends it and allocates nothing.
/// </summary>
internal static class MetricText
{
    /// <summary>The media type of Prometheus' text format.</summary>
    public const string PlainType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The media type of OpenMetrics.</summary>
    public const string OpenType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private const int NumberSizeMax = 32;

    /// <summary>Writes metrics that have series.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="output">Takes the text, in UTF-8.</param>
    /// <param name="isOpen">Whether as OpenMetrics.</param>
    public static void Write(List<Metric> metrics, IBufferWriter<byte> output, bool isOpen)
    {
        foreach (Metric metric in metrics)
        {
            if (metric.Series.Count == 0) continue;
            WriteHead(metric, output, isOpen);
            foreach (MetricSeries series in metric.Series)
            {
                output.Write(metric.NameText);
                output.Write(series.Text);
                output.Write(" "u8);
                WriteNumber(series.Read(), output);
                output.Write("\n"u8);
            }
        }

        if (isOpen) output.Write("# EOF\n"u8);
    }

    private static void WriteHead(Metric metric, IBufferWriter<byte> output, bool isOpen)
    {
        byte[] name = isOpen ? metric.FamilyText : metric.NameText;
        WriteLine(output, "# HELP "u8, name, metric.HelpText);
        if (isOpen && metric.UnitText.Length > 0) WriteLine(output, "# UNIT "u8, name, metric.UnitText);
        WriteLine(output, "# TYPE "u8, name, metric.Kind switch
        {
            MetricKind.Counter => "counter"u8,
            MetricKind.Gauge => "gauge"u8,
            MetricKind.Histogram => "histogram"u8,
            _ => "summary"u8,
        });
    }

    private static void WriteLine(IBufferWriter<byte> output, ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        output.Write(keyword);
        output.Write(name);
        output.Write(" "u8);
        output.Write(text);
        output.Write("\n"u8);
    }

    private static void WriteNumber(double value, IBufferWriter<byte> output)
    {
        Span<byte> target = output.GetSpan(NumberSizeMax);
        if (double.IsNaN(value)) "NaN"u8.CopyTo(target);
        int size = 3;
        if (!double.IsNaN(value)) value.TryFormat(target, out size, default, CultureInfo.InvariantCulture);
        output.Advance(size);
    }
}
