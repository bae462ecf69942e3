using System.Globalization;

namespace FeedHandler.Core.Packets;

/// <summary>What one group carries.</summary>
/// <param name="ChannelId">The channel by the venue's number; 0 where nobody named it.</param>
/// <param name="Role">What it carries of the channel.</param>
/// <param name="Line">On which of the redundant lines.</param>
public readonly record struct FeedGroup(int ChannelId, FeedRole Role, Line Line)
{
    /// <summary>A line of the incremental feed of a channel that nobody named.</summary>
    /// <param name="line">The line.</param>
    public static FeedGroup Of(Line line) => new(0, FeedRole.Incremental, line);

    /// <summary>The group as it is typed and printed, such as 340/incremental/A.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ChannelId}/{FeedRoles.NameOf(Role)}/{Line}");
}
