using FeedHandler.Engine;

namespace FeedHandler.Host.Check;

/// <summary>Who would be asked for lost packets, and whether the password is where it should be; nobody is connected to, and it is not shown.</summary>
internal static class ReplayChecks
{
    /// <summary>Looks at what the configuration says of replay.</summary>
    public static IEnumerable<Finding> Run(FeedConfiguration configuration)
    {
        if (configuration.ReplaySources.Count == 0) yield break;
        foreach (ReplaySource source in configuration.ReplaySources)
        {
            string name = $"replay of channel {source.ChannelId}";
            bool hasChannel = configuration.AllGroups.Any(group => group.Feed.ChannelId == source.ChannelId);
            yield return hasChannel
                ? Finding.Good(name, string.Join(", ", source.Servers))
                : Finding.Advice(name, "no group of it", "nothing is ever asked for", "name the channel of a group, or leave its servers out");
        }

        yield return ReplayOptionsReader.TryReadPassword(configuration, out _, out string problem)
            ? Finding.Good("password of replay", "there")
            : Finding.Problem("password of replay", problem, "no server can be logged on to", "set it, with the rights of the user who runs the feed");
    }
}
