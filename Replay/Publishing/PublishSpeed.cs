namespace FeedHandler.Replay.Publishing;

/// <summary>When packets are due.</summary>
public readonly record struct PublishSpeed
{
    private const double NsPerSecond = 1e9;

    private PublishSpeed(double factor, double packetsPerSecond)
    {
        Factor = factor;
        PacketsPerSecond = packetsPerSecond;
    }

    /// <summary>How many times faster than the capture; 0 when its times do not matter.</summary>
    public double Factor { get; }

    /// <summary>Packets a second of both lines together, evenly spaced; 0 when there is no fixed rate.</summary>
    public double PacketsPerSecond { get; }

    /// <summary>Whether packets go out one after another without waiting.</summary>
    public bool IsUnpaced => Factor == 0 && PacketsPerSecond == 0;

    /// <summary>With the capture's own timing.</summary>
    /// <param name="factor">How many times faster than it happened, above 0.</param>
    public static PublishSpeed OfCapture(double factor = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        return new PublishSpeed(factor, 0);
    }

    /// <summary>At a fixed rate.</summary>
    /// <param name="packetsPerSecond">Packets a second, above 0.</param>
    public static PublishSpeed OfRate(double packetsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(packetsPerSecond);
        return new PublishSpeed(0, packetsPerSecond);
    }

    /// <summary>As fast as it can.</summary>
    public static PublishSpeed Unpaced => default;

    /// <summary>
    /// When a packet is due, in nanoseconds from the start. It follows from the packet's own place, never from when the one before it went
    /// out, so that lateness does not add up.
    /// </summary>
    /// <param name="index">The packet's number, from 0, over all loops.</param>
    /// <param name="captureNs">Its time in the capture from the first packet, in nanoseconds, over all loops.</param>
    public long DueNs(long index, long captureNs) =>
        Factor > 0 ? (long)(captureNs / Factor) : PacketsPerSecond > 0 ? (long)(index * (NsPerSecond / PacketsPerSecond)) : 0;
}
