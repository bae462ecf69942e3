using System.Diagnostics;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Frames;

/// <summary>What another program finds in the same frames: tshark, where it is installed.</summary>
public sealed class SecondReaderTests
{
    /// <summary>Pseudowires without a control word, which it opens only for makers of cards whose addresses it knows.</summary>
    private const int GuessCount = 3;

    private static readonly byte[] Payload = [.. Enumerable.Range(0, 2000).Select(static i => (byte)i)];

    [Test]
    public void TsharkFindsTheSameDatagramsInTunnelsAndFragments()
    {
        string tshark = Require.Tool("tshark");
        byte[][] frames = [.. TunnelTests.Frames(), .. Fragmented()];
        PcapImage image = new();
        for (int i = 0; i < frames.Length; i++) image.Record((uint)i + 1, 0, frames[i]);
        using TemporaryFile file = new(image.ToArray());

        string[] seen = Read(tshark, file.Path);
        string[] found = [.. Found(frames)];

        Assert.That(seen, Has.Length.EqualTo(found.Length));
        Assert.That(seen.Count(static payload => payload.Length > 0), Is.GreaterThan(25));
        string[] unseen = [.. found.Where((payload, index) => payload != seen[index])];
        Assert.That(unseen, Has.Length.LessThanOrEqualTo(GuessCount));
        Assert.That(found.Where((payload, index) => seen[index].Length > 0 && payload != seen[index]), Is.Empty);
    }

    private static IEnumerable<byte[]> Fragmented()
    {
        byte[] udp = FrameImage.Udp(Payload);
        foreach ((int offset, byte[] bytes, bool hasMore) in FragmentImage.Split(udp, 808))
            yield return FrameImage.Ethernet(FragmentImage.IPv4(offset, bytes, hasMore, id: 77, protocol: 17));
        foreach ((int offset, byte[] bytes, bool hasMore) in FragmentImage.Split(udp, 808).Reverse())
            yield return FrameImage.Ethernet(FragmentImage.IPv6(offset, bytes, hasMore, id: 78), 0x86DD);
        foreach ((int offset, byte[] bytes, bool hasMore) in FragmentImage.Split(TunnelImage.Gre(0x0800, FrameImage.IPv4(udp)), 1208))
            yield return FrameImage.Ethernet(FragmentImage.IPv4(offset, bytes, hasMore, id: 79, protocol: 47));
    }

    private static IEnumerable<string> Found(byte[][] frames)
    {
        FrameDecoder decoder = new();
        foreach (byte[] frame in frames)
        {
            bool isFound = decoder.TryGetUdp(new CaptureRecord(frame, 1, frame.Length, LinkType.Ethernet, 0), out UdpDatagram datagram);
            yield return isFound ? Convert.ToHexStringLower(datagram.Payload) : "";
        }
    }

    // The last of a frame's datagrams is the innermost. What goes to the feed's port is of no protocol that tshark knows.
    private static string[] Read(string tshark, string path)
    {
        string[] arguments =
        [
            "-n", "-r", path, "-d", "udp.port==8472,vxlan", "--disable-protocol", "quic", "-E", "occurrence=l", "-T", "fields", "-e", "udp.payload",
        ];
        ProcessStartInfo start = new(tshark, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, error.Result);
        return [.. output.TrimEnd('\n').Split('\n')];
    }
}
