using FeedHandler.Core.Packets;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

public sealed partial class LineMap
{
    private const string Given = "given by --lines";

    /// <summary>
    /// Reads a map such as `224.0.31.64:14340=A,224.0.32.64:15340=B`, the lines of one channel without a name, or
    /// `224.0.31.64:14340=340/incremental/A,224.0.31.66:19340=340/snapshot/A`. A role left out is incremental.
    /// </summary>
    /// <param name="text">1 to 64 entries; an IPv6 address stands in brackets; roles are those of <see cref="FeedRoles"/>, or CME's I, S, SMBO, N, H.</param>
    /// <exception cref="LineMapException">The text is no such map, puts one destination on two lines, names some channels and others not, or puts several
    /// destinations on one line without naming their channels.</exception>
    public static LineMap Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<(UdpEndpoint Destination, FeedGroup Feed)> entries = LineText.Parse(text);
        return SharesLine(entries) is { } shared
            ? throw new LineMapException(LineText.Shared(entries, shared))
            : new LineMap(entries, Given, [], isGiven: true);
    }

    /// <summary>
    /// Reads a map as <see cref="Parse(string)"/> does. Where several destinations are on one line without a channel, the captures say whose they are. What
    /// they prove against the map is refused where each packet would be told twice, and else told in <see cref="Doubts"/>.
    /// </summary>
    /// <param name="text">The map.</param>
    /// <param name="files">The captures.</param>
    /// <exception cref="LineMapException">
    /// As <see cref="Parse(string)"/>, when the captures do not prove which destinations belong together as typed, or prove lines of one channel that were
    /// typed as channels of their own.
    /// </exception>
    /// <exception cref="CaptureFormatException">There is no datagram in the captures.</exception>
    public static LineMap Parse(string text, IReadOnlyList<CaptureFile> files)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(files);
        List<(UdpEndpoint Destination, FeedGroup Feed)> entries = LineText.Parse(text);
        bool IsNamed(UdpEndpoint destination) => entries.Exists(entry => entry.Destination == destination);
        GroupSample[] known =
        [
            .. GroupSampling.Take(files, IsNamed).Where(sample => sample.IsOfVenue && IsNamed(sample.Destination)),
        ];
        if (SharesLine(entries) is { } shared) return Complete(entries, known, shared);
        MapContradictions contradictions = new(entries, known);
        contradictions.RefuseApart();
        return new LineMap(entries, Given, [], isGiven: true) { Doubts = contradictions.Joined };
    }

    /// <summary>Reads a map that the captures themselves tell; it is proved against as one that is typed.</summary>
    /// <param name="text">The map.</param>
    /// <param name="files">The captures.</param>
    /// <exception cref="LineMapException">It makes no sense, or the captures contradict it.</exception>
    /// <exception cref="CaptureFormatException">There is no datagram in the captures.</exception>
    public static LineMap ParseNoted(string text, IReadOnlyList<CaptureFile> files)
    {
        LineMap map = Parse(text, files);
        return new LineMap([.. map.Entries], "told by a note in the capture", [], isGiven: false) { Doubts = map.Doubts };
    }

    private static LineMap Complete(List<(UdpEndpoint Destination, FeedGroup Feed)> entries, GroupSample[] known, FeedGroup shared)
    {
        ChannelPlan plan = new(known, joinsUndecided: false);
        (UdpEndpoint Destination, FeedGroup Feed)[] proved = [.. entries.Select(entry => (entry.Destination, In(plan, entry)))];
        return plan.Doubts.Count == 0 && known.Length == entries.Count && SharesLine(proved) is null
            ? new LineMap(proved, $"{LineFinding.Of(proved, [])}, lines {Given}", [], isGiven: true)
            : throw new LineMapException(LineText.Shared(entries, shared));
    }

    // The line and the role are as typed: only the channel is asked of the captures.
    private static FeedGroup In(ChannelPlan plan, (UdpEndpoint Destination, FeedGroup Feed) entry) =>
        entry.Feed with { ChannelId = plan.Entries.FirstOrDefault(found => found.Destination == entry.Destination).Feed.ChannelId };

    private static FeedGroup? SharesLine(IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> entries) => entries
        .GroupBy(static entry => entry.Feed)
        .Where(static same => same.Count() > 1 && same.Key.ChannelId == 0)
        .Select(static same => (FeedGroup?)same.Key)
        .FirstOrDefault();
}
