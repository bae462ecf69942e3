namespace FeedHandler.Replay.Captures;

/// <summary>How a capture file ended.</summary>
public enum CaptureEnd
{
    /// <summary>Not yet: there may be more records.</summary>
    None = 0,

    /// <summary>After a whole record.</summary>
    Clean = 1,

    /// <summary>In the middle of a record: the file was cut off. What came before is good.</summary>
    Truncated = 2,

    /// <summary>A record's lengths make no sense. What came before is good; what follows cannot be found.</summary>
    Corrupt = 3,
}
