using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tune.Counters;
using FeedHandler.Host.Tune.Output;
using FeedHandler.Host.Tune.Trials;

namespace FeedHandler.Host.Tune;

/// <summary>Profiles a feed as it is, then tries changes of it one at a time, and what gained once more together.</summary>
/// <param name="bench">Measures.</param>
/// <param name="system">The host.</param>
/// <param name="configuration">The feed.</param>
/// <param name="roundCount">How often each change is measured.</param>
/// <param name="stop">Ends it early.</param>
internal sealed class TuneSession(TrialBench bench, SystemFiles system, FeedConfiguration configuration, int roundCount, CancellationToken stop)
{
    private static readonly TrialKind[] Kinds = [TrialKind.Receive, TrialKind.Ring, TrialKind.Path];
    private readonly TrialRounds _rounds = new(change => bench.Run(change, stop), bench.CommandOf, roundCount);

    /// <summary>How many runs were made; read by whoever shows progress.</summary>
    public long RunCount => _rounds.RunCount;

    /// <summary>Works it all out.</summary>
    /// <param name="changes">What is tried.</param>
    /// <param name="notes">What could not be had, which the profile tells.</param>
    /// <exception cref="CommandException">Nothing can be measured.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TuneReport Run(IReadOnlyList<TuneChange> changes, List<string> notes)
    {
        bench.Calibrate(stop);
        (IReadOnlyList<Counter> counters, double ringNs) = Profile(notes);
        Dictionary<TrialKind, TrialSide> current = [];
        List<Trial> trials = [];
        List<TuneChange> gained = [];
        foreach (TrialKind kind in Kinds)
        {
            TuneChange[] ofKind = [.. changes.Where(change => change.Kind == kind)];
            if (kind == TrialKind.Ring && ofKind.Length == 0) continue;
            (current[kind], IReadOnlyList<Trial> tried) = _rounds.Measure(kind, ofKind);
            trials.AddRange(tried);
            if (Confirm(kind, tried) is not { } together) continue;
            trials.Add(together.Trial);
            if (together.Trial.Verdict == TrialVerdict.Gain) gained.AddRange(together.Changes);
        }

        string finding = Bottleneck.Judge(
            counters, 1e9 / current[TrialKind.Path].Median, current.GetValueOrDefault(TrialKind.Ring)?.Median ?? ringNs, current[TrialKind.Receive].Median);
        Finding[] host = [.. HostCheck.Run(system, configuration).Where(static found => found.Verdict != Verdict.Good)];
        return new TuneReport(current[TrialKind.Path], current[TrialKind.Receive], new Bottleneck(finding, counters, host, notes), trials, gained);
    }

    /// <summary>The best of what gained, of each group one: those that can be made together.</summary>
    /// <param name="trials">What was tried.</param>
    internal static IReadOnlyList<TuneChange> Best(IEnumerable<Trial> trials) =>
    [
        .. trials.Where(static trial => trial.Verdict == TrialVerdict.Gain).GroupBy(static trial => trial.Change.Group, StringComparer.Ordinal)
            .Select(static group => group.MaxBy(static trial => trial.Improvement!.Value.Percent)!.Change),
    ];

    // Of many changes that are tried one may look like a gain by chance, and several may take from each other what each gave.
    private (Trial Trial, IReadOnlyList<TuneChange> Changes)? Confirm(TrialKind kind, IReadOnlyList<Trial> trials)
    {
        IReadOnlyList<TuneChange> best = Best(trials);
        if (best.Count == 0) return null;
        (_, IReadOnlyList<Trial> again) = _rounds.Measure(kind, [TuneChange.Together(best)]);
        return (again[0], best);
    }

    private (IReadOnlyList<Counter> Counters, double RingNs) Profile(List<string> notes)
    {
        HostSnapshot before = new(system);
        ProcessWatch watch = new(system);
        string folder = Directory.CreateTempSubdirectory("feedhandler-tune-").FullName;
        try
        {
            List<Counter> perf = [.. Perf(folder, notes)];
            bench.Run(TuneChange.None(TrialKind.Receive), stop, look: watch.Look);
            TrialResult ring = bench.Run(TuneChange.None(TrialKind.Ring), stop, look: watch.Look);
            if (ring.Failure is { } failure) notes.Add($"the hop through the ring was not measured: {failure}");
            Counter[] clocks = [.. Frequencies.Read(system)];
            if (clocks.Length == 0) notes.Add("the clock of the cores: neither cpufreq nor the processor tells it");
            if (system.Names("sys/devices/system/node").Length == 0) notes.Add("memory nodes: the kernel tells of none");
            return ([.. watch.Counters, .. new HostSnapshot(system).Since(before), .. clocks, .. perf], ring.Failure is null ? ring.Value : 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private IEnumerable<Counter> Perf(string folder, List<string> notes)
    {
        string file = Path.Combine(folder, "stat");
        TrialResult result;
        try
        {
            result = bench.Run(TuneChange.None(TrialKind.Path), stop, PerfStat.Prefix(file));
        }
        catch (CommandException failure)
        {
            notes.Add($"perf events were not counted: {failure.Message}; install linux-perf");
            return [];
        }

        if (result.Failure is null && File.Exists(file)) return PerfStat.Read(File.ReadAllText(file), notes);
        notes.Add($"perf events were not counted: {result.Failure}");
        return [];
    }
}
