using FeedHandler.Host.Bench.Rates;
using FeedHandler.Host.Reports.Pictures;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Host.Bench.Published;

/// <summary>The pictures of a report.</summary>
internal static class ReportPictures
{
    /// <summary>Their file names with what they show, in the order in which the page has them.</summary>
    public static IReadOnlyList<(string Name, string Title)> All { get; } =
    [
        ("stages.svg", "Stages in memory: percentiles"),
        ("rounds.svg", "Stages in memory: p99 of each round"),
        ("rates.svg", "Live, from when a packet was due to a strategy: percentiles"),
    ];

    /// <summary>Percentile curves of the stages.</summary>
    /// <param name="logs">What the logs of the runs say.</param>
    public static string Stages(StageLogs logs)
    {
        LineChart chart = new(All[0].Title, "percentile", PercentileCurve.Ticks(logs.Stages.Max(static stage => stage.Total.TotalCount)));
        foreach ((StageLog stage, int i) in logs.Stages.Select(static (stage, i) => (stage, i)))
            chart.Add(new ChartLine(stage.Name, PercentileCurve.Of(stage.Total), i));
        return chart.ToSvg();
    }

    /// <summary>The p99 of each stage by round, over all runs.</summary>
    /// <param name="logs">What the logs of the runs say.</param>
    /// <param name="roundsPerRun">Rounds of a run: each begins with a mark.</param>
    public static string Rounds(StageLogs logs, int roundsPerRun)
    {
        int count = logs.Stages.Max(static stage => stage.RoundP99Ns.Count);
        int every = Math.Max(1, (count / roundsPerRun + 15) / 16) * roundsPerRun;
        List<(double X, string Text)> ticks =
            [.. Enumerable.Range(0, (count / every) + 1).Select(i => ((double)(i * every), FormattableString.Invariant($"{i * every}")))];
        if (ticks[^1].X < count) ticks.Add((count, ""));
        LineChart chart = new(All[1].Title, FormattableString.Invariant($"round ({roundsPerRun} a run)"), ticks);
        foreach ((StageLog stage, int i) in logs.Stages.Select(static (stage, i) => (stage, i)))
            chart.Add(new ChartLine(stage.Name, [.. stage.RoundP99Ns.Select(static (ns, round) => ((double)round, (double)ns))], i));
        return chart.ToSvg();
    }

    /// <summary>Percentile curves of the live rates: a colour for each rate, a dash for each set of lines.</summary>
    /// <param name="live">What was measured.</param>
    public static string Rates(RateReport live)
    {
        LineChart chart = new(All[2].Title, "percentile", PercentileCurve.Ticks(live.Totals.Max(static total => total.Strategy.TotalCount)));
        double[] rates = [.. live.Totals.Select(static total => total.Rate).Distinct()];
        string[] lines = [.. live.Totals.Select(static total => total.Lines).Distinct(StringComparer.Ordinal)];
        foreach (RateResult total in live.Totals)
        {
            chart.Add(new ChartLine(
                FormattableString.Invariant($"{total.Rate}x {total.Lines}"), PercentileCurve.Of(total.Strategy), Array.IndexOf(rates, total.Rate),
                Array.IndexOf(lines, total.Lines)));
        }

        return chart.ToSvg();
    }
}

/// <summary>What the logs of all runs say of the stages, in the order in which they tell of them.</summary>
/// <param name="Stages">The stages.</param>
internal sealed record StageLogs(IReadOnlyList<StageLog> Stages);

/// <summary>One stage over all runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Total">All rounds added up.</param>
/// <param name="RoundP99Ns">The p99 of each round, run by run.</param>
internal sealed record StageLog(string Name, DurationHistogram Total, List<long> RoundP99Ns);
