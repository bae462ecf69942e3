using System.Globalization;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>A line map as it is typed and printed: `ADDRESS:PORT=A`, or with what stands before the line, `ADDRESS:PORT=340/incremental/A`.</summary>
internal static class LineText
{
    private const string Example = "224.0.31.64:14340=A, or 224.0.31.64:14340=340/incremental/A";

    /// <summary>The letters by which CME's config.xml tells feeds.</summary>
    private static readonly (string Name, FeedRole Role)[] FeedTypes =
        [("I", FeedRole.Incremental), ("S", FeedRole.Snapshot), ("SMBO", FeedRole.OrderSnapshot), ("N", FeedRole.Definitions), ("H", FeedRole.Replay)];

    /// <summary>Reads a map.</summary>
    /// <param name="text">1 to 64 entries, separated by commas.</param>
    /// <exception cref="LineMapException">The text is no such map, or contradicts itself.</exception>
    public static List<(UdpEndpoint Destination, FeedGroup Feed)> Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        RequireEntries(text, parts);
        List<(UdpEndpoint Destination, FeedGroup Feed)> entries = [];
        foreach (string part in parts)
        {
            (UdpEndpoint Destination, FeedGroup Feed) entry = ParseEntry(part);
            if (entries.Exists(known => known.Destination == entry.Destination))
                throw new LineMapException($"'{PlainText.Short(text)}' names {entry.Destination} twice: a destination is on one line.");
            if (entries.Count > 0 && entries[0].Feed.ChannelId == 0 != (entry.Feed.ChannelId == 0)) throw Mixed(text, part);
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>The text that <see cref="Parse"/> reads as these entries.</summary>
    /// <param name="entries">Destinations and what they carry.</param>
    public static string Of(IEnumerable<(UdpEndpoint Destination, FeedGroup Feed)> entries) =>
        string.Join(',', entries.Select(static entry => $"{entry.Destination}={Of(entry.Feed)}"));

    /// <summary>What a group carries, as it is typed.</summary>
    /// <param name="feed">What the group carries.</param>
    public static string Of(FeedGroup feed) => feed switch
    {
        { ChannelId: not 0 } => feed.ToString(),
        { Role: FeedRole.Incremental } => feed.Line.ToString(),
        _ => $"{FeedRoles.NameOf(feed.Role)}/{feed.Line}",
    };

    private static void RequireEntries(string text, string[] parts)
    {
        if (text.AsSpan().Trim().IsEmpty) throw new LineMapException($"the map is empty: give 1 to {FeedMap.GroupCountMax} entries, such as {Example}.");
        int empty = Array.IndexOf(parts, "");
        if (empty >= 0)
            throw new LineMapException($"entry {empty + 1} of {parts.Length} in '{PlainText.Short(text)}' is empty: leave out the comma beside it.");
        if (parts.Length > FeedMap.GroupCountMax)
            throw new LineMapException($"'{PlainText.Short(text)}' has {parts.Length} entries: give 1 to {FeedMap.GroupCountMax}.");
    }

    private static (UdpEndpoint Destination, FeedGroup Feed) ParseEntry(string part)
    {
        int at = part.LastIndexOf('=');
        if (at < 0 || !UdpEndpoint.TryParse(part.AsSpan(0, at).Trim(), out UdpEndpoint destination))
            throw new LineMapException($"'{PlainText.Short(part)}' is not ADDRESS:PORT=LINE or ADDRESS:PORT=CHANNEL/ROLE/LINE, such as {Example}.");
        string[] words = part[(at + 1)..].Split('/', StringSplitOptions.TrimEntries);
        Line line = LineOf(words[^1], part);
        bool hasChannel = words.Length > 1 && words[0].Length > 0 && char.IsAsciiDigit(words[0][0]);
        int channel = hasChannel ? ChannelOf(words[0], part) : 0;
        FeedRole role = (words.Length - (hasChannel ? 1 : 0)) switch
        {
            1 => FeedRole.Incremental,
            2 => RoleOf(words[^2], part),
            _ => throw new LineMapException($"'{PlainText.Short(part)}' has too much before the line: give LINE or CHANNEL/ROLE/LINE, such as {Example}."),
        };
        return (destination, new FeedGroup(channel, role, line));
    }

    private static Line LineOf(string word, string part) => word.ToUpperInvariant() switch
    {
        "A" => Line.A,
        "B" => Line.B,
        _ => throw new LineMapException($"'{PlainText.Short(part)}' does not end in a line: give A or B, such as {Example}."),
    };

    private static int ChannelOf(string word, string part) =>
        ushort.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out ushort channel) && channel > 0
            ? channel
            : throw new LineMapException($"'{PlainText.Short(part)}': {PlainText.Short(word)} is no channel: give 1 to {ushort.MaxValue}.");

    private static FeedRole RoleOf(string word, string part)
    {
        if (FeedRoles.TryParse(word, out FeedRole role)) return role;
        int index = Array.FindIndex(FeedTypes, known => known.Name.Equals(word, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? FeedTypes[index].Role
            : throw new LineMapException($"'{PlainText.Short(part)}': {PlainText.Short(word)} is no role: give one of "
                + $"{string.Join(", ", FeedRoles.Names)}, or CME's I, S, SMBO, N, H.");
    }

    /// <summary>What is wrong with a map that puts several groups on one line, and what to type.</summary>
    /// <param name="entries">The map.</param>
    /// <param name="shared">What several of its groups are said to be.</param>
    public static string Shared(IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> entries, FeedGroup shared)
    {
        string[] same = [.. entries.Where(entry => entry.Feed == shared).Select(static entry => entry.Destination.ToString())];
        string named = Of(entries.Select(static (entry, index) => (entry.Destination, entry.Feed with { ChannelId = (index / 2) + 1 })));
        return $"{string.Join(" and ", same)} are all put on {FeedRoles.NameOf(shared.Role)} line {shared.Line} of one channel, and nothing proves "
            + $"which belong together: name the channel of each, such as\n--lines {named}";
    }

    private static LineMapException Mixed(string text, string part) => new(
        $"'{PlainText.Short(text)}' names the channel of some groups and not of others ('{PlainText.Short(part)}'), "
        + "so that nobody can tell which belong together: name the channel of each, such as 340/incremental/A, or of none.");
}
