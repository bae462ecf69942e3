using System.Buffers.Binary;
using System.Net;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// Writes payloads as Ethernet frames with IPv4 (RFC 791) and UDP (RFC 768) headers and right checksums, to one multicast destination. The same
/// payloads in the same order give the same bytes.
/// </summary>
internal sealed class LineFrames
{
    /// <summary>The bytes before the payload: Ethernet 14, IPv4 20, UDP 8.</summary>
    public const int HeaderBytes = 42;

    private const int EthernetBytes = 14;
    private const int Ipv4Bytes = 20;
    private const byte UdpProtocol = 17;
    private readonly byte[] _frame = new byte[HeaderBytes + ushort.MaxValue];

    /// <summary>Fixes the addresses of all frames.</summary>
    /// <param name="source">The sender, IPv4.</param>
    /// <param name="destination">The multicast group, IPv4, 224.0.0.0 to 239.255.255.255.</param>
    /// <exception cref="ArgumentException">An address is not IPv4, or the destination is not a multicast group.</exception>
    public LineFrames(IPEndPoint source, IPEndPoint destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        if (!source.Address.TryWriteBytes(_frame.AsSpan(26, 4), out var sourceBytes) || sourceBytes != 4)
            throw new ArgumentException($"{source} is not an IPv4 address; frames are written with IPv4.", nameof(source));
        if (!destination.Address.TryWriteBytes(_frame.AsSpan(30, 4), out var destinationBytes) || destinationBytes != 4 || _frame[30] is < 224 or > 239)
            throw new ArgumentException($"{destination} is not an IPv4 multicast group; give one from 224.0.0.0 to 239.255.255.255.", nameof(destination));
        WriteEthernet();
        _frame[14] = 0x45; // version 4, five words
        _frame[20] = 0x40; // do not fragment
        _frame[22] = 16; // time to live
        _frame[23] = UdpProtocol;
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(34), (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(36), (ushort)destination.Port);
    }

    /// <summary>Makes a frame.</summary>
    /// <param name="payload">The UDP payload, at most 65,507 bytes.</param>
    /// <returns>The frame without its check sequence; valid until the next call.</returns>
    /// <exception cref="ArgumentException">The payload is too long for a datagram.</exception>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> payload)
    {
        const int payloadBytesMax = ushort.MaxValue - Ipv4Bytes - 8;
        if (payload.Length > payloadBytesMax)
            throw new ArgumentException($"a payload of {payload.Length} bytes; a datagram holds {payloadBytesMax}.", nameof(payload));
        payload.CopyTo(_frame.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(16), (ushort)(Ipv4Bytes + 8 + payload.Length));
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(38), (ushort)(8 + payload.Length));
        WriteChecksums(8 + payload.Length);
        return _frame.AsSpan(0, HeaderBytes + payload.Length);
    }

    // A group's address carries the low 23 bits of the IPv4 address behind 01-00-5E (RFC 1112, section 6.4).
    private void WriteEthernet()
    {
        ReadOnlySpan<byte> destination = [0x01, 0x00, 0x5E, (byte)(_frame[31] & 0x7F), _frame[32], _frame[33]];
        ReadOnlySpan<byte> source = [0x02, 0x00, .. _frame.AsSpan(26, 4)]; // locally administered
        destination.CopyTo(_frame);
        source.CopyTo(_frame.AsSpan(6));
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(12), 0x0800);
    }

    private void WriteChecksums(int udpBytes)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(24), 0);
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(24), Folded(Sum(_frame.AsSpan(EthernetBytes, Ipv4Bytes))));
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(40), 0);
        var sum = Sum(_frame.AsSpan(26, 8)) + UdpProtocol + (uint)udpBytes + Sum(_frame.AsSpan(34, udpBytes));
        var checksum = Folded(sum);
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(40), checksum == 0 ? ushort.MaxValue : checksum); // 0 would mean: none
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return bytes.IsEmpty ? sum : sum + ((uint)bytes[0] << 8);
    }

    private static ushort Folded(uint sum)
    {
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
