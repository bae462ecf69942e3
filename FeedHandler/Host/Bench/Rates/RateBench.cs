using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Bench.Rates;

/// <summary>What a rate benchmark runs.</summary>
/// <param name="Rates">How much faster than captured, in the order in which they were asked for.</param>
/// <param name="Rounds">How many rounds, each with every rate and set of lines.</param>
/// <param name="Way">Where packets go.</param>
internal sealed record RatePlan(IReadOnlyList<double> Rates, int Rounds, RateWay Way);

/// <summary>
/// Measures a feed at several rates, in rounds that have every rate and set of lines once: what else the machine does falls on all alike. A run that warms up
/// comes first and counts for nothing; of the others every packet counts.
/// </summary>
/// <param name="packets">What is sent.</param>
/// <param name="plan">How often.</param>
internal sealed class RateBench(RatePackets packets, RatePlan plan)
{
    private readonly Dictionary<string, RateSchedule> _schedules = RateLines.Of(packets.Lines)
        .ToDictionary(static lines => lines.Name, packets.ScheduleOf, StringComparer.Ordinal);

    /// <summary>What was had otherwise than asked.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>How many runs there will be, with the one that warms up.</summary>
    public int RunCount => 1 + (plan.Rounds * plan.Rates.Count * _schedules.Count);

    /// <summary>How many are done.</summary>
    public long DoneCount { get; private set; }

    /// <summary>Warms up, and measures all rounds.</summary>
    /// <param name="onRun">Told of each run, with its round from 1, and when it began.</param>
    /// <param name="stop">Ends it; the run at hand is left out.</param>
    /// <returns>The runs in the order in which they were run.</returns>
    public List<RateResult> Run(Action<int, RateResult, DateTimeOffset> onRun, CancellationToken stop)
    {
        WarmUp(stop);
        return [.. Enumerable.Range(1, plan.Rounds).SelectMany(round => RunRound(round, onRun, stop))];
    }

    /// <summary>Makes the run that counts for nothing.</summary>
    /// <param name="stop">Ends it.</param>
    public void WarmUp(CancellationToken stop) => Run(RateLines.Of(packets.Lines)[^1], plan.Rates.Max(), stop);

    /// <summary>Measures every rate and set of lines once.</summary>
    /// <param name="round">The round, from 1.</param>
    /// <param name="onRun">Told of each run, with the round, and when it began.</param>
    /// <param name="stop">Ends it; the run at hand is left out.</param>
    public IEnumerable<RateResult> RunRound(int round, Action<int, RateResult, DateTimeOffset> onRun, CancellationToken stop)
    {
        IReadOnlyList<RateLines> sets = RateLines.Of(packets.Lines);
        foreach ((double rate, RateLines lines) in plan.Rates.SelectMany(rate => sets.Select(lines => (rate, lines))))
        {
            if (stop.IsCancellationRequested) yield break;
            DateTimeOffset start = DateTimeOffset.UtcNow;
            RateResult run = Run(lines, rate, stop);
            if (stop.IsCancellationRequested) yield break;
            onRun(round, run, start);
            yield return run;
        }
    }

    private RateResult Run(RateLines lines, double rate, CancellationToken stop)
    {
        RateRun run = new(_schedules[lines.Name], lines, rate, plan.Way);
        RateResult result = run.Run(stop);
        foreach (string note in run.Notes.Where(note => !Notes.Contains(note, StringComparer.Ordinal))) Notes.Add(note);
        DoneCount++;
        return result;
    }
}
