namespace FeedHandler.Replay.Trailers;

/// <summary>What a tapping device appended to each frame.</summary>
public enum TrailerKind : byte
{
    /// <summary>Nothing: the capture's time stamps count.</summary>
    None = 0,

    /// <summary>To be found out from the first frames, see <see cref="TrailerProbe"/>.</summary>
    Auto,

    /// <summary>Metamako, today's Arista 7130 MetaWatch: 16 bytes and optional extensions.</summary>
    Metamako,

    /// <summary>Exablaze ExaLINK Fusion and ExaNIC: 16 bytes with a 40-bit fraction of a second.</summary>
    Exablaze,

    /// <summary>cPacket cVu and cStor: 16 bytes.</summary>
    CPacket,
}
