using FeedHandler.Host.Bench.Rates;
using FeedHandler.Host.Latency;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Machine;

namespace FeedHandler.Host.Bench.Published;

/// <summary>
/// Measures a report into a folder: runs of the stages and rounds of the live rates in turns, so that what else the machine does falls on both.
/// </summary>
/// <param name="settings">How often.</param>
/// <param name="packets">What is sent live.</param>
/// <param name="stages">Makes the runs of the stages.</param>
/// <param name="folder">The folder, which is not in its place yet.</param>
/// <param name="terminal">Who watches and may stop it.</param>
internal sealed class ReportRun(ReportSettings settings, RatePackets packets, StageRuns stages, string folder, Terminal terminal)
{
    private const string RatesFolder = "rates";
    private string StagesFolder => Path.Combine(folder, ReportFolder.StagesFolder);

    /// <summary>Measures.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="command">As typed.</param>
    /// <param name="captures">Of what.</param>
    /// <param name="at">When it began.</param>
    /// <exception cref="OperationCanceledException">It was stopped: half a report is none.</exception>
    public PublishedReport Measure(MachineDescription machine, string command, IReadOnlyList<CaptureIdentity> captures, DateTimeOffset at)
    {
        Directory.CreateDirectory(StagesFolder);
        Directory.CreateDirectory(Path.Combine(folder, RatesFolder));
        RateBench bench = new(packets, settings.Rates);
        List<RateResult> runs = [];
        int turnCount = Math.Max(settings.Runs, settings.Rates.Rounds);
        int turn = 1;
        using (new ProgressLine(terminal, "measuring", () => turn - 1, FormattableString.Invariant($"of {turnCount} turns")))
        {
            bench.WarmUp(terminal.Stop);
            for (; turn <= turnCount; turn++)
            {
                if (turn <= settings.Runs) stages.Run(Path.Combine(StagesFolder, LogName(turn)), terminal.Stop);
                if (turn <= settings.Rates.Rounds) runs.AddRange(bench.RunRound(turn, WriteLog, terminal.Stop));
                terminal.Stop.ThrowIfCancellationRequested();
            }
        }

        RateReport live = new(machine, command, [.. captures.Select(static capture => capture.Name)], settings.Rates, packets, runs)
        {
            Failures = [.. RateReport.FailuresOf(runs)],
        };
        live = live with { Warnings = [.. bench.Notes, .. RateReport.WarningsOf(live)] };
        return new PublishedReport(settings, captures, live, "feedhandler " + string.Join(' ', stages.Arguments("run.hlog")), at);
    }

    /// <summary>Writes everything beside the logs.</summary>
    /// <param name="report">What was measured.</param>
    public ReportFiles Write(PublishedReport report)
    {
        StageLogs logs = ReadStages();
        ReportFiles files = new(report, logs, ReportFolder.OfRuns(folder, terminal));
        foreach ((string name, string text) in files.All) File.WriteAllText(Path.Combine(folder, name), text);
        return files;
    }

    private StageLogs ReadStages()
    {
        Dictionary<string, StageLog> stagesByName = new(StringComparer.Ordinal);
        LogTotals totals = new(terminal)
        {
            OnInterval = (series, _, counted) =>
            {
                if (!stagesByName.TryGetValue(series.Tag, out StageLog? stage))
                    stagesByName[series.Tag] = stage = new StageLog(series.Tag, series.Histogram, []);
                stage.RoundP99Ns.Add(counted.PercentileNs(99));
            },
        };
        for (int run = 1; run <= settings.Runs; run++) totals.Add(Path.Combine(StagesFolder, LogName(run)));
        return new StageLogs([.. stagesByName.Values]);
    }

    private void WriteLog(int round, RateResult run, DateTimeOffset start)
    {
        using FileStream file = File.Create(Path.Combine(folder, RatesFolder, RateLog.NameOf(round, run)));
        RateLog.Write(file, run, start);
    }

    private static string LogName(int run) => FormattableString.Invariant($"run-{run:D3}.hlog");
}
