using FeedHandler.Ring;

namespace FeedHandler.Observing;

/// <content>Who takes events from the ring: strategies, and sinks that come and go.</content>
public sealed partial class FeedMetrics
{
    private readonly string?[] _consumerNames = new string?[ConsumerCountMax];
    private readonly List<(Metric Metric, Func<RingWorkerReport, double> Read)> _consumerMetrics = [];
    private int _shownCount;

    private void AddConsumers()
    {
        AddConsumer(Counter("feedhandler_consumer_events_total", "Events that a consumer took."), static report => report.TakenCount);
        AddConsumer(Gauge("feedhandler_consumer_lag_events", "Events that a consumer has still to take."), static report => report.LagCount);
        AddConsumer(Gauge("feedhandler_consumer_lag_max_events", "The most that a consumer was ever behind."), static report => report.LagCountMax);
        AddConsumer(Counter("feedhandler_consumer_lost_events_total", "Events that a consumer lost as it was too slow."), static report => report.LostCount);
        AddConsumer(Counter("feedhandler_consumer_feed_waits_total", "How often the feed waited for a consumer."), static report => report.GateWaitCount);
        AddConsumer(
            Counter("feedhandler_consumer_feed_wait_seconds_total", "How long the feed waited for a consumer."),
            static report => report.GateWaitNs / NsPerSecond);
        AddConsumer(
            Gauge("feedhandler_consumer_running", "Whether a consumer takes events: 1, or 0 when it is gone."),
            static report => report.State is RingWorkerState.Starting or RingWorkerState.Started ? 1 : 0);
    }

    private void AddConsumer(Metric metric, Func<RingWorkerReport, double> read) => _consumerMetrics.Add((metric, read));

    private void ReadConsumers()
    {
        _consumerCount = _status.ReadConsumers(_consumers);
        bool isSame = _shownCount == _consumerCount;
        for (int i = 0; i < _consumerCount && isSame; i++) isSame = ReferenceEquals(_consumerNames[i], _consumers[i].Name);
        if (isSame) return;
        _shownCount = _consumerCount;
        for (int i = 0; i < _consumerCount; i++) _consumerNames[i] = _consumers[i].Name;
        foreach ((Metric metric, Func<RingWorkerReport, double> read) in _consumerMetrics)
        {
            metric.Series.Clear();
            for (int i = 0; i < _consumerCount; i++)
            {
                int index = i;
                metric.Add(() => read(_consumers[index]), ("consumer", NameOf(index)));
            }
        }
    }

    // Two of one name are told apart by their places: a scrape with the same series twice is refused as a whole.
    private string NameOf(int index)
    {
        string name = _consumers[index].Name;
        int earlier = _consumers.AsSpan(0, index).ToArray().Count(other => other.Name == name);
        return earlier == 0 ? name : $"{name}#{Number(earlier + 1)}";
    }
}
