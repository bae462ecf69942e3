using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Writes down the first byte, the line and the time of each packet, and what was given up before it.</summary>
internal readonly struct PacketLog(List<string> seen) : IPacketHandler
{
    public List<string> Seen => seen;

    public void OnPacket(in Packet packet) => seen.Add($"{(char)packet.Bytes[0]}{(Line)packet.Group}{packet.RxNs}");

    public void OnGaveUp(int group, ulong first, ulong next) => seen.Add($"{(Line)group} gave up {first}..{next}");
}
