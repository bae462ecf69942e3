using FeedHandler.Codecs.Dynamic;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Inspect.Framing;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect;

/// <summary>A packet and what is known of it besides its messages. A ref struct: it lives until the next one is read.</summary>
internal readonly ref struct InspectedPacket
{
    /// <summary>Which UDP datagram of the captures it is, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The datagram.</summary>
    public required UdpDatagram Datagram { get; init; }

    /// <summary>What stands beside its frame in the capture, such as comments.</summary>
    public CaptureOptions Options { get; init; }

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

/// <summary>A message of a packet before it is decoded.</summary>
/// <param name="Index">Which message of the packet, from 0.</param>
/// <param name="Frame">Where it lies.</param>
/// <param name="Header">What its header says.</param>
internal readonly record struct InspectedMessage(int Index, MessageFrame Frame, DynamicHeader Header);

/// <summary>Decodes a message where it lies, with the schema's header or the venue's own.</summary>
internal static class MessageDecoding
{
    /// <summary>Decodes.</summary>
    /// <typeparam name="TVisitor">A struct, so that calls are direct.</typeparam>
    /// <param name="decoder">The schema's.</param>
    /// <param name="payload">The packet.</param>
    /// <param name="frame">The message in it.</param>
    /// <param name="header">What its header says.</param>
    /// <param name="visitor">Receives the elements; their offsets count from the frame's header.</param>
    public static DynamicDecodeResult Decode<TVisitor>(
        DynamicDecoder decoder, ReadOnlySpan<byte> payload, in MessageFrame frame, in DynamicHeader header, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        ReadOnlySpan<byte> message = payload[frame.HeaderOffset..frame.End];
        return frame.HasOwnHeader ? decoder.DecodeBody(message, header, ref visitor) : decoder.Decode(message, ref visitor);
    }

    /// <summary>Where the next message begins.</summary>
    public static int NextOffset(in MessageFrame frame, in DynamicDecodeResult result) =>
        frame.HasLength ? frame.End : frame.HeaderOffset + result.Length;
}
