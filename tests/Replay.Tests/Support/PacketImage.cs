using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Frames to the two lines of CME's channel 340.</summary>
internal static class PacketImage
{
    private static readonly UdpEndpoint Source = UdpEndpoint.OfIPv4(0x0A000001, 40000);

    /// <summary>A frame whose payload begins with a name and goes on for a while.</summary>
    public static byte[] Of(Line line, char name, int payloadBytes = 100)
    {
        byte[] payload = new byte[payloadBytes];
        payload[0] = (byte)name;
        UdpEndpoint destination = line == Line.A ? UdpEndpoint.OfIPv4(0xE0001F40, 14340) : UdpEndpoint.OfIPv4(0xE0002040, 15340);
        byte[] frame = new byte[UdpFrameWriter.HeaderBytes + payloadBytes];
        new UdpFrameWriter(Source, destination).Write(payload, frame);
        return frame;
    }
}
