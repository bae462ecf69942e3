using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Reports.Latencies;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>A folder that `bench publish-report` made, as a side of a comparison: what was measured on what, and the quiet mean of each run by stage.</summary>
internal sealed class ReportFolder
{
    /// <summary>The file by which a folder is known as a report.</summary>
    public const string FileName = "report.json";

    /// <summary>The folder of the logs of stages, one for each run, with an interval for each round.</summary>
    public const string StagesFolder = "stages";

    private const int RunCountMax = 1000;
    private readonly Dictionary<string, List<double>> _byStage = new(StringComparer.Ordinal);

    private ReportFolder(string name, IReadOnlyList<string> files) => (Name, Files) = (name, files);

    /// <summary>As typed.</summary>
    public string Name { get; }

    /// <summary>The logs.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>What must be the same for a comparison to mean anything, by its name.</summary>
    public Dictionary<string, string> Conditions { get; } = new(StringComparer.Ordinal);

    /// <summary>The revision; "unknown" where the report has none.</summary>
    public string Commit { get; private set; } = "unknown";

    /// <summary>The stages that are judged, in the order of a packet's way. Receiving is of memory there, and no receiver's.</summary>
    public IEnumerable<string> Stages =>
        StageNames.InOrder.ToArray().Where(static stage => stage != Stage.Receive).Select(StageNames.NameOf).Where(_byStage.ContainsKey);

    /// <summary>Whether a path is a report.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="terminal">Where relative paths begin.</param>
    public static bool Is(string? path, Terminal terminal) => path is not null && File.Exists(Path.Combine(terminal.PathOf(path), FileName));

    /// <summary>Reads one.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="terminal">Where relative paths begin, and who may stop it.</param>
    /// <exception cref="CommandException">It is not whole.</exception>
    public static ReportFolder Read(string path, Terminal terminal)
    {
        ReportFolder report = OfRuns(path, terminal);
        report.ReadConditions(terminal);
        return report;
    }

    /// <summary>Reads the logs alone, of one that is being made.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="terminal">Where relative paths begin, and who may stop it.</param>
    public static ReportFolder OfRuns(string path, Terminal terminal)
    {
        IReadOnlyList<string> files = LogFiles.Of(Path.Combine(path, StagesFolder), terminal);
        if (files.Count > RunCountMax)
            throw new CommandException(FormattableString.Invariant($"{path}: more than {RunCountMax:N0} runs, which is more than is read"));
        ReportFolder report = new(path, files);
        foreach (string file in files) report.ReadRun(file, terminal);
        return report;
    }

    /// <summary>The value of each run of a stage, in nanoseconds; empty where it was not measured.</summary>
    /// <param name="stage">The stage.</param>
    public IReadOnlyList<double> RunsOf(string stage) => _byStage.GetValueOrDefault(stage, []);

    // The quietest round of a run: whatever else the machine does only ever adds.
    private void ReadRun(string file, Terminal terminal)
    {
        Dictionary<string, double> least = new(StringComparer.Ordinal);
        LogTotals totals = new(terminal)
        {
            OnInterval = (series, _, counted) =>
            {
                if (counted.TotalCount > 0) least[series.Tag] = Math.Min(least.GetValueOrDefault(series.Tag, double.MaxValue), QuietMean.Of(counted));
            },
        };
        totals.Add(file);
        if (totals.Warnings is [var warning, ..]) throw new CommandException($"{warning}: make the report again");
        foreach ((string stage, double ns) in least)
        {
            if (!_byStage.TryGetValue(stage, out List<double>? runs)) _byStage[stage] = runs = [];
            runs.Add(ns);
        }
    }

    private void RequireRuns(string path, int runCount)
    {
        if (Files.Count == runCount) return;
        throw new CommandException(FormattableString.Invariant(
            $"{path} tells of {runCount} runs, and {StagesFolder} has the logs of {Files.Count}: copy the report anew, or make it again"));
    }

    private void ReadConditions(Terminal terminal)
    {
        string path = Path.Combine(Name, FileName);
        InputFile.Require(terminal.PathOf(path), path, "make the report again");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(terminal.PathOf(path)));
            JsonElement machine = document.RootElement.GetProperty("machine");
            foreach (string name in (string[])["cpuModel", "kernel", "runtime"]) Conditions[name] = machine.GetProperty(name).GetString() ?? "";
            if (machine.TryGetProperty("commit", out JsonElement commit)) Commit = PlainText.Short(commit.GetString() ?? "unknown");
            IEnumerable<JsonElement> captures = document.RootElement.GetProperty("captures").EnumerateArray();
            Conditions["captures"] = string.Join(' ', captures.Select(static one => one.GetProperty("sha256").GetString()));
            Conditions["stage rounds"] = document.RootElement.GetProperty("stageRounds").GetRawText();
            RequireRuns(path, document.RootElement.GetProperty("stageRuns").GetInt32());
            Conditions["stage passes"] = document.RootElement.GetProperty("stagePasses").GetRawText();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandException($"{path}: not what bench publish-report writes: {WrongIn(failure)}; make the report again");
        }
    }

    private static string WrongIn(Exception failure) => failure switch
    {
        JsonException { LineNumber: { } line } => FormattableString.Invariant($"no JSON at line {line + 1}"),
        KeyNotFoundException => "a member is missing",
        _ => "a member is of another kind than it should be",
    };
}
