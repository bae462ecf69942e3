namespace FeedHandler.Replay.Captures;

/// <summary>How, where and why the reading of a capture ended. Records read before it are good.</summary>
/// <param name="End">The way it ended.</param>
/// <param name="Offset">Bytes from the beginning of the file to the record or block that could not be read, or to the end of the file.</param>
/// <param name="Reason">What was found there; empty unless the file is truncated or corrupt.</param>
internal readonly record struct CaptureEnding(CaptureEnd End, long Offset, string Reason)
{
    /// <summary>Reading has not ended.</summary>
    internal static CaptureEnding None { get; } = new(CaptureEnd.None, 0, "");
}
