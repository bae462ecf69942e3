using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Core.Frames;
using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Frames;

/// <summary>One end of a UDP flow.</summary>
/// <param name="Address">The address as a number, most significant byte first on the wire; an IPv4 address is in the low 32 bits.</param>
/// <param name="Port">The port.</param>
/// <param name="IsIPv6">Whether the address is of IPv6.</param>
public readonly record struct UdpEndpoint(UInt128 Address, ushort Port, bool IsIPv6)
{
    /// <summary>An IPv4 endpoint.</summary>
    /// <param name="address">The address in host order: 224.0.31.1 is 0xE0001F01.</param>
    /// <param name="port">The port.</param>
    public static UdpEndpoint OfIPv4(uint address, ushort port) => new(address, port, IsIPv6: false);

    /// <summary>Whether this is a multicast group: 224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast => IsIPv6 ? (byte)(Address >> 120) == 0xFF : (uint)Address >> 28 == 0xE;

    /// <summary>Reads `224.0.31.64:14340` or `[ff02::1]:14340`.</summary>
    /// <param name="text">The text; address and port are both needed, and the address written out.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>Whether the text was one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out UdpEndpoint endpoint)
    {
        endpoint = default;
        if (!AddressText.TryParseEndPoint(text, out IPEndPoint? parsed)) return false;
        bool isIPv6 = parsed.AddressFamily == AddressFamily.InterNetworkV6;
        endpoint = new UdpEndpoint(NumberOf(parsed.Address), (ushort)parsed.Port, isIPv6);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    [SuppressMessage("Globalization", "CA1305", Justification = "Addresses and ports are written the same everywhere.")]
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return new IPEndPoint(new IPAddress(IsIPv6 ? bytes : bytes[12..]), Port).ToString();
    }

    /// <summary>Who sent a datagram.</summary>
    internal static UdpEndpoint SourceOf(ReadOnlySpan<byte> frame, in FrameLayout layout) =>
        new(NumberOf(layout.SourceOf(frame), in layout), layout.SourcePortOf(frame), layout.IsIPv6);

    /// <summary>Where it was sent.</summary>
    internal static UdpEndpoint DestinationOf(ReadOnlySpan<byte> frame, in FrameLayout layout) =>
        new(NumberOf(layout.DestinationOf(frame), in layout), layout.DestinationPortOf(frame), layout.IsIPv6);

    // An endpoint has an IPv4 address in its low 32 bits alone.
    private static UInt128 NumberOf(UInt128 address, in FrameLayout layout) => layout.IsIPv6 ? address : (uint)address;

    private static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        _ = address.TryWriteBytes(isIPv4 ? bytes[12..] : bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
