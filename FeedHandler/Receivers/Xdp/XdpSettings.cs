namespace FeedHandler.Receivers.Xdp;

/// <summary>How to receive by AF_XDP.</summary>
public sealed record XdpSettings
{
    /// <summary>Frames that each queue's memory holds, a power of two from 64 to 65536; it bounds what may wait to be polled.</summary>
    public int FrameCount { get; init; } = 4096;

    /// <summary>Whether to run the program in the card's driver where that can. Otherwise it runs in the network stack, which costs a copy more.</summary>
    public bool AllowsDriver { get; init; } = true;

    /// <summary>Whether to give up where the program cannot run in the card's driver, instead of running it in the network stack.</summary>
    public bool RequiresDriver { get; init; }

    /// <summary>Whether to let the card write into our memory where its driver can; otherwise the kernel copies each frame.</summary>
    public bool AllowsZeroCopy { get; init; } = true;

    /// <summary>Says what is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range; the message names it.</exception>
    public void Validate()
    {
        if (FrameCount is < 64 or > 65536 || !int.IsPow2(FrameCount))
        {
            throw new ArgumentOutOfRangeException(nameof(FrameCount), FrameCount, "FrameCount must be a power of two from 64 to 65536.");
        }
    }
}
