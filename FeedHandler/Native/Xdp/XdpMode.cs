namespace FeedHandler.Native.Xdp;

/// <summary>Where the kernel runs an XDP program.</summary>
public enum XdpMode : byte
{
    /// <summary>In the driver, before the kernel has made a packet of the frame.</summary>
    Native = 0,

    /// <summary>In the network stack, for drivers that cannot; each frame has then cost an allocation and a copy.</summary>
    Generic = 1,
}
