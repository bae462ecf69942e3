using FeedHandler.Engine;
using FeedHandler.Receivers;
using FeedHandler.Replay;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Check;

/// <summary>Findings for a person: what is wrong first, then advice, then what is good.</summary>
internal static class CheckText
{
    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, FeedConfiguration configuration, IReadOnlyList<Finding> findings)
    {
        int problemCount = findings.Count(static finding => finding.Verdict == Verdict.Problem);
        string verdict = problemCount == 0 ? "good" : $"cannot work on this host, {problemCount} {(problemCount == 1 ? "problem" : "problems")}";
        Line(output, $"{configuration.Path}: {verdict}; {configuration.Groups.Count} groups by receiver {configuration.File.Receiver.Kind}");
        foreach (LineGroup group in configuration.Groups)
            Line(output, $"  line {LineMap.NameOf(group.Feed)}  {group.Group} on {group.Interface}{(group.Source is null ? "" : $" from {group.Source}")}");
        int otherCount = configuration.AllGroups.Count - configuration.Groups.Count;
        if (otherCount > 0) Line(output, $"  {otherCount} more are known and not joined: snapshots, definitions or replay");
        WriteFindings(output, findings);
    }

    /// <summary>Writes what was found alone.</summary>
    public static void WriteFindings(TextWriter output, IReadOnlyList<Finding> findings)
    {
        Section(output, "Problems", findings, Verdict.Problem);
        Section(output, "Advice", findings, Verdict.Advice);
        output.WriteLine();
        output.WriteLine("Good");
        foreach (Finding finding in findings.Where(static finding => finding.Verdict == Verdict.Good)) Line(output, $"  {finding.Name}: {finding.Found}");
    }

    private static void Section(TextWriter output, string head, IReadOnlyList<Finding> findings, Verdict verdict)
    {
        Finding[] chosen = [.. findings.Where(finding => finding.Verdict == verdict)];
        if (chosen.Length == 0) return;
        output.WriteLine();
        output.WriteLine(head);
        foreach (Finding finding in chosen)
        {
            Line(output, $"  {finding.Name}: {finding.Found}");
            Line(output, $"    why: {finding.Why}");
            Line(output, $"    do:  {finding.Change}");
        }
    }

    // Interfaces and paths are the file's words, and others the system's.
    private static void Line(TextWriter output, string text) => output.WriteLine(PlainText.Of(text));
}
