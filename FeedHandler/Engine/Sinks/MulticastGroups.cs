using FeedHandler.Core.Packets;
using FeedHandler.Receivers;

namespace FeedHandler.Engine;

/// <summary>Which of the groups to which a feed is sent are of which of its channels.</summary>
public static class MulticastGroups
{
    /// <summary>Sorts groups.</summary>
    /// <param name="options">Has them.</param>
    /// <param name="channelIds">The feed's channels in its order; 0 for the only one, where nobody named it.</param>
    /// <returns>The groups of each channel, those of events first.</returns>
    /// <exception cref="FeedException">A channel has none, or a group is of no channel or carries what is not sent.</exception>
    public static LineGroup[][] ByChannel(MulticastOptions options, IReadOnlyList<int> channelIds)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(channelIds);
        LineGroup? other = options.Groups.FirstOrDefault(static group => group.Feed.Role is not (FeedRole.Incremental or FeedRole.Snapshot));
        if (other is not null) throw new FeedException($"{options.Origin}: {other.Group}: events and snapshots are sent, give incremental or snapshot");
        LineGroup[][] sorted = [.. channelIds.Select(id => options.Groups.Where(group => IsOf(group, id, channelIds.Count))
            .OrderBy(static group => group.Feed.Role).ToArray())];
        LineGroup? left = options.Groups.FirstOrDefault(group => !channelIds.Any(id => IsOf(group, id, channelIds.Count)));
        if (left is not null) throw new FeedException(Text(options, $"{left.Group} is of channel {left.Feed.ChannelId}, which the feed does not have"));
        for (int i = 0; i < sorted.Length; i++)
        {
            if (!Array.Exists(sorted[i], static group => group.Feed.Role == FeedRole.Incremental))
                throw new FeedException(Text(options, $"channel {channelIds[i]} has no incremental group to be sent to: give one, or two as lines A and B"));
            if (sorted[i].Select(static group => group.Feed.ChannelId).Distinct().Count() > 1)
                throw new FeedException(Text(options, $"the feed has one channel, which nobody named, and its groups are of several"));
        }

        return sorted;
    }

    // The only channel takes every group, where one of the two has no number.
    private static bool IsOf(LineGroup group, int channelId, int channelCount) =>
        group.Feed.ChannelId == channelId || (channelCount == 1 && (channelId == 0 || group.Feed.ChannelId == 0));

    private static string Text(MulticastOptions options, FormattableString what) => $"{options.Origin}: {FormattableString.Invariant(what)}";
}
