using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Allocation.Captures;

/// <summary>
/// Writes arrivals as a classic pcap file with nanoseconds: Ethernet, IPv4 and UDP to one multicast address per line (libpcap savefile format,
/// RFC 791, RFC 768).
/// </summary>
internal static class CaptureWriter
{
    private const uint NanosecondMagic = 0xA1B23C4D;
    private const int FrameHeaderBytes = 14 + 20 + 8;
    private const long NsPerSecond = 1_000_000_000;

    public static void Write(string path, IEnumerable<Arrival> arrivals)
    {
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(NanosecondMagic);
        writer.Write((ushort)2); // version 2.4
        writer.Write((ushort)4);
        writer.Write(0L); // time zone and accuracy, unused
        writer.Write(65535); // longest frame kept
        writer.Write(1); // Ethernet
        foreach (Arrival arrival in arrivals) Write(writer, arrival);
    }

    private static void Write(BinaryWriter writer, in Arrival arrival)
    {
        int frameBytes = FrameHeaderBytes + arrival.Bytes.Length;
        writer.Write((uint)(arrival.RxNs / NsPerSecond));
        writer.Write((uint)(arrival.RxNs % NsPerSecond));
        writer.Write(frameBytes);
        writer.Write(frameBytes);
        Span<byte> headers = stackalloc byte[FrameHeaderBytes];
        FillHeaders(headers, arrival.Line, arrival.Bytes.Length);
        writer.Write(headers);
        writer.Write(arrival.Bytes.Span);
    }

    private static void FillHeaders(Span<byte> headers, Line line, int payloadBytes)
    {
        headers.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(headers[12..], 0x0800); // IPv4
        Span<byte> ip = headers[14..];
        ip[0] = 0x45; // version 4, five words
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(20 + 8 + payloadBytes));
        ip[8] = 16; // hops
        ip[9] = 17; // UDP
        ReadOnlySpan<byte> destination = [224, 0, 31, line == Line.A ? (byte)1 : (byte)2];
        destination.CopyTo(ip[16..]);
        Span<byte> udp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], line == Line.A ? (ushort)14310 : (ushort)15310);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + payloadBytes));
    }
}
