namespace FeedHandler.Core.Packets;

/// <summary>
/// What each group of a feed is: which channel, which role, which line. Whoever brings packets numbers their groups by their place in this map; nothing
/// downstream guesses what a group is. Cannot change.
/// </summary>
public sealed class FeedMap
{
    /// <summary>How many groups there can be.</summary>
    public const int GroupCountMax = 64;

    /// <summary>How many channels there can be: an event tells its channel in a byte.</summary>
    public const int ChannelCountMax = 64;

    private readonly FeedGroup[] _groups;
    private readonly int[] _channelIds;
    private readonly int[] _channelOf;

    /// <summary>Makes a map. Channels are numbered from 0 in the order in which groups name them.</summary>
    /// <param name="groups">The groups, 1 to <see cref="GroupCountMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none, or there are too many.</exception>
    public FeedMap(params IReadOnlyList<FeedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfZero(groups.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups.Count, GroupCountMax);
        _groups = [.. groups];
        List<int> channelIds = new List<int>();
        _channelOf = new int[_groups.Length];
        for (int group = 0; group < _groups.Length; group++)
        {
            int id = _groups[group].ChannelId;
            if (!channelIds.Contains(id)) channelIds.Add(id);
            _channelOf[group] = channelIds.IndexOf(id);
        }

        _channelIds = [.. channelIds];
    }

    /// <summary>One channel without a name: group 0 is line A of its incremental feed, group 1 line B.</summary>
    public static FeedMap TwoLines { get; } = new(FeedGroup.Of(Line.A), FeedGroup.Of(Line.B));

    /// <summary>How many groups there are.</summary>
    public int GroupCount => _groups.Length;

    /// <summary>The channels by the venue's numbers; a channel's place is its index.</summary>
    public IReadOnlyList<int> ChannelIds => _channelIds;

    /// <summary>What a group is.</summary>
    /// <param name="group">The group, below <see cref="GroupCount"/>.</param>
    public FeedGroup this[int group] => _groups[group];

    /// <summary>The index of a group's channel.</summary>
    /// <param name="group">The group, below <see cref="GroupCount"/>.</param>
    public int ChannelOf(int group) => _channelOf[group];

    /// <summary>Whether a channel has a group of a role.</summary>
    /// <param name="channel">The index of the channel.</param>
    /// <param name="role">The role.</param>
    public bool Has(int channel, FeedRole role)
    {
        foreach (int _ in GroupsOf(channel, role)) return true;
        return false;
    }

    /// <summary>The groups of a channel that have a role.</summary>
    /// <param name="channel">The index of the channel.</param>
    /// <param name="role">The role.</param>
    public IEnumerable<int> GroupsOf(int channel, FeedRole role)
    {
        for (int group = 0; group < _groups.Length; group++)
        {
            if (_channelOf[group] == channel && _groups[group].Role == role) yield return group;
        }
    }
}
