using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FeedHandler.Engine;
using FeedHandler.Ring;

namespace FeedHandler.Observing;

/// <summary>
/// The metrics of one feed: a table that is made once, and read in passing whenever somebody asks. Reading shares no lock with a feed thread and allocates
/// nothing, except when a consumer has come or gone. Safe for several who ask at once.
/// </summary>
public sealed partial class FeedMetrics : IDisposable
{
    private const int ConsumerCountMax = 64;
    private const double NsPerSecond = 1e9;
    private static readonly TimeSpan ReadingAgeMax = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly FeedStatus _status;
    private readonly FeedWindows _windows;
    private readonly FeedHealth _health;
    private readonly List<Metric> _metrics = [];
    private readonly RingWorkerReport[] _consumers = new RingWorkerReport[ConsumerCountMax];
    private int _consumerCount;
    private bool _isClosed;
    private long _readTicks;

    /// <summary>Makes the table.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="policy">When it counts as ready.</param>
    public FeedMetrics(Feed feed, ReadyPolicy policy = ReadyPolicy.Strict)
    {
        ArgumentNullException.ThrowIfNull(feed);
        _status = feed.NewStatus();
        _windows = feed.Windows;
        _health = new FeedHealth(_status, policy);
        AddFeed();
        AddGroups();
        AddChannels();
        AddStages();
        AddWindows();
        AddConsumers();
        AddPublishing(feed);
        AddProcess();
    }

    /// <summary>The names of all metrics in a scrape, those that have no series yet too.</summary>
    public IReadOnlyList<string> Names => [.. _metrics.Select(static metric => metric.Name)];

    internal List<Metric> Table => _metrics;

    /// <summary>Reads the feed anew and writes every metric.</summary>
    /// <param name="output">Takes the text, in UTF-8.</param>
    /// <param name="isOpen">As OpenMetrics 1.0; otherwise in Prometheus' text format.</param>
    /// <returns>False when the feed's memory is given back: nothing was written.</returns>
    public bool TryWrite(IBufferWriter<byte> output, bool isOpen)
    {
        lock (_lock)
        {
            if (_isClosed) return false;
            Read();
            MetricText.Write(_metrics, output, isOpen);
            return true;
        }
    }

    /// <summary>The series of a metric as measurements; the feed is read anew when its last reading is older than a collection takes.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="suffix">Those of its series that have this behind the name.</param>
    internal Measurement<double>[] Measure(Metric metric, string suffix)
    {
        lock (_lock)
        {
            if (_isClosed) return [];
            if (_readTicks == 0 || Stopwatch.GetElapsedTime(_readTicks) > ReadingAgeMax) Read();
            return
            [
                .. metric.Series.Where(series => series.Suffix == suffix).Select(static series => (Value: series.Read(), series.Tags))
                    .Where(static read => !double.IsNaN(read.Value)).Select(static read => new Measurement<double>(read.Value, read.Tags)),
            ];
        }
    }

    /// <summary>Has somebody look at the feed as it stands now, while nobody else does.</summary>
    /// <param name="look">Looks; it keeps nothing.</param>
    /// <returns>False when the feed's memory is given back: nobody looked.</returns>
    internal bool TryLook(Action look)
    {
        lock (_lock)
        {
            if (_isClosed) return false;
            Read();
            look();
            return true;
        }
    }

    /// <summary>How the feed is, as of the look at hand.</summary>
    internal FeedHealth Health => _health;

    /// <summary>Ends all reading: from here on the feed's memory may be given back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed) return;
            _isClosed = true;
            _statm?.Dispose();
        }
    }

    private void Read()
    {
        _readTicks = Stopwatch.GetTimestamp();
        _status.Read();
        ReadStages();
        ReadWindows();
        ReadConsumers();
        ReadProcess();
    }

    private Metric Counter(string name, string help) => Add(new Metric(MetricKind.Counter, name, help));

    private Metric Gauge(string name, string help) => Add(new Metric(MetricKind.Gauge, name, help));

    private Metric Summary(string name, string help) => Add(new Metric(MetricKind.Summary, name, help));

    private Metric Histogram(string name, string help) => Add(new Metric(MetricKind.Histogram, name, help));

    private Metric Add(Metric metric)
    {
        _metrics.Add(metric);
        return metric;
    }
}
