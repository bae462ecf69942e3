namespace FeedHandler.Core.Arbitration;

/// <summary>What to do with a packet.</summary>
public enum Verdict : byte
{
    /// <summary>It is the next one: process it.</summary>
    Process = 0,

    /// <summary>It was delivered before: drop it.</summary>
    Duplicate = 1,

    /// <summary>It was given up as lost before it came: drop it.</summary>
    Late = 2,

    /// <summary>It is ahead of the next one and was kept in the reorder window.</summary>
    Held = 3,

    /// <summary>The venue's sequence started again: drop all state, then process it.</summary>
    Restart = 4,

    /// <summary>It is ahead of the next one and larger than the window keeps: drop it; the gap it leaves is counted.</summary>
    Oversize = 5,

    /// <summary>It is further ahead than the window reaches: give up everything before it (<see cref="LineArbitrator.SkipTo"/>), then
    /// process it.</summary>
    Jump = 6,
}
