using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>Counts packets and their bytes, and allocates nothing.</summary>
internal struct PacketCount : IPacketHandler
{
    public long Count;
    public long Bytes;

    public void OnPacket(in Packet packet)
    {
        Count++;
        Bytes += packet.Bytes.Length;
    }

    public readonly void OnGaveUp(int group, ulong first, ulong next)
    {
    }
}
