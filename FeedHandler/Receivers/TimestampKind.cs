namespace FeedHandler.Receivers;

/// <summary>Whose clock says when a packet arrived.</summary>
public enum TimestampKind : byte
{
    /// <summary>Ours, read once per poll in which a packet arrived.</summary>
    None = 0,

    /// <summary>The kernel's, taken when the driver handed the packet over: nanoseconds of CLOCK_REALTIME.</summary>
    Kernel = 1,

    /// <summary>
    /// The network card's, taken on the wire. It is Unix time only where something (such as ptp4l with phc2sys) keeps the card's clock so.
    /// </summary>
    Hardware = 2,
}
