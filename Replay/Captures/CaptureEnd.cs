namespace FeedHandler.Replay.Captures;

/// <summary>How the reading of a capture ended.</summary>
public enum CaptureEnd
{
    /// <summary>It has not ended: there may be more records.</summary>
    None,

    /// <summary>The file ends behind a whole record.</summary>
    Clean,

    /// <summary>The file ends within a record or header, as when a capturing program was stopped or a copy was cut off.</summary>
    Truncated,

    /// <summary>Bytes contradict the format; what follows them cannot be found.</summary>
    Corrupt,
}
