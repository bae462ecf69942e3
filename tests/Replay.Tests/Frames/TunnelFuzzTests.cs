using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Tests.Frames;

/// <summary>Frames that nobody sends: whatever they are, they are read within what is there, and take no more than bounded room.</summary>
public sealed class TunnelFuzzTests
{
    private const int RoundCount = 150_000;
    private static readonly byte[] Payload = new byte[160];
    private static readonly byte[][] Seeds =
    [
        TunnelImage.GreFrame(0x0800, FrameImage.UdpIPv4(), 0xB000),
        TunnelImage.ErspanTwo(FrameImage.Ethernet(FrameImage.Tag(0x0800, FrameImage.UdpIPv4()), 0x8100)),
        TunnelImage.ErspanThree(FrameImage.Ethernet(FrameImage.UdpIPv6(), 0x86DD), hasSubheader: true),
        TunnelImage.Vxlan(TunnelImage.LabelFrame(FrameImage.UdpIPv4(), 3)),
        TunnelImage.LabelFrame([0, 0, 0, 9, .. FrameImage.Ethernet(FrameImage.UdpIPv4())], 2),
        .. FragmentImage.Split(FrameImage.Udp(Payload), 64).Select(static part => FrameImage.Ethernet(FragmentImage.IPv4(part.Offset, part.Bytes, part.HasMore, 1, 17))),
        .. FragmentImage.Split(FrameImage.Udp(Payload), 64).Select(static part => FrameImage.Ethernet(FragmentImage.IPv6(part.Offset, part.Bytes, part.HasMore), 0x86DD)),
        .. FragmentImage.Split(TunnelImage.Gre(0x0800, FrameImage.UdpIPv4()), 24)
            .Select(static part => FrameImage.Ethernet(FragmentImage.IPv4(part.Offset, part.Bytes, part.HasMore, 2, 47))),
    ];

    [Test]
    public void NoFrameIsReadBeyondItsEndAndEachHasOneOutcome()
    {
        Random random = new(20_260_101);
        FrameDecoder decoder = new() { GivesCut = true, Trailer = TrailerKind.Metamako };
        int givenCount = 0;
        for (int round = 0; round < RoundCount; round++)
        {
            byte[] frame = Mutate(random);
            int wireBytes = random.Next(3) == 0 ? frame.Length + random.Next(100) : frame.Length;
            CaptureRecord record = new(frame, round * 1_000_000L, wireBytes, (LinkType)(random.Next(20) == 0 ? 101 : 1), 0);
            if (!decoder.TryGetUdp(in record, out UdpDatagram datagram)) continue;
            givenCount++;
            _ = datagram.Payload.LastIndexOf((byte)0xA5);
        }

        Assert.That(Enum.GetValues<FrameOutcome>().Sum(outcome => decoder.Counters[outcome]), Is.EqualTo(RoundCount));
        Assert.That(givenCount, Is.GreaterThan(RoundCount / 20), "most is damaged, and some is not");
        Assert.That(Enum.GetValues<TunnelKind>().Where(kind => decoder.Counters[kind] == 0), Is.Empty, "tunnels that were never opened");
        Assert.That(decoder.Counters.Reassembled, Is.Positive);
        Assert.That(decoder.Counters.FragmentOverlaps, Is.Positive);
    }

    // An array of its own length: a read past it throws.
    private static byte[] Mutate(Random random)
    {
        byte[] frame = [.. Seeds[random.Next(Seeds.Length)]];
        if (random.Next(8) == 0) random.NextBytes(frame.AsSpan(random.Next(frame.Length)));
        for (int i = random.Next(4); i > 0; i--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
        if (random.Next(12) == 0) frame[23] = (byte)(random.Next(2) == 0 ? 4 : 41);
        return random.Next(4) == 0 ? frame[..random.Next(frame.Length)] : frame;
    }
}
