using FeedHandler.Core.Events;

namespace FeedHandler.Distribution;

/// <summary>
/// The digest of a stream's events as it runs, one number to begin with and one to go on from, so that a publisher can go on behind a message that only names
/// it. It is made of what <see cref="EventDigest"/> says of each event, with its number.
/// </summary>
internal static class StreamDigest
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>With one event more.</summary>
    public static ulong Add(ulong digest, in MarketEvent told, long sequence)
    {
        EventDigest one = default;
        one.Add(told);
        return Mix(Mix(digest ^ one.Value) ^ (ulong)sequence);
    }

    /// <summary>With events that were lost.</summary>
    public static ulong Lose(ulong digest, long through) => Mix(Mix(digest) ^ (ulong)through);

    private static ulong Mix(ulong value)
    {
        ulong product = value * Multiplier;
        return product ^ (product >> 32);
    }
}
