using FeedHandler.Host.Check;
using FeedHandler.Host.Tune.Counters;
using FeedHandler.Host.Tune.Trials;
using FeedHandler.Latency.Export;

namespace FeedHandler.Host.Tune.Output;

/// <summary>What tuning found.</summary>
/// <param name="Throughput">Packets a second of the path in memory, as it is.</param>
/// <param name="Latency">The 99th percentile from when a packet was due to a strategy, as it is.</param>
/// <param name="Bottleneck">What holds the feed most, and what was counted.</param>
/// <param name="Trials">What was tried, in the order in which it was.</param>
/// <param name="Gained">What is worth changing: gained by itself, and again together with all others of its kind.</param>
internal sealed record TuneReport(
    TrialSide Throughput, TrialSide Latency, Bottleneck Bottleneck, IReadOnlyList<Trial> Trials, IReadOnlyList<TuneChange> Gained)
{
    /// <summary>The configuration that it is about, as typed; null where none was named.</summary>
    public string? Configuration { get; init; }

    /// <summary>What was written into the configuration, a line for each member.</summary>
    public IReadOnlyList<string> Applied { get; init; } = [];

    /// <summary>Flame graphs that were written.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What should have been done and was not.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Metrics of a running feed that tell whether what was found still holds.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        "feedhandler_stage_duration_seconds", "feedhandler_stage_latency_max_seconds", "feedhandler_consumer_lag_max_events",
        "feedhandler_consumer_feed_wait_seconds_total", "feedhandler_poll_age_seconds", "feedhandler_channel_drop_doubts_total",
        "feedhandler_channel_lost_packets_total", "feedhandler_gc_pause_seconds_total",
    ];

    /// <summary>Alerts of docs/deploy/prometheus/alerts.yml that tell when it does not.</summary>
    public static IReadOnlyList<string> AlertNames { get; } =
        ["LatencyOverBudget", "FeedThreadStalled", "RingLag", "PacketsDropped", "PacketsLost", "CollectionPause"];

    /// <summary>The alerts, with what was measured where one has a budget.</summary>
    public IReadOnlyList<string> Alerts =>
    [
        $"{AlertNames[0]}: its budget is for a host of its own; 99 % of packets took no longer than {DurationText.Of(Latency.Median)} here",
        .. AlertNames.Skip(1),
    ];

    /// <summary>What to do, in order.</summary>
    public IReadOnlyList<string> Plan => [.. Steps().Select(static (step, index) => FormattableString.Invariant($"{index + 1}. {step}"))];

    private IEnumerable<string> Steps()
    {
        string file = Configuration ?? "the configuration";
        if (Trials.Count == 0) yield return "nothing was tried: name changes, or leave --only out";
        else if (Gained.Count == 0) yield return "change nothing of the feed: no change that was tried is a gain beyond chance";
        foreach (string change in Applied) yield return $"done in {file}: {change}";
        foreach ((string member, string value) in Gained.SelectMany(static change => change.Members))
        {
            if (Applied.Count == 0) yield return $"in {file}: set {member} to {value} (--apply writes it)";
        }

        foreach ((string name, string value) in Gained.SelectMany(static change => change.Environment))
            yield return $"start the feed with {name}={value}; of a service: systemctl edit feedhandler, and under [Service] Environment={name}={value}";
        IEnumerable<string> members = Gained.SelectMany(static change => change.Members).Select(static member => member.Member);
        foreach (Finding finding in Bottleneck.Host.Where(finding => !members.Contains(finding.Name, StringComparer.Ordinal)))
            yield return $"found, not tried here: {finding.Name} ({finding.Found}): {finding.Change}";
        yield return Configuration is null ? "measure again with the configuration of the feed: feedhandler tune feed.json" : $"feedhandler check {file}";
        if (Gained.Count > 0 || Bottleneck.Host.Count > 0)
            yield return "measure again behind every change of the host: each number here is of this host as it is now";
    }
}
