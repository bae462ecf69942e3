using System.Buffers.Binary;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Writing;

namespace FeedHandler.Host.Tests.Support;

/// <summary>A capture as a tap behind tunnels would have it: each frame within VXLAN, and that cut up on its way where it is long.</summary>
internal static class WrappedCapture
{
    private const int EthernetBytes = 14;
    private const int IpBytes = 20;
    private const int PartBytes = 200; // a multiple of eight
    private const int TcpBytes = 20;
    private const int SegmentBytes = 333;
    private const long FirstNumber = 0xFFFF_FF00; // numbers go round soon

    /// <summary>Writes it.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="to">The file to write.</param>
    public static void Write(string path, string to)
    {
        using CaptureFile file = CaptureFile.Open(path);
        using FileStream stream = File.Create(to);
        using PcapWriter writer = new(stream);
        CaptureReader reader = file.CreateReader();
        while (reader.TryRead(out CaptureRecord record))
        {
            byte[] udp = Udp(record.Bytes);
            for (int offset = 0; offset < udp.Length; offset += PartBytes) writer.Write(Part(udp, offset, (ushort)reader.RecordCount), record.TimestampNs);
        }
    }

    /// <summary>Writes the packets of the capture's first line as CME DataMine sells them.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="to">The file to write.</param>
    public static void WriteDataMine(string path, string to)
    {
        using CaptureFile file = CaptureFile.Open(path);
        using FileStream stream = File.Create(to);
        CaptureReader reader = file.CreateReader();
        FrameDecoder decoder = new();
        UdpEndpoint? first = null;
        while (reader.TryRead(out CaptureRecord record))
        {
            if (!decoder.TryGetUdp(in record, out UdpDatagram datagram) || datagram.Destination != (first ??= datagram.Destination)) continue;
            stream.Write(BitConverter.GetBytes((ushort)datagram.Payload.Length));
            stream.Write(datagram.Payload);
        }
    }

    /// <summary>Writes the packets of the capture's first line as a TCP session of a replay has them, in segments that do not keep to packets, some of them twice.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="to">The file to write.</param>
    /// <param name="lostSegment">Which segment is left out; -1 for none.</param>
    public static void WriteTcp(string path, string to, int lostSegment = -1)
    {
        WriteDataMine(path, to);
        byte[] bytes = File.ReadAllBytes(to);
        using FileStream stream = File.Create(to);
        using PcapWriter writer = new(stream);
        for (int i = 0, at = 0; at < bytes.Length; i++, at += SegmentBytes)
        {
            byte[] frame = Segment(bytes.AsSpan(at, Math.Min(SegmentBytes, bytes.Length - at)), (uint)(FirstNumber + at));
            if (i == lostSegment) continue;
            writer.Write(frame, i);
            if (i % 5 == 0) writer.Write(frame, i);
        }
    }

    private static byte[] Segment(ReadOnlySpan<byte> bytes, uint number)
    {
        byte[] segment = new byte[TcpBytes + bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, 10310);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), 40000);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), number);
        (segment[12], segment[13]) = (5 << 4, 16);
        bytes.CopyTo(segment.AsSpan(TcpBytes));
        byte[] frame = new byte[EthernetBytes + IpBytes + segment.Length];
        frame[12] = 8; // IPv4
        Span<byte> packet = frame.AsSpan(EthernetBytes);
        (packet[0], packet[8], packet[9]) = (0x45, 64, 6);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], 0x0A00_0001);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], 0x0A00_0002);
        segment.CopyTo(packet[IpBytes..]);
        return frame;
    }

    private static byte[] Udp(ReadOnlySpan<byte> frame)
    {
        byte[] udp = new byte[16 + frame.Length];
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(2), 4789);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(4), (ushort)udp.Length);
        udp[8] = 8; // there is a number of a network
        frame.CopyTo(udp.AsSpan(16));
        return udp;
    }

    private static byte[] Part(byte[] udp, int offset, ushort id)
    {
        int length = Math.Min(PartBytes, udp.Length - offset);
        byte[] frame = new byte[EthernetBytes + IpBytes + length];
        frame[12] = 8; // IPv4
        Span<byte> packet = frame.AsSpan(EthernetBytes);
        (packet[0], packet[8], packet[9]) = (0x45, 64, 17);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(IpBytes + length));
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], id);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], (ushort)((offset / 8) | (offset + length < udp.Length ? 0x2000 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(packet[12..], 0x0A00_0001);
        BinaryPrimitives.WriteUInt32BigEndian(packet[16..], 0x0A00_0002);
        udp.AsSpan(offset, length).CopyTo(packet[IpBytes..]);
        return frame;
    }
}
