using System.Globalization;

namespace FeedHandler.Distribution;

/// <summary>
/// How far a channel's stream is: of which life of the feed, up to which of its events, and the digest of all of them. It is the id of the message that ends
/// there, so that a broker which drops duplicates keeps one of two publishers that say the same, and refuses what does not follow.
/// </summary>
/// <param name="Epoch">The life of the feed's stream.</param>
/// <param name="Sequence">The last event; one less than the first where the stream begins.</param>
/// <param name="Digest">Of all events since the life began.</param>
public readonly record struct StreamPlace(long Epoch, long Sequence, ulong Digest)
{
    /// <summary>As the id of a message: `channel:epoch:sequence:digest`, epoch and digest in hexadecimal.</summary>
    /// <param name="channelId">The channel's number at the venue.</param>
    public string ToId(int channelId) => string.Create(CultureInfo.InvariantCulture, $"{channelId}:{Epoch:x}:{Sequence}:{Digest:x16}");

    /// <summary>Reads the id of a message.</summary>
    /// <param name="id">The id.</param>
    /// <param name="place">What it says.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> id, out StreamPlace place)
    {
        place = default;
        Span<Range> parts = stackalloc Range[5];
        if (id.Split(parts, ':') != 4) return false;
        bool isRead = long.TryParse(id[parts[1]], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long epoch)
            & long.TryParse(id[parts[2]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long sequence)
            & ulong.TryParse(id[parts[3]], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong digest);
        if (!isRead || epoch < 0 || sequence < -1) return false;
        place = new StreamPlace(epoch, sequence, digest);
        return true;
    }
}
