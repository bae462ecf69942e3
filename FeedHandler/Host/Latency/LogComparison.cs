using FeedHandler.Host.Shell;
using FeedHandler.Latency.Comparison;
using FeedHandler.Replay;

namespace FeedHandler.Host.Latency;

/// <summary>How two sides of logs differ.</summary>
/// <param name="A">The side that changes are of.</param>
/// <param name="B">The other.</param>
/// <param name="Changes">By tag and measure.</param>
/// <param name="Warnings">What must be known to read it rightly.</param>
/// <param name="Failures">What makes the exit code 1.</param>
internal sealed record LogComparison(
    CompareSide A, CompareSide B, IReadOnlyList<(string Tag, LatencyChange Change)> Changes, IReadOnlyList<string> Warnings, IReadOnlyList<string> Failures)
{
    private const int FewRuns = 5;

    /// <summary>Compares.</summary>
    /// <param name="a">The side that changes are of, read.</param>
    /// <param name="b">The other.</param>
    /// <param name="failAbove">How many percent slower is too slow; null for no limit.</param>
    /// <param name="terminal">Who may stop it.</param>
    public static LogComparison Of(CompareSide a, CompareSide b, double? failAbove, Terminal terminal)
    {
        List<(string Tag, LatencyChange Change)> changes = [];
        foreach (string tag in a.Tags)
        {
            terminal.Stop.ThrowIfCancellationRequested();
            if (a.SamplesOf(tag) is { } before && b.SamplesOf(tag) is { } after)
                changes.AddRange(LatencyComparison.Of(before, after).Select(change => (tag, change)));
        }

        if (changes.Count == 0)
            throw new CommandException($"{a.Name} and {b.Name} have no tag in common of which anything was recorded: nothing can be compared");
        return new LogComparison(a, b, changes, [.. WarningsOf(a, b, changes)], failAbove is { } percent ? [.. FailuresOf(changes, percent)] : []);
    }

    /// <summary>What a side is drawn from.</summary>
    public static string SampledOver(CompareSide side) => side.Runs.Count > 1 ? "runs" : "intervals";

    private static IEnumerable<string> WarningsOf(CompareSide a, CompareSide b, List<(string Tag, LatencyChange Change)> changes)
    {
        foreach (CompareSide side in (CompareSide[])[a, b])
        {
            foreach (string warning in side.Warnings) yield return warning;
            if (side.Runs.Count == 1)
                yield return $"{side.Name}: one run, so that its spread is that of its intervals, and not that from run to run";
            else if (side.Runs.Count < FewRuns)
                yield return FormattableString.Invariant($"{side.Name}: {side.Runs.Count} runs are few: give {FewRuns} or more of each side");
        }

        foreach (string tag in a.Tags.Except(b.Tags, StringComparer.Ordinal)) yield return $"{PlainText.Short(tag)}: only in {a.Name}";
        foreach (string tag in b.Tags.Except(a.Tags, StringComparer.Ordinal)) yield return $"{PlainText.Short(tag)}: only in {b.Name}";
        if (changes.Exists(static one => one.Change.Verdict == ChangeVerdict.Unknown))
        {
            yield return FormattableString.Invariant(
                $"fewer than {LatencyComparison.SampleCountMin} runs, or intervals of one run, on a side: nothing can be said of change");
        }
    }

    /// <summary>What is slower by more than a limit, or cannot be judged.</summary>
    /// <param name="changes">By tag and measure.</param>
    /// <param name="percent">The limit.</param>
    public static IEnumerable<string> FailuresOf(List<(string Tag, LatencyChange Change)> changes, double percent)
    {
        foreach ((string tag, LatencyChange change) in changes)
        {
            if (change.Verdict == ChangeVerdict.Slower && change.Percent > percent)
                yield return FormattableString.Invariant($"{PlainText.Short(tag)} {change.Measure}: {change.Percent:F1} % slower, more than {percent} %");
        }

        if (changes.Exists(static one => one.Change.Verdict == ChangeVerdict.Unknown))
            yield return "--fail-above: nothing can be said of some changes, and so not that none is too large";
    }
}
