using System.Globalization;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Latency.Stalls;
using FeedHandler.Observing.Dashboard;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>
/// A strategy that keeps the feed thread of a live feed for 2 ms once, and who tells of it. Other stalls may be this machine's: the injected one is known by its
/// time in the hiccup meter, by its duration on the dashboard, and by its packet in the flight recorder.
/// </summary>
[NonParallelizable]
public sealed class InjectedStallTests
{
    private const int AttemptsMax = 8;

    [Test]
    public void AStallOfTwoMillisecondsIsOneInMeterTimelineRecorderAndAlert()
    {
        Require.That(OperatingSystem.IsLinux(), "why a thread stood still is told on Linux only");
        using StalledFeed feed = new();
        double secondsBefore = feed.StallSeconds();
        Stall stall = default;
        bool isSaved = false;
        for (int attempt = 0; attempt < AttemptsMax && !isSaved; attempt++)
        {
            // Of stalls of the machine's own a file a second is saved as well: then this one has none, and is injected again.
            stall = Inject(feed);
            isSaved = feed.WaitForFile(feed.Strategy.SeqNum);
            TestContext.Out.WriteLine($"attempt {attempt + 1}: {stall}, saved {isSaved}");
        }

        double secondsAfter = feed.StallSeconds();
        FeedReport report = feed.End();
        Assert.That(isSaved, Is.True, "the recorder has a file of the packet");
        Assert.That(report.Flight!.Files.Count(file => file.Spike.WayNs >= StallingStrategy.StallNs), Is.Positive);
        Assert.That(report.Polls!.Stalls.CountOf(stall.Cause), Is.Positive);
        Assert.That(secondsAfter - secondsBefore, Is.GreaterThanOrEqualTo(StallingStrategy.StallNs / 1e9));
        Assert.That(Fires(secondsBefore, secondsAfter), Is.True, "the alert");
        Assert.That(Fires(secondsAfter, secondsAfter), Is.False, "and none without a stall");
    }

    // In the meter, and on the timeline, exactly once.
    private static Stall Inject(StalledFeed feed)
    {
        feed.Dashboard.Look();
        feed.SendUntilStalled();
        Stall[] found = [];
        Within.Until(() => (found = [.. feed.Stalls().Where(feed.Strategy.IsWithin)]).Length > 0, "the hiccup meter has it");
        feed.Dashboard.Look();
        Assert.That(found, Has.Length.EqualTo(1), "one stall is one round of polling");
        Assert.That(found[0].DurationNs, Is.GreaterThanOrEqualTo(StallingStrategy.StallNs));
        Assert.That(found[0].PacketCount, Is.Positive);
        JsonElement[] told = [.. feed.Frames().SelectMany(static frame => frame.GetProperty("newStalls").EnumerateArray())
            .Where(one => one.GetProperty("durationNs").GetInt64() == found[0].DurationNs)];
        Assert.That(told, Has.Length.EqualTo(1), "the timeline");
        Assert.That(told[0].GetProperty("cause").GetString(), Is.EqualTo(StallCauses.NameOf(found[0].Cause)));
        return found[0];
    }

    // Prometheus' own tool, by the rules that are deployed: what was scraped before, and then what was scraped after.
    private static bool Fires(double before, double after)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".yml");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $$"""
            rule_files: [ {{Repository.PathOf("docs/deploy/prometheus/alerts.yml")}} ]
            evaluation_interval: 5s
            tests:
              - interval: 5s
                input_series:
                  - series: 'feedhandler_feed_stall_seconds_total{instance="a", cause="work"}'
                    values: "{{before:F9}}x11 {{after:F9}}x20"
                promql_expr_test:
                  - expr: count by (alertname) (ALERTS{alertname="FeedThreadHiccup", alertstate="firing"})
                    eval_time: 90s
                    exp_samples: [ { labels: '{alertname="FeedThreadHiccup"}', value: 1 } ]
            """));
        try
        {
            return Promtool.Run([], "test", "rules", path).ExitCode == 0;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
