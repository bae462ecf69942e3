namespace FeedHandler.Ring;

/// <summary>Where a reader that joins begins.</summary>
public enum BroadcastStart
{
    /// <summary>With the next event that is published.</summary>
    Now = 0,

    /// <summary>With the oldest event that is certainly whole.</summary>
    Oldest = 1,
}
