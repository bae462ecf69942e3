namespace FeedHandler.Core.Packets;

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
}
