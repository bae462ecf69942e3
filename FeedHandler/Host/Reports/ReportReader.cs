using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues.Cme;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Reports;

/// <summary>Copies counters out of the parts of a replay once its threads have ended.</summary>
internal static partial class ReportReader
{
    /// <summary>The files and how each ended.</summary>
    public static IReadOnlyList<FileReport> Files(IReadOnlyList<CaptureFile> files, CaptureReceiver receiver) =>
        [.. files.Zip(receiver.Captures.Readers, static (file, reader) => new FileReport(
            file.Path, file.Length, JsonName(reader.End.ToString()), Reason(reader)))];

    /// <summary>Datagrams and their fate.</summary>
    public static PacketReport Packets(long total, ArbitrationCounters counters, CmeCounters decoding, FrameCounters frames) => new()
    {
        Total = total,
        LineA = Line(counters.LineA),
        LineB = Line(counters.LineB),
        Reordered = counters.Reordered,
        Gaps = counters.Gaps,
        Lost = counters.Lost,
        Oversize = counters.Oversize,
        Restarts = counters.Restarts,
        Malformed = counters.Malformed + decoding.MalformedPackets,
        Truncated = frames[FrameOutcome.Truncated],
    };

    /// <summary>Frames by outcome.</summary>
    public static IReadOnlyDictionary<string, long> Frames(FrameCounters frames)
    {
        Dictionary<string, long> counts = Enum.GetValues<FrameOutcome>().ToDictionary(
            static outcome => JsonName(outcome.ToString()), outcome => frames[outcome], StringComparer.Ordinal);
        counts.Add("otherDestination", frames.OtherDestination);
        return counts;
    }

    /// <summary>Messages by template.</summary>
    public static IReadOnlyList<MessageReport> Messages(CmeCounters counters)
    {
        List<MessageReport> messages = [];
        for (int id = 0; id <= CmeCounters.TemplateIdMax; id++)
        {
            ushort templateId = (ushort)id;
            if (counters.ByTemplate(templateId) == 0) continue;
            long lineA = counters.ByTemplate(Core.Packets.Line.A, templateId);
            messages.Add(new MessageReport(templateId, CmeTemplates.Name(templateId), lineA, counters.ByTemplate(templateId) - lineA));
        }

        return messages;
    }

    /// <summary>What the decoder counted, by name; faults among it are 0 in a good feed.</summary>
    public static IReadOnlyDictionary<string, long> Decoding(CmeCounters counters) => new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["entries"] = counters.Entries,
        ["orderEntries"] = counters.OrderEntries,
        ["malformedMessages"] = counters.Malformed,
        ["unknownTemplates"] = counters.UnknownTemplate,
        ["unknownSchemas"] = counters.UnknownSchema,
        ["invalidEntries"] = counters.InvalidEntries,
        ["priceOverflows"] = counters.PriceOverflow,
        ["rptSeqGaps"] = counters.RptSeqGaps,
        ["rptSeqBehind"] = counters.RptSeqBehind,
        ["instrumentsRefused"] = counters.InstrumentsRefused,
        ["depthClamped"] = counters.DepthClamped,
        ["statusUnmatched"] = counters.StatusUnmatched,
        ["channelResets"] = counters.ChannelResets,
    };

    private static LineReport Line(LineCounters line) => new(line.Packets, line.Wins, line.Duplicates, line.Late, line.Missing);

    private static string Reason(CaptureReader reader) =>
        reader.EndReason.Length == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reader.EndReason}, at byte {reader.EndOffset}");

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
