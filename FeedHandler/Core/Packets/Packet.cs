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

/// <summary>What a receiver hands its packets to; a struct type argument, so that the call is direct.</summary>
public interface IPacketHandler
{
    /// <summary>Takes one packet. Its bytes are valid only during the call.</summary>
    /// <param name="packet">The packet.</param>
    void OnPacket(in Packet packet);

    /// <summary>When a recording tells that the feed which made it gave numbers up before the next packet.</summary>
    /// <param name="group">The group of that packet; its channel gave them up.</param>
    /// <param name="first">The first number given up.</param>
    /// <param name="next">The first number behind those given up.</param>
    void OnGaveUp(int group, ulong first, ulong next);

    /// <summary>When a capture tells that packets were cut out of it on purpose before the next packet. Who does not care need not have it.</summary>
    /// <param name="beside">The next packet; its channel lacks those that were cut.</param>
    /// <param name="first">The number of the first that was cut.</param>
    /// <param name="next">The first number behind those that were cut.</param>
    void OnCut(in Packet beside, ulong first, ulong next)
    {
    }
}
