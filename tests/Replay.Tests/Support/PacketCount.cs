using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Counts packets by line.</summary>
internal struct PacketCount : IPacketHandler
{
    public int LineA;
    public int LineB;

    public void OnPacket(in Packet packet)
    {
        if (packet.Group == 0) LineA++;
        else LineB++;
    }

    public readonly void OnGaveUp(int group, ulong first, ulong next)
    {
    }
}
