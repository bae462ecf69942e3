namespace FeedHandler.Core.Packets;

/// <summary>What a receiver hands its packets to; a struct type argument, so that the call is direct.</summary>
public interface IPacketHandler
{
    /// <summary>Takes one packet. Its bytes are valid only during the call.</summary>
    /// <param name="packet">The packet.</param>
    void OnPacket(in Packet packet);
}
