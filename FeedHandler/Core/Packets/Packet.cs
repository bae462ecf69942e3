namespace FeedHandler.Core.Packets;

/// <summary>
/// One datagram's payload as it left the wire, and the group by which it came. A ref struct: it cannot be stored, so nobody keeps a receive buffer by
/// accident.
/// </summary>
/// <param name="bytes">The payload, from the venue's packet header to its last byte.</param>
/// <param name="rxNs">When it was received, in nanoseconds since the Unix epoch: the capture's or the kernel's time stamp; 0 when it has none.</param>
/// <param name="group">The group by which it came, see <see cref="Group"/>.</param>
public readonly ref struct Packet(ReadOnlySpan<byte> bytes, long rxNs, int group)
{
    /// <summary>The payload, from the venue's packet header to its last byte.</summary>
    public readonly ReadOnlySpan<byte> Bytes = bytes;

    /// <summary>When it was received, in nanoseconds since the Unix epoch.</summary>
    public readonly long RxNs = rxNs;

    /// <summary>The group by which it came: its place in the receiver's list, from 0. What the group carries is in the <see cref="FeedMap"/>.</summary>
    public readonly int Group = group;
}
