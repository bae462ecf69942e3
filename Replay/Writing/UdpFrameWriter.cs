using System.Buffers.Binary;
using FeedHandler.Replay.Frames;
using static FeedHandler.Core.Frames.FrameFields;

namespace FeedHandler.Replay.Writing;

/// <summary>
/// Wraps payloads in Ethernet, IPv4 and UDP headers with right checksums. A multicast group has the MAC address of RFC 1112; a host has the
/// locally administered 02:00 followed by its IPv4 address. Not padded to Ethernet's least size, as a sender captures its own frames.
/// </summary>
public sealed class UdpFrameWriter
{
    /// <summary>Bytes in front of the payload.</summary>
    public const int HeaderBytes = IPv4Offset + IPv4Bytes + UdpBytes;

    /// <summary>The most bytes of a payload: what IPv4's length can state.</summary>
    public const int PayloadBytesMax = ushort.MaxValue - IPv4Bytes - UdpBytes;

    private const int IPv4Offset = EthernetBytes;
    private const int UdpOffset = IPv4Offset + IPv4Bytes;
    private const int AddressesOffset = IPv4Offset + IPv4SourceOffset;
    private const ushort DoNotFragment = 0x4000;

    private static readonly UdpEndpoint Untold = UdpEndpoint.OfIPv4(0xC0000201, 14000); // 192.0.2.1 of TEST-NET-1 (RFC 5737)
    private readonly byte[] _headers = new byte[HeaderBytes];

    /// <summary>Prepares the headers of what a receiver gave, which does not tell who sent: an address that nobody has stands for it.</summary>
    /// <param name="destination">The group or host, and port.</param>
    /// <exception cref="ArgumentException">The address is of IPv6.</exception>
    public UdpFrameWriter(UdpEndpoint destination)
        : this(Untold, destination)
    {
    }

    /// <summary>Prepares the headers.</summary>
    /// <param name="source">Who sends.</param>
    /// <param name="destination">The group or host, and port.</param>
    /// <param name="timeToLive">Router hops that the packet may take.</param>
    /// <exception cref="ArgumentException">An address is of IPv6.</exception>
    public UdpFrameWriter(UdpEndpoint source, UdpEndpoint destination, byte timeToLive = 16)
    {
        if (source.IsIPv6) throw new ArgumentException($"{source} is of IPv6: give an IPv4 endpoint.", nameof(source));
        if (destination.IsIPv6) throw new ArgumentException($"{destination} is of IPv6: give an IPv4 endpoint.", nameof(destination));
        Span<byte> headers = _headers;
        WriteMac(headers, destination);
        WriteMac(headers[6..], source);
        BinaryPrimitives.WriteUInt16BigEndian(headers[EthernetTypeOffset..], IPv4Type);
        headers[IPv4Offset] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(headers[(IPv4Offset + IPv4FragmentOffset)..], DoNotFragment);
        headers[IPv4Offset + IPv4HopsOffset] = timeToLive;
        headers[IPv4Offset + IPv4ProtocolOffset] = UdpProtocol;
        BinaryPrimitives.WriteUInt32BigEndian(headers[AddressesOffset..], (uint)source.Address);
        BinaryPrimitives.WriteUInt32BigEndian(headers[(IPv4Offset + IPv4DestinationOffset)..], (uint)destination.Address);
        BinaryPrimitives.WriteUInt16BigEndian(headers[UdpOffset..], source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(headers[(UdpOffset + UdpDestinationOffset)..], destination.Port);
    }

    /// <summary>Builds a frame.</summary>
    /// <param name="payload">What it carries, at most <see cref="PayloadBytesMax"/> bytes.</param>
    /// <param name="frame">Where to build it: at least <see cref="HeaderBytes"/> more bytes than the payload, not overlapping it.</param>
    /// <returns>Bytes of the frame.</returns>
    /// <exception cref="ArgumentException">The payload is too long, or the frame does not fit.</exception>
    public int Write(ReadOnlySpan<byte> payload, Span<byte> frame)
    {
        if (payload.Length > PayloadBytesMax)
        {
            throw new ArgumentException($"A payload of {payload.Length} bytes is longer than {PayloadBytesMax}.", nameof(payload));
        }

        int frameBytes = HeaderBytes + payload.Length;
        if (frame.Length < frameBytes) throw new ArgumentException($"The frame needs {frameBytes} bytes and has room for {frame.Length}.", nameof(frame));
        _headers.CopyTo(frame);
        payload.CopyTo(frame[HeaderBytes..]);
        ushort udpLength = (ushort)(UdpBytes + payload.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(IPv4Offset + IPv4LengthOffset)..], (ushort)(IPv4Bytes + udpLength));
        BinaryPrimitives.WriteUInt16BigEndian(frame[(UdpOffset + UdpLengthOffset)..], udpLength);
        ushort headerChecksum = InternetChecksum.Finish(InternetChecksum.Add(0, frame.Slice(IPv4Offset, IPv4Bytes)));
        BinaryPrimitives.WriteUInt16BigEndian(frame[(IPv4Offset + IPv4ChecksumOffset)..], headerChecksum);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(UdpOffset + UdpChecksumOffset)..], UdpChecksum(frame[..frameBytes], udpLength));
        return frameBytes;
    }

    /// <summary>Over the addresses, protocol and length, then header and payload. Zero means none, so that a sum of zero is sent as all ones.</summary>
    private static ushort UdpChecksum(ReadOnlySpan<byte> frame, ushort udpLength)
    {
        ulong sum = InternetChecksum.Add((ulong)UdpProtocol + udpLength, frame.Slice(AddressesOffset, 8));
        ushort checksum = InternetChecksum.Finish(InternetChecksum.Add(sum, frame[UdpOffset..]));
        return checksum == 0 ? ushort.MaxValue : checksum;
    }

    private static void WriteMac(Span<byte> mac, UdpEndpoint endpoint)
    {
        uint address = (uint)endpoint.Address;
        BinaryPrimitives.WriteUInt16BigEndian(mac, endpoint.IsMulticast ? (ushort)0x0100 : (ushort)0x0200);
        BinaryPrimitives.WriteUInt32BigEndian(mac[2..], endpoint.IsMulticast ? 0x5E00_0000 | (address & 0x7F_FFFF) : address);
    }
}

/// <summary>The checksum of IPv4 and UDP (RFC 1071): the complement of the ones' complement sum of big-endian 16-bit words.</summary>
internal static class InternetChecksum
{
    /// <summary>Adds words; an odd byte at the end is the upper half of a word.</summary>
    internal static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ushort))
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    /// <summary>Folds the carries and complements.</summary>
    internal static ushort Finish(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
