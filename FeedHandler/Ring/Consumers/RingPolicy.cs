namespace FeedHandler.Ring;

/// <summary>What happens when a consumer is slower than the feed.</summary>
public enum RingPolicy
{
    /// <summary>The producer waits for it. Its waits are counted under the consumer's name.</summary>
    Gate = 0,

    /// <summary>The producer does not wait. The consumer goes on with the newest event, and counts what it skipped.</summary>
    Skip = 1,

    /// <summary>The producer does not wait. Of several events with one key that wait for the consumer the last remains, and those
    /// that it replaced are counted.</summary>
    Conflate = 2,
}
