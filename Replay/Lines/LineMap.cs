using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Lines;

/// <summary>Which destination, a multicast group and port, is which group of a feed.</summary>
public sealed partial class LineMap
{
    private readonly (UdpEndpoint Destination, FeedGroup Feed)[] _entries;

    /// <summary>Where the last search succeeded: traffic comes in runs.</summary>
    private int _lastIndex;

    private LineMap(
        IEnumerable<(UdpEndpoint Destination, FeedGroup Feed)> entries, string finding, IReadOnlyList<(UdpEndpoint Destination, long Count)> setAside,
        bool isGiven)
    {
        _entries = [.. entries];
        Feed = new FeedMap([.. _entries.Select(static entry => entry.Feed)]);
        Finding = finding;
        SetAside = setAside;
        IsGiven = isGiven;
    }

    /// <summary>What the groups are, in the order of <see cref="Entries"/>.</summary>
    public FeedMap Feed { get; }

    /// <summary>The destinations and what they carry; a group is known by its place.</summary>
    public IReadOnlyList<(UdpEndpoint Destination, FeedGroup Feed)> Entries => _entries;

    /// <summary>Where the map comes from, for people: what was found in captures and what was set aside, or that it was given.</summary>
    public string Finding { get; }

    /// <summary>Whether somebody typed it.</summary>
    public bool IsGiven { get; }

    /// <summary>Whether the captures say what it says: not of a lone destination without a whole packet of the venue, which is only taken for a line.</summary>
    public bool IsProved { get; private init; } = true;

    /// <summary>What the captures prove against the map as it was typed, each in a sentence; empty when they prove nothing.</summary>
    public IReadOnlyList<string> Doubts { get; private init; } = [];

    /// <summary>Destinations that are not of the venue, with how many of the datagrams looked at went there; none when the map was given.</summary>
    public IReadOnlyList<(UdpEndpoint Destination, long Count)> SetAside { get; }

    /// <summary>The text that <see cref="Parse(string)"/> reads as this map.</summary>
    public override string ToString() => LineText.Of(_entries);

    /// <summary>What a group carries, as it is typed behind its destination: `A`, or `340/incremental/A` of a channel that has a name.</summary>
    /// <param name="feed">What the group carries.</param>
    public static string NameOf(FeedGroup feed) => LineText.Of(feed);

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

    /// <summary>The destination that stands for the sequence of another: the lines of a channel are one, called by the first of its groups.</summary>
    /// <param name="destination">The group and port.</param>
    public UdpEndpoint SequenceOf(in UdpEndpoint destination)
    {
        if (!TryGetGroup(destination, out int group) || Feed[group].Role != FeedRole.Incremental) return destination;
        foreach (int first in Feed.GroupsOf(Feed.ChannelOf(group), FeedRole.Incremental)) return _entries[first].Destination;
        return destination;
    }
}
