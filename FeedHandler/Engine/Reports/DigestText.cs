using System.Globalization;
using FeedHandler.Core.Events;

namespace FeedHandler.Engine;

/// <summary>Digests as people compare them.</summary>
public static class DigestText
{
    /// <summary>16 hexadecimal digits in lower case.</summary>
    public static string Of(in EventDigest digest) => Of(digest.Value);

    /// <summary>The digest over several channels.</summary>
    /// <param name="digests">By channel.</param>
    /// <param name="channelIds">The channels' ids at the venue, in the same order.</param>
    public static string Of(IReadOnlyList<EventDigest> digests, IReadOnlyList<int> channelIds)
    {
        (int ChannelId, ulong Value)[] channels =
            [.. digests.Select((digest, channel) => (channelIds[channel], digest.Value)).OrderBy(static one => one.Item1)];
        return Of(EventDigest.Combine(channels));
    }

    private static string Of(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);
}
