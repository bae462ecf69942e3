using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Replay;

namespace FeedHandler.Host.Diff.Output;

/// <summary>What a comparison says to a person, in 80 columns.</summary>
/// <param name="output">Takes the text.</param>
/// <param name="report">What was found.</param>
internal sealed class DiffText(TextWriter output, DiffReport report)
{
    private const int RowsMax = 10;

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        if (report.First is { } first)
        {
            WriteSides();
            new DifferenceText(Line, report).Write(first);
            WriteCounts();
        }
        else
        {
            WriteEqual();
        }

        foreach (string warning in report.Warnings) Line($"note: {warning}");
        if (report.IsGivenUp) Line("note: so many differences were found that the rest of a channel was passed over: --limit");
        if (report.IsStopped) Line("note: stopped before the end: what comes behind was not compared");
        foreach (string failure in report.Failures) Line($"FAILED: {failure}");
    }

    private void WriteEqual()
    {
        string part = report.IsStopped ? " as far as it was compared" : report.Failures.Count > 0 ? " as far as it could be read" : "";
        string which = report.IsNarrow ? " of those that were asked for" : "";
        string digest = report.IsNarrow ? "" : (report.A.Digest ?? report.B.Digest) is { } known ? $", digest {known}" : ", no digest: no side is a capture";
        Line(Text($"equal{part}: {report.Counts.Equal:N0} events{which}{(report.IsStopped ? "" : digest)}"));
    }

    private void WriteSides()
    {
        foreach (DiffSide side in Enum.GetValues<DiffSide>())
        {
            SideReport one = report[side];
            string what = one.Input.Captures is null ? "events" : "capture";
            string digest = one.Digest is { } known && !report.IsNarrow ? $", digest {known}" : "";
            Line(Text($"{side}  {string.Join(", ", one.Input.Paths)}"));
            Line(Text($"   {what}, {one.EventCount:N0} events compared{digest}"));
        }

        Line("");
    }

    private void WriteCounts()
    {
        DifferenceCounts counts = report.Counts;
        Line("");
        Line(Text($"differences  {counts.Differences:N0}: {counts[DifferenceKind.Changed]:N0} changed, {counts[DifferenceKind.OnlyInA]:N0} only in A, ")
            + Text($"{counts[DifferenceKind.OnlyInB]:N0} only in B"));
        Line(Text($"equal        {counts.Equal:N0} events"));
        WriteRows("by kind", [.. counts.Kinds.Select(static row => (EventWords.Of(row.Kind), row.Count))]);
        WriteRows("by instrument", [.. counts.Instruments.Take(RowsMax + 1).Select(row => (NameOf(row.ChannelId, row.SecurityId), row.Count))]);
        if (report.Channels.Count == 1) return;
        WriteRows("by channel", [.. report.Channels.Select(static channel => (Text($"{channel.ChannelId}"), channel.DifferenceCount))]);
    }

    private void WriteRows(string title, IReadOnlyList<(string Name, long Count)> rows)
    {
        Line(title);
        foreach ((string name, long count) in rows.Take(RowsMax)) Line(Text($"  {count,10:N0}  {name}"));
        if (rows.Count > RowsMax) Line("              and others: --json has all");
    }

    private string NameOf(int channelId, long? securityId)
    {
        string name = DifferenceText.NameOf(report.SymbolOf(channelId, securityId), securityId);
        return report.Channels.Count > 1 ? Text($"{name} of channel {channelId}") : name;
    }

    private void Line(string line) => output.WriteLine(PlainText.Of(line));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
