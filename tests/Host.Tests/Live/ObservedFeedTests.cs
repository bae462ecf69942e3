using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedHandler.Host.Tests.Live.Support;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live;

/// <summary>A feed that is looked at from outside while it runs: by a real Prometheus server, by an orchestrator, and by nobody who brings no token.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class ObservedFeedTests
{
    private const int Port = 9464;
    private ServedMarket _market = null!;

    [SetUp]
    public void Open() => _market = new ServedMarket();

    [TearDown]
    public void Close() => _market?.Dispose();

    [Test]
    public void APrometheusServerScrapesARunningFeedAndAnswersWhatItSays()
    {
        using ChildCommand feed = Join("strict");
        using PrometheusServer prometheus = new(_market.Receiver, _market.Folder);
        using ChildCommand exchange = _market.Serve("--rate", "500", "--loss-a", "0.02");

        Until(() => prometheus.Query("""up{job="feedhandler"}""") is 1, "it scrapes");
        Until(() => prometheus.Query("sum(feedhandler_line_delivered_packets_total)") > 100, "packets are in its store");
        Until(() => prometheus.Query("sum(feedhandler_line_missing_packets_total{line='A'})") > 0, "what line A lost is in its store");
        Until(() => prometheus.Query("sum(feedhandler_stage_duration_seconds_bucket{stage='endToEnd',le='+Inf'})") > 100, "durations are in its store");
        Until(() => prometheus.Query("histogram_quantile(0.999, sum by (le) (rate(feedhandler_stage_duration_seconds_bucket{stage='endToEnd'}[1m])))") > 0, "it has a percentile");
        Until(() => Ready().Status == HttpStatusCode.OK, "all books are whole");
        new JsonContract().With("docs/json.md", "/readyz").Holds(JsonDocument.Parse(Ready().Body).RootElement);
        string scrape = PrometheusServer.Ask(_market.Receiver, Port, "/metrics").Body;
        exchange.Signal("TERM");
        feed.WaitForExit();
        JsonElement report = JsonDocument.Parse(feed.Out).RootElement;

        Assert.That(report.GetProperty("failures").EnumerateArray(), Is.Empty);
        Assert.That(Asked().Where(name => !scrape.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void AFeedIsNotReadyBeforePacketsComeAndSaysWhy()
    {
        using ChildCommand feed = Join("strict");
        (HttpStatusCode status, string body) = Ready();
        JsonElement said = JsonDocument.Parse(body).RootElement;
        (HttpStatusCode Status, string Body) health = (default, "");
        Until(() => (health = PrometheusServer.Ask(_market.Receiver, Port, "/healthz")).Status == HttpStatusCode.OK, "the feed thread polls");

        new JsonContract().With("docs/json.md", "/readyz").Holds(said);
        new JsonContract().With("docs/json.md", "/healthz").Holds(JsonDocument.Parse(health.Body).RootElement);
        Assert.That(status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(said.GetProperty("ready").GetBoolean(), Is.False);
        Assert.That(said.GetProperty("reasons").EnumerateArray().Select(static reason => reason.GetString()), Has.Some.Contains("no packet was delivered yet"));
        Assert.That(JsonDocument.Parse(health.Body).RootElement.GetProperty("pollAgeUs").GetInt64(), Is.Not.Negative);
    }

    [Test]
    public void APortThatIsTakenEndsTheSecondFeedWithOneSentence()
    {
        using ChildCommand feed = Join("joined");
        using ChildCommand second = ChildCommand.Start(
            _market.Receiver, "run", Path.Combine(_market.Folder, "feed.json"), "--warm-up", "0", "--metrics", $"127.0.0.1:{Port}");

        Assert.That(second.WaitForExit(), Is.EqualTo(2));
        Assert.That(second.Error, Does.Contain($"metrics: cannot listen on 127.0.0.1:{Port}: another program listens there: take another port"));
    }

    private ChildCommand Join(string policy)
    {
        ChildCommand feed = _market.Join(
            "socket", feed => feed["observe"] = JsonSerializer.SerializeToNode(new { metrics = $"127.0.0.1:{Port}", ready = policy }));
        feed.WaitForError("metrics are served");
        return feed;
    }

    private (HttpStatusCode Status, string Body) Ready() => PrometheusServer.Ask(_market.Receiver, Port, "/readyz");

    private static void Until(Func<bool> condition, string what)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds > 120) Assert.Fail($"gave up waiting until {what}");
            Thread.Sleep(100);
        }
    }

    // What the dashboard and the rules name; of histograms and summaries with what stands behind the name.
    private static HashSet<string> Asked() =>
    [
        .. MetricName().Matches(File.ReadAllText(Repository.PathOf("docs/deploy/grafana/feedhandler.json"))
            + File.ReadAllText(Repository.PathOf("docs/deploy/prometheus/alerts.yml"))).Select(static match => match.Value),
    ];

    [GeneratedRegex(@"\b(feedhandler|process)_[a-z_]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricName();
}
