using System.Globalization;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Core.Frames;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect;

/// <summary>What was inspected, in a few lines at the end.</summary>
internal static class InspectSummary
{
    /// <summary>Writes the summary.</summary>
    public static void Write(TextPage output, InspectCounts counts, FrameCounters frames, IEnumerable<CaptureStream> streams, bool isWhole, bool isDone)
    {
        string stopped = isWhole ? "" : isDone ? ", which is as many as --count asks for: the rest was not read" : ", stopped before the end";
        output.WriteLine($"{Count(counts.Packets, "packet")}, {Count(counts.Messages, "message")}, {Number(counts.Shown)} shown{stopped}");
        WriteTemplates(output, counts);
        Tell(output, counts.MalformedMessages, "malformed message");
        Tell(output, counts.MalformedPackets, "malformed packet");
        Tell(output, counts.UnknownMessages, "message no schema knows", "messages no schema knows");
        Tell(output, counts.UnknownPackets, "packet no framing fits", "packets no framing fits");
        Tell(output, counts.CutPackets, "packet cut by the capture's snap length", "packets cut by the capture's snap length");
        if (counts.CutPackets > 0) output.WriteLine("of these only whole messages are shown: capture with a larger snap length (tcpdump -s 0)");
        Tell(output, frames.Timeless, "packet without a time (pcapng's simple packets)", "packets without a time (pcapng's simple packets)");
        WriteFrames(output, frames, counts.CutPackets);
        if (FrameWords.Opened(frames) is { Length: > 0 } opened) output.WriteLine(opened);
        foreach (string fault in FrameWords.FragmentFaults(frames)) output.WriteLine(fault);
        if (counts.UnknownPackets > 0 && FrameWords.Tunnels(frames) is { Length: > 0 } tunnels) output.WriteLine($"there is {tunnels}");
        foreach (CaptureStream stream in streams) WriteEnd(output, stream, isWhole);
    }

    /// <summary>Whether a capture ended other than behind a record.</summary>
    public static bool IsBroken(CaptureStream stream) => stream.End is CaptureEnd.Truncated or CaptureEnd.Corrupt;

    private static void WriteEnd(TextPage output, CaptureStream stream, bool isWhole)
    {
        if (!isWhole && stream.End != CaptureEnd.Corrupt) return; // a stop ends a pipe anywhere
        string name = PlainText.Of(stream.Name);
        if (stream.Format == CaptureFormat.DataMine)
            output.WriteLine($"{name}: packets of CME DataMine: captureNs is the time at which each was sent, and the destination stands for the file");
        if (stream is { End: CaptureEnd.Clean, RecordCount: 0 })
            output.WriteLine($"{name}: no packet: it ends at byte {Number(stream.EndOffset)}, behind its headers: empty, or cut off there");
        if (IsBroken(stream))
            output.WriteLine($"{name}: {(stream.End == CaptureEnd.Corrupt ? "corrupt" : "cut off")} at byte {stream.EndOffset}: {stream.EndReason}");
    }

    private static void WriteTemplates(TextPage output, InspectCounts counts)
    {
        if (counts.Messages == 0) return;
        TextTable table = new("template", "schema", "version", "messages", "name") { RightColumnCount = 4, LeftColumnCount = 5 };
        foreach ((long schema, long version, long template, string name, long count) in counts.Templates)
            table.Add(Id(template), Id(schema), Id(version), Number(count), name.Length > 0 ? PlainName.Of(name) : "unknown");
        table.Write(output);
    }

    private static void WriteFrames(TextPage output, FrameCounters frames, long cutPackets)
    {
        foreach (FrameOutcome outcome in Enum.GetValues<FrameOutcome>())
        {
            long count = frames[outcome] - (outcome == FrameOutcome.Truncated ? cutPackets : 0);
            if (outcome != FrameOutcome.Udp && count > 0) output.WriteLine($"{Count(count, "frame")} without UDP: {FrameWords.Of(outcome, frames)}");
        }
    }

    private static void Tell(TextPage output, long count, string one, string? many = null)
    {
        if (count > 0) output.WriteLine(count == 1 ? $"1 {one}" : $"{Number(count)} {many ?? one + "s"}");
    }

    private static string Count(long count, string one) => count == 1 ? $"1 {one}" : $"{Number(count)} {one}s";

    private static string Id(long id) => id < 0 ? "-" : id.ToString(CultureInfo.InvariantCulture);

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
