using System.Globalization;
using System.Text;
using System.Text.Json;
using FeedHandler.Host.Bench.Rates;
using FeedHandler.Host.Latency;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Machine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Published;

/// <summary>The files of a report beside its logs: tables for a person and for a program, the machine, pictures.</summary>
/// <param name="report">What was measured.</param>
/// <param name="logs">What the logs of the stages say.</param>
/// <param name="folder">The folder as it will be read: the quiet means are those that a comparison will take.</param>
internal sealed class ReportFiles(PublishedReport report, StageLogs logs, ReportFolder folder)
{
    /// <summary>The page for a person.</summary>
    public const string PageName = "README.md";

    private const int FormatVersion = 1;

    /// <summary>Every file by its name.</summary>
    public IEnumerable<(string Name, string Text)> All =>
    [
        (ReportPictures.All[0].Name, ReportPictures.Stages(logs)),
        (ReportPictures.All[1].Name, ReportPictures.Rounds(logs, report.Settings.StageRounds)),
        (ReportPictures.All[2].Name, ReportPictures.Rates(report.Live)),
        ("machine.json", JsonPage.Of(writer => writer.WriteMachine(report.Machine)) + "\n"),
        (ReportFolder.FileName, Json() + "\n"),
        (PageName, Page()),
    ];

    /// <summary>All of it for a program, without a line end; docs/json.md is its contract.</summary>
    /// <param name="output">The folder that was written, for whoever started the command; null in the folder itself.</param>
    public string Json(string? output = null) => JsonPage.Of(writer =>
    {
        writer.WriteNumber("formatVersion", FormatVersion);
        writer.WriteString("version", VersionAction.Version);
        if (output is not null) writer.WriteString("out", output);
        writer.WriteMachine(report.Machine);
        writer.WriteString("time", report.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("command", report.Live.Command);
        writer.WriteString("stageCommand", report.StageCommand);
        WriteCaptures(writer);
        writer.WriteNumber("stageRuns", report.Settings.Runs);
        writer.WriteNumber("stageRounds", report.Settings.StageRounds);
        writer.WriteNumber("stagePasses", report.Settings.StagePasses);
        writer.WriteStartObject("stages");
        foreach (StageLog stage in logs.Stages) WriteStage(writer, stage);
        writer.WriteEndObject();
        writer.WriteStartObject("live");
        RateJson.WriteMembers(writer, report.Live);
        writer.WriteEndObject();
        writer.WriteTexts("warnings", report.Live.Warnings);
        writer.WriteTexts("failures", report.Live.Failures);
    });

    private void WriteCaptures(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("captures");
        foreach (CaptureIdentity capture in report.Captures)
        {
            writer.WriteStartObject();
            writer.WriteString("name", capture.Name);
            writer.WriteNumber("bytes", capture.Bytes);
            writer.WriteString("sha256", capture.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteStage(Utf8JsonWriter writer, StageLog stage)
    {
        writer.WriteStartObject(stage.Name);
        writer.WriteNumber(QuietComparison.MeasureName, Math.Round(QuietComparison.ValueOf(folder.RunsOf(stage.Name)), 2));
        writer.WriteStartObject("latencyNs");
        LatencySummary.Of(stage.Total).WriteMembers(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private string Page()
    {
        using StringWriter page = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        MachineDescription machine = report.Machine;
        page.WriteLine($"# {Plain(machine.CpuModel)}, {report.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        page.WriteLine();
        page.WriteLine($"Commit {machine.Commit ?? "unknown"}, {Plain(machine.Runtime)}, garbage collector {Plain(machine.GarbageCollector)},");
        page.WriteLine(FormattableString.Invariant($"{machine.CoreCount} {(machine.IsVirtual ? "virtual " : "")}cores, {Plain(machine.OperatingSystem)}, ")
            + $"kernel {Plain(machine.Kernel)} ([machine.json](machine.json)).");
        page.WriteLine();
        foreach (CaptureIdentity capture in report.Captures)
            page.WriteLine($"Capture {Plain(capture.Name)}: {capture.Bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes, SHA-256 {capture.Sha256}.");
        WriteStages(page);
        WriteLive(page);
        WriteRepeat(page);
        return page.ToString();
    }

    private void WriteStages(StringWriter page)
    {
        ReportSettings settings = report.Settings;
        page.WriteLine("\n## Stages in memory\n");
        page.WriteLine(FormattableString.Invariant(
            $"{settings.Runs} runs, each a process of its own, of {settings.StageRounds} rounds of {settings.StagePasses} passes, on one thread. The"));
        page.WriteLine("quiet mean is what `feedhandler latency compare` judges: the mean of the faster half in the quietest round of a run, and the middle");
        page.WriteLine("of the quietest three runs.");
        page.WriteLine("`receive` is from packet to packet in memory, and no receiver's.\n");
        page.WriteLine("| stage | quiet mean | count | mean | p50 | p90 | p99 | p99.9 | p99.99 | max | deviation |");
        page.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (StageLog stage in logs.Stages)
        {
            LatencySummary summary = LatencySummary.Of(stage.Total);
            string[] cells =
            [
                stage.Name, FormattableString.Invariant($"{QuietComparison.ValueOf(folder.RunsOf(stage.Name)):F2} ns"),
                summary.Count.ToString("N0", CultureInfo.InvariantCulture), DurationText.Of(summary.MeanNs),
                .. summary.PercentilesNs.Select(static ns => DurationText.Of(ns)), DurationText.Of(summary.MaxNs), DurationText.Of(summary.DeviationNs),
            ];
            page.WriteLine($"| {string.Join(" | ", cells)} |");
        }

        foreach ((string name, string title) in ReportPictures.All.Take(2)) page.WriteLine($"\n![{title}]({name})");
    }

    private void WriteLive(StringWriter page)
    {
        page.WriteLine("\n## Live, at multiples of the captured rate\n");
        page.WriteLine("From when a packet was due to be sent, which follows from the capture alone: a sender that is late counts as latency, and nothing is");
        page.WriteLine("left out (no coordinated omission). Of lines A and B apart and together; sent is received and lost, and missing numbers reached the");
        page.WriteLine("decoder by no line.\n");
        RateText.WriteMarkdown(page, report.Live);
        page.WriteLine($"\n![{ReportPictures.All[2].Title}]({ReportPictures.All[2].Name})");
        if (report.Live.Warnings.Count > 0) page.WriteLine();
        foreach (string warning in report.Live.Warnings) page.WriteLine($"- {Plain(warning)}");
    }

    private void WriteRepeat(StringWriter page)
    {
        page.WriteLine("\n## Again\n\n```");
        page.WriteLine(Code(report.Live.Command));
        page.WriteLine(Code(report.StageCommand));
        page.WriteLine("```\n");
        page.WriteLine("The first makes such a report; the second is one of its runs of the stages. `feedhandler latency compare ONE OTHER` compares two.");
    }

    private static string Code(string text) => PlainText.Of(text).Replace("`", "'", StringComparison.Ordinal);

    // What a machine or a file is called is no Markdown.
    private static string Plain(string text)
    {
        StringBuilder plain = new();
        foreach (char letter in PlainText.Of(text)) plain.Append("<|[]*_`\\!".Contains(letter, StringComparison.Ordinal) ? "\\" : "").Append(letter);
        return plain.ToString();
    }
}
