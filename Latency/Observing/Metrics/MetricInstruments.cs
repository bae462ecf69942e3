using System.Diagnostics.Metrics;

namespace FeedHandler.Observing;

/// <summary>
/// The metrics as observable instruments of a meter named FeedHandler, for OpenTelemetry and for tools that attach to the process. Whoever collects causes
/// one reading of the feed for all of them. Each measurement costs garbage, as its labels are copied by the runtime: collect every few seconds.
/// </summary>
public sealed class MetricInstruments : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FeedHandler";

    private readonly FeedMetrics _metrics;
    private readonly Meter _meter;

    /// <summary>Makes the instruments.</summary>
    /// <param name="metrics">The feed.</param>
    public MetricInstruments(FeedMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _metrics = metrics;
        _meter = new Meter(MeterName, typeof(MetricInstruments).Assembly.GetName().Version?.ToString());
        foreach (Metric metric in metrics.Table) Add(metric);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    // A summary has no instrument of its own: its percentiles are gauges, its sum and its count are counters. Nor has a histogram that is read in passing,
    // and of what it tells more there are no instruments.
    private void Add(Metric metric)
    {
        if (metric.Kind == MetricKind.Histogram) return;
        string unit = metric.Unit switch
        {
            "seconds" => "s",
            "bytes" => "By",
            _ => "1",
        };
        string name = metric.Unit.Length > 0 ? metric.Family[..^(metric.Unit.Length + 1)] : metric.Family;
        if (metric.Kind == MetricKind.Counter)
        {
            _meter.CreateObservableCounter(name, () => _metrics.Measure(metric, ""), unit, metric.Help);
            return;
        }

        _meter.CreateObservableGauge(name, () => _metrics.Measure(metric, ""), unit, metric.Help);
        if (metric.Kind != MetricKind.Summary) return;
        _meter.CreateObservableCounter(name + "_sum", () => _metrics.Measure(metric, "_sum"), unit, metric.Help);
        _meter.CreateObservableCounter(name + "_count", () => _metrics.Measure(metric, "_count"), "1", metric.Help);
    }
}
