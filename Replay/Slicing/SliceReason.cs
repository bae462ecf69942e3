namespace FeedHandler.Replay.Slicing;

/// <summary>Why a frame was cut out of a capture, or that it was kept.</summary>
public enum SliceReason : byte
{
    /// <summary>It was kept.</summary>
    Kept = 0,

    /// <summary>It was captured at another time.</summary>
    Time,

    /// <summary>It has another place in the capture.</summary>
    Packet,

    /// <summary>It was sent elsewhere.</summary>
    Group,

    /// <summary>The number in its header is another, or it has none.</summary>
    Sequence,

    /// <summary>It names other instruments alone.</summary>
    Instrument,

    /// <summary>It is no UDP datagram, so that nothing of what was asked for can be said of it.</summary>
    NoDatagram,
}
