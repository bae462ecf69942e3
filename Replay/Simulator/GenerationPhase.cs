namespace FeedHandler.Replay.Simulator;

/// <summary>What is done to make a capture, one after the other.</summary>
public enum GenerationPhase
{
    /// <summary>Packets are made.</summary>
    Making,

    /// <summary>Frames, one for each packet that a line did not lose, are written.</summary>
    Writing,

    /// <summary>Frames are read back, for the digest of their events.</summary>
    ReadingBack,
}
