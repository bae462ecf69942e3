using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect;

/// <summary>A packet and what is known of it besides its messages. A ref struct: it lives until the next one is read.</summary>
internal readonly ref struct InspectedPacket
{
    /// <summary>Which UDP datagram of the captures it is, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The datagram.</summary>
    public required UdpDatagram Datagram { get; init; }

    /// <summary>What its destination carries; null when not known.</summary>
    public FeedGroup? Feed { get; init; }

    /// <summary>The line of its destination; null when not known.</summary>
    public Line? Line => Feed?.Line;

    /// <summary>How it is split; null when no framing fits.</summary>
    public PacketFraming? Framing { get; init; }

    /// <summary>Its header.</summary>
    public PacketHead Head { get; init; }

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> Payload => Datagram.Payload;
}
