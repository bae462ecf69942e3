using System.Text;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>Keeps a copy of each packet.</summary>
internal struct PacketLog(List<ReceivedPacket> packets) : IPacketHandler
{
    public readonly List<ReceivedPacket> Packets => packets;

    /// <summary>Each packet's line and text, such as "Ahello".</summary>
    public readonly string[] Texts => [.. packets.Select(static packet => packet.Line + Encoding.UTF8.GetString(packet.Bytes))];

    public readonly void OnPacket(in Packet packet) => packets.Add(new ReceivedPacket((Line)packet.Group, packet.Bytes.ToArray(), packet.RxNs));
}
