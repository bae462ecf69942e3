using FeedHandler.Latency.Histograms;
using HdrHistogram;

namespace FeedHandler.Latency.Stages;

/// <summary>
/// The durations of one stage: of one consumer, or of all together. Percentiles and the maximum are the upper ends of their slots,
/// so they are at most a part in a thousand too high, never too low.
/// </summary>
public sealed class LatencyRow
{
    internal LatencyRow(Stage stage, string consumer, DurationHistogram histogram)
    {
        Stage = stage;
        Consumer = consumer;
        Histogram = histogram;
    }

    /// <summary>The stage.</summary>
    public Stage Stage { get; }

    /// <summary>Who recorded; <see cref="LatencyReport.AllConsumers"/> for all together.</summary>
    public string Consumer { get; }

    /// <summary>How many durations were recorded.</summary>
    public long Count => Histogram.TotalCount;

    /// <summary>The shortest duration in nanoseconds, to the lower end of its slot.</summary>
    public long MinNs => Histogram.MinNs;

    /// <summary>The arithmetic mean in nanoseconds.</summary>
    public double MeanNs => Histogram.GetMean();

    /// <summary>The longest duration in nanoseconds.</summary>
    public long MaxNs => Histogram.MaxNs;

    /// <summary>How many durations were negative and count as 0.</summary>
    public long NegativeCount => Histogram.NegativeCount;

    /// <summary>How many durations were above <see cref="StageHistograms.HighestNs"/> and count as that.</summary>
    public long OverRangeCount => Histogram.OverRangeCount;

    /// <summary>The merged histogram, which no thread writes to any more.</summary>
    public DurationHistogram Histogram { get; }

    /// <summary>The median in nanoseconds.</summary>
    public long P50 => PercentileNs(50);

    /// <summary>What 99 % do not exceed, in nanoseconds.</summary>
    public long P99 => PercentileNs(99);

    /// <summary>What 99.9 % do not exceed, in nanoseconds.</summary>
    public long P999 => PercentileNs(99.9);

    /// <summary>The duration that a share of all durations does not exceed, in nanoseconds.</summary>
    /// <param name="percentile">The share in percent, 0 to 100.</param>
    public long PercentileNs(double percentile) => Histogram.PercentileNs(percentile);
}
