using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedHandler.Engine;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>The dashboard of Grafana and the rules of Prometheus ask for what there is, in words that Prometheus understands.</summary>
public sealed partial class DeployedFilesTests
{
    private static string Rules => Repository.PathOf("docs/deploy/prometheus/alerts.yml");

    private static string Dashboard => Repository.PathOf("docs/deploy/grafana/feedhandler.json");

    [Test]
    public void PrometheusTakesItsConfigurationWithTheRules()
    {
        (int exitCode, string output) = Promtool.Run([], "check", "config", Repository.PathOf("docs/deploy/prometheus/prometheus.yml"));

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("14 rules found"));
    }

    [Test]
    public void EachAlertFiresWhenItShouldAndNotBefore()
    {
        (int exitCode, string output) = Promtool.Run([], "test", "rules", Repository.PathOf("docs/deploy/prometheus/alerts.test.yml"));

        Assert.That(exitCode, Is.Zero, output);
    }

    [Test]
    public void EveryAlertIsTested()
    {
        string tests = File.ReadAllText(Repository.PathOf("docs/deploy/prometheus/alerts.test.yml"));
        string[] alerts = [.. AlertName().Matches(File.ReadAllText(Rules)).Select(static match => match.Groups["name"].Value)];

        Assert.That(alerts.Where(name => !tests.Contains($"alertname: {name},", StringComparison.Ordinal)), Is.Empty);
        Assert.That(alerts.Where(name => !tests.Contains($"alertname=\"{name}\"", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void PrometheusUnderstandsWhatTheDashboardAsks()
    {
        StringBuilder rules = new("groups: [{ name: dashboard, rules: [\n");
        foreach (string expression in Expressions())
        {
            string asked = expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$instance", ".*", StringComparison.Ordinal)
                .Replace("$channel", ".*", StringComparison.Ordinal);
            rules.Append("{ record: \"asked:").Append("abcdefghijklmnopqrstuvwxyz"[rules.Length % 26]).Append(rules.Length).Append("\", expr: ")
                .Append(JsonSerializer.Serialize(asked, JsonSerializerOptions.Default)).Append(" },\n");
        }

        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, rules.Append("] }]\n").ToString());
        (int exitCode, string output) = Promtool.Run([], "check", "rules", path);
        File.Delete(path);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain($"{Expressions().Length} rules found"));
    }

    [Test]
    public void PanelsHaveNumbersOfTheirOwnAndDoNotOverlap()
    {
        JsonElement[] panels = [.. Panels()];
        (int X, int Y, int Width, int Height)[] places = [.. panels.Select(static panel => panel.GetProperty("gridPos"))
            .Select(static place => (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32(), place.GetProperty("w").GetInt32(),
                place.GetProperty("h").GetInt32()))];

        Assert.That(panels.Select(static panel => panel.GetProperty("id").GetInt32()), Is.Unique);
        Assert.That(places.SelectMany(static (place, index) => Cells(place)), Is.Unique);
        Assert.That(places.Max(static place => place.X + place.Width), Is.EqualTo(24));
    }

    [Test]
    public void WhatIsAskedForIsServed()
    {
        using Feed feed = Feed.Cme().Listen("239.255.41.7:41007=310/incremental/A,239.255.41.8:41008=310/incremental/B", "lo").WarmUp(0)
            .WhenOpen(static feed => Served = [.. Names(feed)]).Start();
        string page = File.ReadAllText(Repository.PathOf("docs/observing.md"));
        string asked = string.Join('\n', Expressions()) + File.ReadAllText(Rules);

        Assert.That(MetricName().Matches(asked).Select(static match => match.Value).Except(Served), Is.Empty);
        Assert.That(Metrics.Where(name => !page.Contains($"| `{name}` |", StringComparison.Ordinal)), Is.Empty, "the page of metrics has all of them");
    }

    private static IReadOnlyList<string> Metrics { get; set; } = [];

    private static HashSet<string> Served { get; set; } = [];

    private static IEnumerable<string> Names(Feed feed)
    {
        using FeedMetrics metrics = new(feed);
        Metrics = metrics.Names;
        foreach (string name in metrics.Names) yield return name;
        foreach (Metric metric in metrics.Table)
        {
            foreach (MetricSeries series in metric.Series) yield return metric.Name + series.Suffix;
        }
    }

    private static IEnumerable<(int X, int Y)> Cells((int X, int Y, int Width, int Height) place) =>
        Enumerable.Range(place.Y, place.Height).SelectMany(y => Enumerable.Range(place.X, place.Width).Select(x => (x, y)));

    private static IEnumerable<JsonElement> Panels() => JsonDocument.Parse(File.ReadAllText(Dashboard)).RootElement.GetProperty("panels").EnumerateArray();

    private static string[] Expressions() => [.. Panels().Where(static panel => panel.TryGetProperty("targets", out _))
        .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()).Select(static target => target.GetProperty("expr").GetString()!)];

    [GeneratedRegex(@"\b(feedhandler|process)_[a-z_]+\b(?=[{\[ )]|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"- alert: (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlertName();
}
