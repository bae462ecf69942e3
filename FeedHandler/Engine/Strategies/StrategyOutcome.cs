using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Engine;

/// <summary>What one strategy was given and did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digests">Of the events that it was given, by channel.</param>
/// <param name="Results">What it says itself.</param>
/// <param name="Rejected">Events that its own books could not apply.</param>
/// <param name="HasFeedsBooks">Whether its own books ended equal to the feed thread's.</param>
/// <param name="AllocatedBytes">What its thread allocated; 0 on the feed thread, which counts for itself.</param>
/// <param name="Updates">Book updates and trades by channel and dense instrument index.</param>
public sealed record StrategyOutcome(
    string Name,
    IReadOnlyList<EventDigest> Digests,
    IReadOnlyList<StrategyResult> Results,
    long Rejected,
    bool HasFeedsBooks,
    long AllocatedBytes,
    Func<int, int, long> Updates)
{
    /// <summary>Whence the levels of its books came, by channel; null where that was not kept.</summary>
    public required IReadOnlyList<LevelOrigins?> Origins { get; init; }

    /// <summary>Why it was given nothing more before the end, as it threw; null for one that was well.</summary>
    public string? Failure { get; init; }

    /// <summary>How many events it was given, as far as they are the feed's.</summary>
    public long EventCount => Digests.Sum(static digest => digest.Count);

    /// <summary>The digest over all channels, as 16 hexadecimal digits.</summary>
    /// <param name="channelIds">The channels' ids at the venue, in the order of the digests.</param>
    public string Digest(IReadOnlyList<int> channelIds) => DigestText.Of(Digests, channelIds);
}
