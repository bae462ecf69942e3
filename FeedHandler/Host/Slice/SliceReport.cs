using System.Globalization;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Slice;

/// <summary>What was kept of captures and what was cut, and why.</summary>
/// <param name="Path">The slice.</param>
/// <param name="Format">What it was written as.</param>
/// <param name="Counts">What became of the frames.</param>
/// <param name="Files">The captures, and how each ended.</param>
/// <param name="Warnings">What must be known.</param>
/// <param name="Failures">What is wrong.</param>
internal sealed record SliceReport(
    string Path, SliceFormat Format, SliceCounts Counts, IReadOnlyList<FileReport> Files, IReadOnlyList<string> Warnings, IReadOnlyList<string> Failures)
{
    private static readonly (SliceReason Reason, string Member, string Words)[] Reasons =
    [
        (SliceReason.Time, "time", "captured at another time"),
        (SliceReason.Packet, "packet", "other packets by their place"),
        (SliceReason.Group, "group", "sent elsewhere"),
        (SliceReason.Sequence, "sequence", "of other sequence numbers"),
        (SliceReason.Instrument, "instrument", "of other instruments alone"),
        (SliceReason.NoDatagram, "noDatagram", "no datagrams"),
    ];

    /// <summary>Why frames were cut, such as `7 sent elsewhere`; empty when none was.</summary>
    /// <param name="counts">What became of the frames.</param>
    public static string Cuts(SliceCounts counts) => string.Join(
        ", ", Reasons.Where(reason => counts[reason.Reason] > 0).Select(reason => Text($"{counts[reason.Reason]:N0} {reason.Words}")));

    /// <summary>When frames were captured, in words.</summary>
    public static string Times(long? firstNs, long? lastNs) =>
        firstNs is { } first && lastNs is { } last ? $"{TimeText.Of(first)} to {TimeText.Of(last)} UTC" : "no times";

    /// <summary>For a person.</summary>
    public void WriteText(TextWriter output)
    {
        output.WriteLine(Text($"read     {Counts.Frames:N0} frames, {Counts.Packets:N0} of them packets, {Times(Counts.FirstNs, Counts.LastNs)}"));
        output.WriteLine(Text($"kept     {Counts.Kept:N0} frames, {Times(Counts.FirstKeptNs, Counts.LastKeptNs)}"));
        if (Cuts(Counts) is { Length: > 0 } cuts) output.WriteLine($"cut      {cuts}");
        output.WriteLine($"written  {PlainText.Of(Path)}");
    }

    /// <summary>For a program.</summary>
    public void WriteJson(TextWriter output)
    {
        JsonPage.Write(output, json =>
        {
            json.WriteNumber("formatVersion", 1);
            json.WriteString("out", Path);
            json.WriteString("format", Format == SliceFormat.Pcap ? "pcap" : "pcapng");
            WriteCounts(json);
            WriteFiles(json);
            json.WriteTexts("warnings", Warnings);
            json.WriteTexts("failures", Failures);
        });
    }

    private void WriteCounts(Utf8JsonWriter json)
    {
        json.WriteNumber("frames", Counts.Frames);
        json.WriteNumber("packets", Counts.Packets);
        json.WriteNumber("kept", Counts.Kept);
        json.WriteStartObject("cut");
        foreach ((SliceReason reason, string member, _) in Reasons) json.WriteNumber(member, Counts[reason]);
        json.WriteEndObject();
        WriteTime(json, "firstNs", Counts.FirstNs);
        WriteTime(json, "lastNs", Counts.LastNs);
        WriteTime(json, "keptFirstNs", Counts.FirstKeptNs);
        WriteTime(json, "keptLastNs", Counts.LastKeptNs);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? timeNs)
    {
        if (timeNs is { } ns) json.WriteString(name, ns.ToString(CultureInfo.InvariantCulture)); // more digits than a double holds
        else json.WriteNull(name);
    }

    private void WriteFiles(Utf8JsonWriter json)
    {
        json.WriteStartArray("files");
        foreach (FileReport file in Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("end", file.End);
            json.WriteString("endReason", file.EndReason);
            json.WriteNumber("records", file.Records);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
