using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>What was found in captures, in words.</summary>
internal static class LineFinding
{
    private const int ListedCountMax = 12;

    /// <summary>What was found, such as `2 channels found: 310 (A 224.0.31.64:14340, B 224.0.32.64:15340), 2 (A 224.0.31.65:14341)`.</summary>
    /// <param name="entries">The groups.</param>
    /// <param name="setAside">Destinations that are not of the venue.</param>
    public static string Of(
        IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> entries, IReadOnlyList<(UdpEndpoint Destination, long Count)> setAside)
    {
        string[] channels = [.. entries.GroupBy(static entry => entry.Feed.ChannelId).Select(static channel => Channel(channel.Key, channel))];
        string text = $"{channels.Length} {(channels.Length == 1 ? "channel" : "channels")} found: {string.Join(", ", channels)}";
        return setAside.Count == 0 ? text : $"{text}; not of the venue: {List([.. setAside.Select(static entry => (entry.Destination, entry.Count, ""))])}";
    }

    /// <summary>What is not proved, what was seen, and what to type.</summary>
    /// <param name="doubts">What is not proved.</param>
    /// <param name="samples">What was seen.</param>
    public static string Refusal(IEnumerable<string> doubts, IReadOnlyList<GroupSample> samples)
    {
        string joined = LineText.Of(new ChannelPlan(samples, joinsUndecided: true).Entries);
        string parted = LineText.Of(new ChannelPlan(samples, joinsUndecided: false).Entries);
        string seen = $"{string.Join("; ", doubts)}. There are {List([.. samples.Select(Seen)])}.";
        return joined == parted
            ? $"{seen} Name them, such as\n--lines {joined}"
            : $"{seen} Name them:\nas lines of one channel: --lines {joined}\nas channels of their own: --lines {parted}";
    }

    /// <summary>Destinations with what was seen of them.</summary>
    /// <param name="found">The destinations, how many datagrams went there, and what else is known.</param>
    public static string List(IReadOnlyList<(UdpEndpoint Destination, long Count, string What)> found)
    {
        IEnumerable<string> listed = found.Take(ListedCountMax)
            .Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Destination} ({entry.Count} datagrams{entry.What})"));
        return string.Join(", ", listed) + (found.Count > ListedCountMax ? $" and {found.Count - ListedCountMax} more" : "");
    }

    private static (UdpEndpoint Destination, long Count, string What) Seen(GroupSample sample)
    {
        string role = sample.Role is { } told ? FeedRoles.NameOf(told) : "only heartbeats";
        string channel = sample.ApplId > 0 ? $", channel {sample.ApplId}" : "";
        return (sample.Destination, sample.DatagramCount, $", {role}, numbers {sample.Packets.Keys.Min()} to {sample.Packets.Keys.Max()}{channel}");
    }

    private static string Channel(int id, IEnumerable<(UdpEndpoint Destination, FeedGroup Feed)> entries)
    {
        string groups = string.Join(", ", entries.Select(static entry =>
            (entry.Feed.Role == FeedRole.Incremental ? "" : $"{FeedRoles.NameOf(entry.Feed.Role)} ") + $"{entry.Feed.Line} {entry.Destination}"));
        return id == 0 ? groups : $"{id} ({groups})";
    }
}
