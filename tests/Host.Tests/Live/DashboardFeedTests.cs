using System.Diagnostics;
using System.Net;
using System.Text.Json;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Reports;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A running feed on its dashboard: what the page is told is what the report says at the end, as the contract has it, and looking costs the feed thread no garbage.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DashboardFeedTests
{
    private const int Port = 9465;
    private const int SecondsMax = 120;
    private ServedMarket _market = null!;

    [SetUp]
    public void Open() => _market = new ServedMarket();

    [TearDown]
    public void Close() => _market?.Dispose();

    [Test]
    public void TheDashboardTellsOfARunningFeedWhatTheReportSays()
    {
        using ChildCommand feed = _market.Join("socket", feed =>
        {
            feed["observe"] = JsonSerializer.SerializeToNode(new { dashboard = $"127.0.0.1:{Port}" });
            feed["receiver"]!["wait"] = "spin";
        });
        feed.WaitForError("the dashboard is at http://127.0.0.1:9465");
        using ChildCommand exchange = _market.Serve("--rate", "500", "--loss-a", "0.02");
        JsonElement frame = Until(static frame => frame.GetProperty("packets").GetInt64() > 1000 && frame.GetProperty("stages").EnumerateArray().All(static stage => stage.GetProperty("sessionCount").GetInt64() > 0));
        JsonElement instruments = JsonDocument.Parse(Ask("/api/instruments").Body).RootElement;
        exchange.Signal("TERM");
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        JsonElement report = JsonDocument.Parse(feed.Out).RootElement;

        new JsonContract().With("docs/dashboard.md", "Frames").Holds(frame);
        Assert.That(report.GetProperty("failures").EnumerateArray(), Is.Empty);
        Assert.That(report.GetProperty("packets").GetProperty("total").GetInt64(), Is.GreaterThanOrEqualTo(frame.GetProperty("packets").GetInt64()));
        Assert.That(frame.GetProperty("channels")[0].GetProperty("lineB").GetProperty("delivered").GetInt64(), Is.Positive, "line A lost some");
        Assert.That(instruments.EnumerateArray().Select(static one => one.GetProperty("symbol").GetString()), Has.Some.StartsWith("SIM"));
        long byStrategies = report.GetProperty("strategies").EnumerateArray().Sum(static strategy => strategy.GetProperty("allocatedBytes").GetInt64());
        Assert.That(report.GetProperty("allocatedBytesHotPath").GetInt64() - byStrategies, Is.LessThan(LiveReport.AllocatedBytesMax), "the feed thread; the strategy of this test makes texts");
    }

    private (HttpStatusCode Status, string Body) Ask(string path) => PrometheusServer.Ask(_market.Receiver, Port, path);

    private JsonElement Until(Func<JsonElement, bool> condition)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsMax; Thread.Sleep(100))
        {
            (HttpStatusCode status, string body) = Ask("/api/frame");
            if (status == HttpStatusCode.OK && JsonDocument.Parse(body).RootElement is var frame && condition(frame)) return frame;
        }

        throw new TimeoutException("the frame that was waited for did not come");
    }
}
