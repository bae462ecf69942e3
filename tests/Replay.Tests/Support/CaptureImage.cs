namespace FeedHandler.Replay.Tests.Support;

/// <summary>A small valid capture.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="RecordEnds">Where each record ends.</param>
/// <param name="CleanEnds">Where the file may be cut without harm: behind the header, each record, each block.</param>
public sealed record CaptureImage(string Name, byte[] Bytes, int[] RecordEnds, int[] CleanEnds)
{
    /// <summary>Captures of every format, byte order and kind of record.</summary>
    public static IEnumerable<CaptureImage> All()
    {
        foreach (bool isBigEndian in (bool[])[false, true])
        {
            foreach (uint magic in (uint[])[0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34]) yield return Pcap(isBigEndian, magic);
            yield return PcapNg(isBigEndian);
            yield return Noted(isBigEndian);
        }

        CaptureImage first = PcapNg(isBigEndian: false);
        CaptureImage second = PcapNg(isBigEndian: true);
        int shift = first.Bytes.Length;
        yield return new CaptureImage(
            "pcapng of two sections",
            [.. first.Bytes, .. second.Bytes],
            [.. first.RecordEnds, .. second.RecordEnds.Select(offset => offset + shift)],
            [.. first.CleanEnds, .. second.CleanEnds.Select(offset => offset + shift)]);
    }

    public override string ToString() => Name;

    private static CaptureImage Pcap(bool isBigEndian, uint magic)
    {
        PcapImage image = new PcapImage(isBigEndian, magic)
            .Record(100, 1, FrameImage.Ethernet(FrameImage.UdpIPv4()))
            .Record(100, 2, [])
            .Record(101, 3, FrameImage.Ethernet(FrameImage.UdpIPv6(), 0x86DD));
        return new CaptureImage($"pcap {magic:X8}, {OrderOf(isBigEndian)}", image.ToArray(), [.. image.RecordEnds], [24, .. image.RecordEnds]);
    }

    private static CaptureImage PcapNg(bool isBigEndian)
    {
        PcapNgImage image = new PcapNgImage(isBigEndian).Interface(9).Interface(6, offsetSeconds: 5, hasEnd: false);
        image.Enhanced(0, 1, FrameImage.Ethernet(FrameImage.UdpIPv4()), options: image.Body().U16(2).U16(4).U32(1).U16(0).U16(0));
        image.Simple(6, [1, 2, 3, 4, 5, 6]).Obsolete(1, 2, [1, 2, 3]).Block(5, image.Body().U32(0).U32(0).U32(0));
        image.Enhanced(1, 3, FrameImage.Ethernet(FrameImage.UdpIPv6(), 0x86DD));
        return new CaptureImage($"pcapng, {OrderOf(isBigEndian)}", image.ToArray(), [.. image.RecordEnds], [.. image.BlockEnds]);
    }

    private static CaptureImage Noted(bool isBigEndian)
    {
        PcapNgImage image = new PcapNgImage(isBigEndian, (4, "feedhandler record"), (1, "gaps noted")).Interface(9);
        byte[] frame = FrameImage.Ethernet(FrameImage.UdpIPv4());
        image.Enhanced(0, 1, frame, options: image.Options((1, "feedhandler gave-up 5..7"), (1, "seen"), (1, "feedhandler gave-up 9..10")));
        image.Enhanced(0, 2, frame, options: image.Options((1, "feedhandler gave-up 11..18446744073709551615")));
        return new CaptureImage($"pcapng with notes, {OrderOf(isBigEndian)}", image.ToArray(), [.. image.RecordEnds], [.. image.BlockEnds]);
    }

    private static string OrderOf(bool isBigEndian) => isBigEndian ? "big-endian" : "little-endian";
}
