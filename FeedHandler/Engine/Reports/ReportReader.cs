using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Books.Builder;
using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;
using FeedHandler.Replay;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Engine;

/// <summary>Copies counters out of the parts of a replay once its threads have ended.</summary>
internal static partial class ReportReader
{
    /// <summary>The files and how each ended.</summary>
    public static IReadOnlyList<FileReport> Files(CaptureMerge captures) =>
        [.. captures.Readers.Select(static reader => new FileReport(
            reader.File.Path, reader.File.Length, JsonName(reader.End.ToString()), Reason(reader), reader.RecordCount))];

    /// <summary>A channel's packets and their fate.</summary>
    public static PacketReport Packets(ArbitrationCounters counters) => new()
    {
        Total = counters.Sum().Received,
        LineA = LineReport.Of(counters.Sum(Line.A)),
        LineB = LineReport.Of(counters.Sum(Line.B)),
        Reordered = counters.Reordered,
        Gaps = counters.Gaps,
        Lost = counters.Lost,
        Cut = counters.Cut,
        CutRefused = counters.CutRefused,
        FirstRefused = counters.FirstRefused,
        Restarts = counters.Restarts,
        Jumps = counters.Jumps,
        Unconfirmed = counters.Unconfirmed,
        Doubts = counters.Doubts,
    };

    /// <summary>The packets of all channels.</summary>
    /// <param name="total">Datagrams in all, those of roles that are not followed included.</param>
    /// <param name="channels">The channels.</param>
    public static PacketReport Packets(long total, IReadOnlyList<ChannelReport> channels) => new()
    {
        Total = total,
        LineA = channels.Select(static channel => channel.Packets.LineA).Aggregate(static (sum, line) => sum.Plus(line)),
        LineB = channels.Select(static channel => channel.Packets.LineB).Aggregate(static (sum, line) => sum.Plus(line)),
        Reordered = channels.Sum(static channel => channel.Packets.Reordered),
        Gaps = channels.Sum(static channel => channel.Packets.Gaps),
        Lost = channels.Sum(static channel => channel.Packets.Lost),
        Cut = channels.Sum(static channel => channel.Packets.Cut),
        CutRefused = channels.Sum(static channel => channel.Packets.CutRefused),
        FirstRefused = channels.Select(static channel => channel.Packets).FirstOrDefault(static packets => packets.CutRefused > 0)?.FirstRefused ?? default,
        Restarts = channels.Sum(static channel => channel.Packets.Restarts),
        Jumps = channels.Sum(static channel => channel.Packets.Jumps),
        Unconfirmed = channels.Sum(static channel => channel.Packets.Unconfirmed),
        Doubts = channels.Sum(static channel => channel.Packets.Doubts),
    };

    /// <summary>Frames by outcome.</summary>
    public static IReadOnlyDictionary<string, long> Frames(FrameCounters frames)
    {
        Dictionary<string, long> counts = Enum.GetValues<FrameOutcome>().ToDictionary(
            static outcome => JsonName(outcome.ToString()), outcome => frames[outcome], StringComparer.Ordinal);
        counts.Add("otherDestination", frames.OtherDestination);
        return counts;
    }

    /// <summary>Headers of tunnels by kind, and what became of fragments.</summary>
    public static IReadOnlyDictionary<string, long> Opened(FrameCounters frames)
    {
        Dictionary<string, long> counts = Enum.GetValues<TunnelKind>().ToDictionary(
            static kind => JsonName(kind.ToString()), kind => frames[kind], StringComparer.Ordinal);
        counts.Add("reassembled", frames.Reassembled);
        counts.Add("fragmentDuplicates", frames.FragmentDuplicates);
        counts.Add("fragmentOverlaps", frames.FragmentOverlaps);
        counts.Add("incompleteDatagrams", frames.IncompleteDatagrams);
        return counts;
    }

    /// <summary>Messages by template.</summary>
    public static IReadOnlyList<MessageReport> Messages(MessageCounters counters, Func<ushort, string> nameOf)
    {
        List<MessageReport> messages = [];
        for (int id = 0; id <= MessageCounters.TemplateIdMax; id++)
        {
            ushort templateId = (ushort)id;
            if (counters.ByTemplate(templateId) == 0) continue;
            long lineA = counters.ByTemplate(Line.A, templateId);
            messages.Add(new MessageReport(templateId, nameOf(templateId), lineA, counters.ByTemplate(templateId) - lineA));
        }

        return messages;
    }

    /// <summary>What the decoder counted, by name; faults among it are 0 in a good feed.</summary>
    public static IReadOnlyDictionary<string, long> Decoding(MessageCounters messages, BookCounters entries) =>
        new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["entries"] = entries.Entries,
            ["orderEntries"] = entries.OrderEntries,
            ["unknownTemplates"] = messages.UnknownTemplate,
            ["unknownSchemas"] = messages.UnknownSchema,
            ["invalidEntries"] = entries.InvalidEntries,
            ["priceOverflows"] = entries.PriceOverflow,
            ["rptSeqGaps"] = entries.RptSeqGaps,
            ["rptSeqBehind"] = entries.RptSeqBehind,
            ["rptSeqRestarts"] = entries.RptSeqRestarts,
            ["instrumentsRefused"] = entries.InstrumentsRefused,
            ["instrumentsDeleted"] = entries.InstrumentsDeleted,
            ["definitionsAssumed"] = entries.DefinitionsAssumed,
            ["cacheConfirmed"] = entries.CacheConfirmed,
            ["cacheContradicted"] = entries.CacheContradicted,
            ["instrumentsReplaced"] = entries.InstrumentsReplaced,
            ["depthClamped"] = entries.DepthClamped,
            ["statusUnmatched"] = entries.StatusUnmatched,
            ["statusUnknown"] = entries.StatusUnknown,
            ["channelResets"] = entries.ChannelResets,
        };

    /// <summary>What all channels counted.</summary>
    public static IReadOnlyDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> counts) =>
        counts.SelectMany(static one => one).GroupBy(static pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(static same => same.Key, static same => same.Sum(static pair => pair.Value), StringComparer.Ordinal);

    /// <summary>The messages of all channels.</summary>
    public static IReadOnlyList<MessageReport> Sum(IEnumerable<IReadOnlyList<MessageReport>> messages) =>
        [.. messages.SelectMany(static one => one).GroupBy(static message => message.TemplateId).OrderBy(static same => same.Key)
            .Select(static same => new MessageReport(
                same.Key, same.First().Name, same.Sum(static message => message.LineA), same.Sum(static message => message.LineB)))];

    private static string Reason(CaptureReader reader) =>
        reader.EndReason.Length == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reader.EndReason}, at byte {reader.EndOffset}");

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
