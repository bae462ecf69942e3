using System.Buffers.Binary;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>
/// UDP payloads of a little-endian pcap or pcapng file of Ethernet frames with IPv4. Just enough to check decoding against
/// real bytes without the product's own reader.
/// </summary>
internal static class CapturedPackets
{
    private const uint PcapMagic = 0xA1B2C3D4;
    private const uint EnhancedPacketBlock = 6;
    private const int EthernetBytes = 14;
    private const int UdpBytes = 8;

    public static List<byte[]> Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        IEnumerable<Range> frames = BinaryPrimitives.ReadUInt32LittleEndian(file) == PcapMagic ? PcapFrames(file) : PcapNgFrames(file);
        return [.. frames.Select(frame => UdpPayload(file.AsSpan(frame)))];
    }

    private static List<Range> PcapFrames(ReadOnlySpan<byte> file)
    {
        List<Range> frames = [];
        int at = 24;
        while (at < file.Length)
        {
            int captured = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 8)..]);
            frames.Add(new Range(at + 16, at + 16 + captured));
            at += 16 + captured;
        }

        return frames;
    }

    private static List<Range> PcapNgFrames(ReadOnlySpan<byte> file)
    {
        List<Range> frames = [];
        for (int at = 0; at < file.Length; at += BinaryPrimitives.ReadInt32LittleEndian(file[(at + 4)..]))
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(file[at..]) != EnhancedPacketBlock) continue;
            int captured = BinaryPrimitives.ReadInt32LittleEndian(file[(at + 20)..]);
            frames.Add(new Range(at + 28, at + 28 + captured));
        }

        return frames;
    }

    private static byte[] UdpPayload(ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> ip = frame[EthernetBytes..];
        ReadOnlySpan<byte> udp = ip[((ip[0] & 0xF) * 4)..];
        return udp[UdpBytes..BinaryPrimitives.ReadUInt16BigEndian(udp[4..])].ToArray();
    }
}
