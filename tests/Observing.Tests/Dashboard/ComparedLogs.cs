using System.Net;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing.Dashboard;

/// <summary>The page of a log whose book stage is slower than that of another, and whose decode stage is not.</summary>
internal sealed class ComparedLogs : IDisposable
{
    private const int IntervalCount = 20;
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
    private readonly DashboardEndpoints _dashboard;

    public ComparedLogs()
    {
        LogFrames frames = new();
        frames.Add(Log(("book", 1200), ("decode", 400)), CancellationToken.None);
        _dashboard = new DashboardEndpoints(frames, new RunComparison("before", "after", [Compare("book", 1000, 1200), Compare("decode", 400, 400)], ["a note"]));
        Server = ObserverServer.Start(new ObserverOptions(new IPEndPoint(IPAddress.Loopback, 0)), [_dashboard]);
    }

    public ObserverServer Server { get; }

    public void Dispose()
    {
        Server.Dispose();
        _dashboard.Dispose();
    }

    private static ComparedSeries Compare(string stage, long beforeNs, long afterNs) =>
        new(stage, Sum(beforeNs), Sum(afterNs), LatencyComparison.Of(Samples(beforeNs), Samples(afterNs)));

    private static LatencySamples Samples(long ns) =>
        LatencySamples.OfIntervals([.. Enumerable.Range(0, IntervalCount).Select(number => DurationCounts.Of(Interval(ns, number)))]);

    private static DurationHistogram Sum(long ns)
    {
        DurationHistogram sum = new(1_000_000);
        for (int number = 0; number < IntervalCount; number++) sum.Add(Interval(ns, number));
        return sum;
    }

    private static DurationHistogram Interval(long ns, int number)
    {
        DurationHistogram histogram = new(1_000_000);
        for (int i = 0; i < 100; i++) histogram.Record(ns + ((i * 7 + number) % 5));
        histogram.Record(ns * (8 + number % 3));
        return histogram;
    }

    private static HlogReader Log(params (string Tag, long Ns)[] series)
    {
        MemoryStream stream = new();
        HlogWriter writer = new(stream);
        writer.WriteHeader(Start);
        for (int second = 0; second < IntervalCount; second++)
        {
            foreach ((string tag, long ns) in series) writer.WriteInterval(tag, Interval(ns, second), Start.AddSeconds(second), Start.AddSeconds(second + 1));
        }

        return new HlogReader(new MemoryStream(stream.ToArray()), "test.hlog");
    }
}
