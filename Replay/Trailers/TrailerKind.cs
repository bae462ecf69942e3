namespace FeedHandler.Replay.Trailers;

/// <summary>Which capture appliance appended its time stamp to the frames.</summary>
public enum TrailerKind
{
    /// <summary>None, or not to be read: the capture file's time is used.</summary>
    None = 0,

    /// <summary>Metamako and Arista 7130 (MetaWatch).</summary>
    Metamako = 1,

    /// <summary>Exablaze (ExaLINK Fusion, ExaNIC).</summary>
    Exablaze = 2,

    /// <summary>cPacket (cVu, cStor).</summary>
    Cpacket = 3,
}
