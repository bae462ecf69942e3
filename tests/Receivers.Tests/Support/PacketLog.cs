using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>Keeps a copy of each packet.</summary>
/// <param name="packets">Where they go.</param>
/// <param name="groups">The receiver's groups, which say what a packet's group is.</param>
internal struct PacketLog(List<ReceivedPacket> packets, IReadOnlyList<LineGroup> groups) : IPacketHandler
{
    public readonly List<ReceivedPacket> Packets => packets;

    /// <summary>Each packet's line and text, such as "Ahello".</summary>
    public readonly string[] Texts => [.. packets.Select(static packet => packet.Text)];

    public readonly void OnPacket(in Packet packet) => packets.Add(new ReceivedPacket(groups[packet.Group].Line, packet.Bytes.ToArray(), packet.RxNs));

    public readonly void OnGaveUp(int group, ulong first, ulong next)
    {
    }
}
