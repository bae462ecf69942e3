using System.Globalization;
using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Observing;

/// <content>Durations: of each stage, and by how much one line comes before the other.</content>
public sealed partial class FeedMetrics
{
    private static readonly (double Percentile, string Quantile)[] Percentiles = [(50, "0.5"), (99, "0.99"), (99.9, "0.999")];

    // One, two and five of each decade, from 100 ns to 1 s.
    private static readonly long[] BoundsNs =
        [.. Enumerable.Range(2, 7).SelectMany(static decade => ((long[])[1, 2, 5]).Select(step => step * (long)Math.Pow(10, decade))), 1_000_000_000];

    private readonly Durations[] _stages = [.. StageNames.InOrder.ToArray().Select(static _ => new Durations())];
    private readonly List<(DurationHistogram Source, Durations Durations)> _margins = [];
    private readonly DurationHistogram _copy = new(StageHistograms.HighestNs);

    private void AddStages()
    {
        Metric stages = Summary("feedhandler_stage_latency_seconds", "What a stage took of an event's way, since the start.");
        Metric longest = Gauge("feedhandler_stage_latency_max_seconds", "The longest that a stage took, since the start.");
        Metric buckets = Histogram("feedhandler_stage_duration_seconds", "The same durations by upper bound, for percentiles of a time between two scrapes.");
        foreach (Stage stage in StageNames.InOrder)
        {
            if (_status.Latency.IsEmpty) break;
            (string, string) label = ("stage", StageNames.NameOf(stage));
            AddDurations(stages, longest, _stages[(int)stage], label);
            AddBuckets(buckets, _stages[(int)stage], label);
        }

        AddMargins();
        AddWire();
        AddPackets();
    }

    private void AddMargins()
    {
        Metric ahead = Summary("feedhandler_line_ahead_seconds", "By how much packets that a line was first with came before their copies, since the start.");
        Metric most = Gauge("feedhandler_line_ahead_max_seconds", "The most that a line was ahead, since the start.");
        foreach (ChannelState channel in _status.Channels)
        {
            if (channel.Index >= _status.Margins.Count) continue;
            LineMargins margins = _status.Margins[channel.Index];
            foreach (Line line in (Line[])[Line.A, Line.B])
            {
                Durations durations = new();
                _margins.Add((line == Line.A ? margins.FirstA : margins.FirstB, durations));
                AddDurations(ahead, most, durations, ("channel", Number(channel.Id)), ("line", $"{line}"));
            }
        }
    }

    private static void AddDurations(Metric summary, Metric longest, Durations durations, params (string Name, string Value)[] labels)
    {
        for (int i = 0; i < Percentiles.Length; i++)
        {
            int index = i;
            summary.Add(() => durations.Percentile(index), [.. labels, ("quantile", Percentiles[i].Quantile)]);
        }

        summary.Add("_sum", () => durations.Sum, labels);
        summary.Add("_count", () => durations.Count, labels);
        longest.Add(() => durations.Max, labels);
    }

    private static void AddBuckets(Metric histogram, Durations durations, params (string Name, string Value)[] labels)
    {
        for (int i = 0; i < BoundsNs.Length; i++)
        {
            int index = i;
            string bound = (BoundsNs[i] / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);
            histogram.Add("_bucket", () => durations.CountUpTo(index), [.. labels, ("le", bound.Contains('.') ? bound : bound + ".0")]);
        }

        histogram.Add("_bucket", () => durations.Count, [.. labels, ("le", "+Inf")]);
        histogram.Add("_sum", () => durations.Sum, labels);
        histogram.Add("_count", () => durations.Count, labels);
    }

    private void ReadStages()
    {
        if (!_status.Latency.IsEmpty)
        {
            foreach (Stage stage in StageNames.InOrder) _stages[(int)stage].Read(_status.Latency.Read(stage));
        }

        foreach ((DurationHistogram source, Durations durations) in _margins)
        {
            _copy.Reset(); // the feed thread goes on counting, and percentiles are for a histogram that rests
            _copy.Add(source);
            durations.Read(_copy);
        }

        ReadPackets();
    }

    /// <summary>What was read of one histogram, in seconds; percentiles of nothing are NaN.</summary>
    private sealed class Durations
    {
        private readonly double[] _percentiles = new double[Percentiles.Length];
        private readonly long[] _counts = new long[BoundsNs.Length];

        public double Count { get; private set; }

        public double Sum { get; private set; }

        public double Max { get; private set; }

        public double Percentile(int index) => Count == 0 ? double.NaN : _percentiles[index];

        public double CountUpTo(int bound) => _counts[bound];

        public void Read(DurationHistogram histogram)
        {
            Count = histogram.TotalCount;
            Sum = histogram.SumNs(BoundsNs, _counts) / NsPerSecond;
            Max = histogram.MaxNs / NsPerSecond;
            for (int i = 0; i < _percentiles.Length; i++) _percentiles[i] = histogram.PercentileNs(Percentiles[i].Percentile) / NsPerSecond;
        }
    }
}
