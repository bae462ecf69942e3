namespace FeedHandler.Core.Packets;

/// <summary>
/// One datagram's payload as it left the wire. A ref struct: it cannot be stored, so nobody keeps a receive buffer by accident.
/// </summary>
/// <param name="bytes">The payload, from the venue's packet header to its last byte.</param>
/// <param name="rxNs">When it was received, in nanoseconds since the Unix epoch: the capture's or the kernel's time stamp.</param>
/// <param name="line">The line it arrived on.</param>
public readonly ref struct Packet(ReadOnlySpan<byte> bytes, long rxNs, Line line)
{
    /// <summary>The payload, from the venue's packet header to its last byte.</summary>
    public readonly ReadOnlySpan<byte> Bytes = bytes;

    /// <summary>When it was received, in nanoseconds since the Unix epoch.</summary>
    public readonly long RxNs = rxNs;

    /// <summary>The line it arrived on.</summary>
    public readonly Line Line = line;
}
