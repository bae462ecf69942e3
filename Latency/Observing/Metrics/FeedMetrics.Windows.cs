using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Intervals;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Observing;

/// <content>The last second and the last minute, of stages and channels: percentiles for whoever looks now, without a server that keeps buckets.</content>
public sealed partial class FeedMetrics
{
    private static readonly (LatencyWindow Window, string Name)[] Windows = [(LatencyWindow.Second, "1s"), (LatencyWindow.Minute, "1m")];

    private readonly List<(Action<DurationHistogram> Read, Durations Durations)> _windowed = [];

    private void AddWindows()
    {
        Metric stages = Gauge("feedhandler_stage_latency_window_seconds", "What a stage took of an event's way, in the last second and minute.");
        Metric channels = Gauge("feedhandler_channel_latency_window_seconds", "What packets of a channel took there, in the last second and minute.");
        if (_windows.IsEmpty) return;
        foreach ((LatencyWindow window, string name) in Windows)
        {
            foreach (Stage stage in StageNames.InOrder)
                AddWindow(stages, into => _windows.Read(stage, window, into), ("stage", StageNames.NameOf(stage)), ("window", name));
            foreach (ChannelState channel in _status.Channels.Take(FeedWindows.ChannelCountMax))
                AddWindow(channels, into => _windows.ReadChannel(channel.Index, window, into), ("channel", Number(channel.Id)), ("window", name));
        }
    }

    private void AddWindow(Metric metric, Action<DurationHistogram> read, params (string Name, string Value)[] labels)
    {
        Durations durations = new();
        _windowed.Add((read, durations));
        for (int i = 0; i < Percentiles.Length; i++)
        {
            int index = i;
            metric.Add(() => durations.Percentile(index), [.. labels, ("percentile", Percentiles[i].Percentile.ToString(CultureInfo.InvariantCulture))]);
        }

        metric.Add(() => durations.Count == 0 ? double.NaN : durations.Max, [.. labels, ("percentile", "100")]);
    }

    private void ReadWindows()
    {
        foreach ((Action<DurationHistogram> read, Durations durations) in _windowed)
        {
            read(_coarse);
            durations.Read(_coarse);
        }
    }
}
