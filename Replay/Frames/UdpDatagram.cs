using System.Net;

namespace FeedHandler.Replay.Frames;

/// <summary>A UDP datagram within a captured frame.</summary>
public readonly ref struct UdpDatagram
{
    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The source address: 4 or 16 bytes in network order.</summary>
    public ReadOnlySpan<byte> Source { get; init; }

    /// <summary>The destination address: 4 or 16 bytes in network order.</summary>
    public ReadOnlySpan<byte> Destination { get; init; }

    /// <summary>The source port.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>The destination port.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>What the frame holds behind the IP packet: padding, then perhaps a capture trailer.</summary>
    public ReadOnlySpan<byte> Excess { get; init; }

    /// <summary>The destination as a value to compare and to print. Allocates.</summary>
    /// <returns>The end point.</returns>
    public IPEndPoint ToDestination() => new(new IPAddress(Destination), DestinationPort);
}
