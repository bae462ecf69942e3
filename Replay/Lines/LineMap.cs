using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>Which destination, a multicast group and port, is which group of a feed.</summary>
public sealed partial class LineMap
{
    private const int EntryCountMax = 64;

    private readonly (UdpEndpoint Destination, FeedGroup Feed)[] _entries;

    /// <summary>Where the last search succeeded: traffic comes in runs.</summary>
    private int _lastIndex;

    private LineMap(ReadOnlySpan<(UdpEndpoint Destination, FeedGroup Feed)> entries)
    {
        _entries = entries.ToArray();
        Feed = new FeedMap([.. _entries.Select(static entry => entry.Feed)]);
    }

    /// <summary>What the groups are, in the order of <see cref="Entries"/>.</summary>
    public FeedMap Feed { get; }

    /// <summary>The destinations and what they carry; a group is known by its place.</summary>
    public IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> Entries => _entries;

    /// <summary>Reads a map such as `224.0.31.64:14340=A,224.0.32.64:15340=B`.</summary>
    /// <param name="text">1 to 64 entries; an IPv6 address stands in brackets.</param>
    /// <exception cref="LineMapException">The text is no such map, or puts one destination on both lines.</exception>
    public static LineMap Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > EntryCountMax) throw new LineMapException($"'{text}' has {parts.Length} entries: give 1 to {EntryCountMax}.");
        List<(UdpEndpoint Destination, FeedGroup Feed)> entries = [];
        foreach (string part in parts)
        {
            (UdpEndpoint Destination, FeedGroup Feed) entry = ParseEntry(part);
            if (entries.Exists(known => known.Destination == entry.Destination))
                throw new LineMapException($"'{text}' names {entry.Destination} twice: a destination is on one line.");
            entries.Add(entry);
        }

        return new LineMap([.. entries]);
    }

    /// <summary>Finds the group of a destination.</summary>
    /// <param name="destination">The group and port.</param>
    /// <param name="group">The group, by its place in <see cref="Entries"/>.</param>
    /// <returns>False when the destination is no group of the feed.</returns>
    public bool TryGetGroup(in UdpEndpoint destination, out int group)
    {
        int index = _lastIndex;
        for (int i = 0; i < _entries.Length; i++)
        {
            ref readonly (UdpEndpoint Destination, FeedGroup Feed) entry = ref _entries[index];
            if (entry.Destination == destination)
            {
                _lastIndex = index;
                group = index;
                return true;
            }

            if (++index == _entries.Length) index = 0;
        }

        group = 0;
        return false;
    }

    private static (UdpEndpoint Destination, FeedGroup Feed) ParseEntry(string part)
    {
        int at = part.LastIndexOf('=');
        if (at < 0 || !UdpEndpoint.TryParse(part.AsSpan(0, at).Trim(), out UdpEndpoint destination))
            throw new LineMapException($"'{part}' is not ADDRESS:PORT=LINE, such as 224.0.31.64:14340=A.");
        return part[(at + 1)..].Trim().ToUpperInvariant() switch
        {
            "A" => (destination, FeedGroup.Of(Line.A)),
            "B" => (destination, FeedGroup.Of(Line.B)),
            _ => throw new LineMapException($"'{part}' does not end in a line: give A or B, such as 224.0.31.64:14340=A."),
        };
    }
}
