namespace FeedHandler.Ring;

/// <summary>What a look at a broadcast found.</summary>
public enum BroadcastRead
{
    /// <summary>Nothing new.</summary>
    Empty = 0,

    /// <summary>An event, or several.</summary>
    Taken = 1,

    /// <summary>The writer overtook this reader, or it fell further behind than it may: the events in between are lost and counted, and
    /// the next look continues at the newest.</summary>
    Lapped = 2,

    /// <summary>The writer died or ended, and one started again: what it says builds on nothing that was said before. The next look
    /// continues with its first event, or with a later one after a lap.</summary>
    Restarted = 3,

    /// <summary>The writer ended by itself and everything was read. A writer may start again later.</summary>
    Closed = 4,
}
