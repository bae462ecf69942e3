namespace FeedHandler.Replay.Frames;

/// <summary>Outcomes of frames in words.</summary>
public static class FrameWords
{
    /// <summary>What a frame turned out to be.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Of(FrameOutcome outcome) => outcome switch
    {
        FrameOutcome.Udp => "UDP",
        FrameOutcome.NotIp => "not IP",
        FrameOutcome.NotUdp => "another protocol",
        FrameOutcome.Fragment => "a fragment",
        FrameOutcome.Truncated => "captured too short",
        FrameOutcome.UnknownLinkType => "a link type not known",
        _ => "malformed",
    };
}
