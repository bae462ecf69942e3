using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Fragments;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Frames;

/// <summary>Fragments of IP packets in captures are put together (RFC 791 section 3.2, RFC 815, RFC 8200 section 4.5).</summary>
public sealed class ReassemblyTests
{
    private const long SecondNs = 1_000_000_000;
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 3000).Select(static i => (byte)(i * 7))];
    private static readonly byte[] Udp = FrameImage.Udp(Payload);
    private readonly FrameDecoder _decoder = new();
    private readonly List<(byte[] Payload, long TimeNs)> _given = [];

    [SetUp]
    public void Begin()
    {
        _decoder.Reset();
        _decoder.Origin = 0;
        _given.Clear();
    }

    [TestCase(false, "012")]
    [TestCase(false, "021")]
    [TestCase(false, "102")]
    [TestCase(false, "120")]
    [TestCase(false, "201")]
    [TestCase(false, "210")]
    [TestCase(true, "012")]
    [TestCase(true, "210")]
    [TestCase(true, "102")]
    public void FragmentsInAnyOrderMakeADatagramAtTheTimeOfTheLastThatCame(bool isIPv6, string order)
    {
        byte[][] fragments = isIPv6 ? Split6(Udp, 1208) : Split(Udp, 1208);
        for (int i = 0; i < order.Length; i++) Take(fragments[order[i] - '0'], 100 + i);

        Assert.That(_given, Has.Count.EqualTo(1));
        Assert.That(_given[0].Payload, Is.EqualTo(Payload));
        Assert.That(_given[0].TimeNs, Is.EqualTo(102));
        Assert.That((Counters.Udp, Counters.Fragments, Counters.Reassembled, Counters.IncompleteDatagrams), Is.EqualTo((1, 2, 1, 0)));
    }

    [Test]
    public void ADuplicateIsCountedAndChangesNothing()
    {
        byte[][] fragments = Split(Udp, 1208);
        foreach (int index in (int[])[0, 0, 1, 1, 2]) Take(fragments[index]);

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
        Assert.That((Counters.FragmentDuplicates, Counters.FragmentOverlaps), Is.EqualTo((2, 0)));
    }

    [Test]
    public void OfBytesThatOverlapTheFirstAreKeptAndItIsTold()
    {
        byte[][] fragments = Split(Udp, 1208);
        Take(fragments[0]);
        Take(Fragment(800, [.. Enumerable.Repeat((byte)0xEE, 408)], hasMore: true)); // other bytes where there are some
        Take(fragments[1]);
        Take(fragments[2]);

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
        Assert.That((Counters.FragmentDuplicates, Counters.FragmentOverlaps), Is.EqualTo((0, 1)));
        Assert.That(FrameWords.FragmentFaults(Counters).Single(), Does.StartWith("1 fragment overlapped").And.Contain("may be an attack"));
    }

    [Test]
    public void AnOverlapInPartFillsWhatWasMissingAndIsTold()
    {
        Take(Fragment(0, Udp[..1208], hasMore: true));
        Take(Fragment(1000, Udp[1000..], hasMore: false));

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
        Assert.That(Counters.FragmentOverlaps, Is.EqualTo(1));
    }

    [Test]
    public void ASecondEndThatContradictsTheFirstIsRefused()
    {
        Take(Fragment(2416, Udp[2416..], hasMore: false));
        Take(Fragment(2416, [.. Udp[2416..], 1], hasMore: false)); // longer
        Take(Fragment(8, Udp[8..16], hasMore: false)); // shorter
        Take(Fragment(0, Udp[..2416], hasMore: true));

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
        Assert.That(Counters.FragmentOverlaps, Is.EqualTo(2));
    }

    [Test]
    public void FragmentsOfDifferentPacketsAreNotMixed()
    {
        byte[] other = FrameImage.Udp([.. Payload.Reverse()]);
        byte[][] first = Split(Udp, 1208, id: 1);
        byte[][] second = Split(other, 1208, id: 2);
        for (int i = 0; i < 3; i++)
        {
            Take(first[i]);
            Take(second[i]);
        }

        Assert.That(_given.Select(static given => given.Payload), Is.EqualTo(new[] { Payload, [.. Payload.Reverse()] }));
    }

    [Test]
    public void FragmentsOfDifferentCapturesAreNotMixed()
    {
        byte[][] fragments = Split(Udp, 1608);
        foreach ((int origin, int index) in ((int, int)[])[(0, 0), (1, 0), (0, 1), (1, 1)])
        {
            _decoder.Origin = origin;
            Take(fragments[index]);
        }

        Assert.That((_given.Count, Counters.FragmentDuplicates), Is.EqualTo((2, 0)));
    }

    [TestCase(30 * SecondNs, 1)]
    [TestCase((30 * SecondNs) + 1, 0)]
    public void AFragmentWaitsForHalfAMinute(long laterNs, int wholeCount)
    {
        byte[][] fragments = Split(Udp, 1608);
        Take(fragments[0], 5);
        Take(fragments[1], 5 + laterNs);

        Assert.That(_given, Has.Count.EqualTo(wholeCount));
        Assert.That(Counters.IncompleteDatagrams, Is.EqualTo(wholeCount == 1 ? 0 : 2), "the first was given up, and the rest never comes");
    }

    [Test]
    public void SoManyPacketsMayBeUnderWayAndTheOldestIsGivenUp()
    {
        byte[] head = Udp[..1608];
        for (int id = 0; id <= Reassembler.CountMax; id++) Take(Fragment(0, head, hasMore: true, (ushort)id));
        Take(Fragment(1608, Udp[1608..], hasMore: false, id: 0));
        Take(Fragment(1608, Udp[1608..], hasMore: false, Reassembler.CountMax));

        Assert.That(_given, Has.Count.EqualTo(1), "the newest alone: the first had been given up");
        Assert.That(Counters.IncompleteDatagrams, Is.EqualTo(Reassembler.CountMax + 1));
        Assert.That(FrameWords.FragmentFaults(Counters).Single(), Does.Contain("could not be put together"));
    }

    private static IEnumerable<TestCaseData> BadFragments()
    {
        yield return new TestCaseData(Fragment(0, new byte[12], hasMore: true)).SetArgDisplayNames("one that others follow, of no whole units, RFC 791");
        yield return new TestCaseData(Fragment(65528, new byte[16], hasMore: false)).SetArgDisplayNames("one beyond the longest packet, RFC 8200");
        yield return new TestCaseData(Fragment(8, [], hasMore: true)).SetArgDisplayNames("one without a byte");
    }

    [TestCaseSource(nameof(BadFragments))]
    public void AFragmentThatCannotBeIsMalformed(byte[] packet)
    {
        Take(packet);

        Assert.That((Counters.Malformed, Counters.IncompleteDatagrams), Is.EqualTo((1, 0)));
    }

    [Test]
    public void APacketThatWouldBeTooLongForItsHeaderIsMalformed()
    {
        for (int offset = 0; offset < 65528; offset += 8184) Take(Fragment(offset, new byte[Math.Min(8184, 65528 - offset)], hasMore: offset + 8184 < 65528));

        Assert.That((Counters.Malformed, _given.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public void AFragmentThatTheCaptureCutIsCut()
    {
        byte[] packet = Split(Udp, 1608)[0];
        _decoder.TryGetUdp(new CaptureRecord(packet.AsSpan(0, 100), 1, packet.Length, LinkType.IPv4, 0), out _);

        Assert.That((Counters.Truncated, Counters.IncompleteDatagrams), Is.EqualTo((1, 0)));
    }

    [Test]
    public void ExtensionHeadersBehindTheFragmentHeaderAreReadOnceTheyAreWhole()
    {
        byte[] options = [17, 0, 1, 4, 0, 0, 0, 0, .. Udp]; // destination options, then UDP (RFC 8200 section 4.6)
        foreach (byte[] fragment in Split6(options, 1208, nextHeader: 60)) Take(fragment, linkType: LinkType.IPv6);

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
    }

    [Test]
    public void ATunnelThatWasCutUpOnItsWayIsOpenedOnceItIsWhole()
    {
        byte[] inner = FrameImage.Ethernet(FrameImage.IPv4(Udp));
        foreach (byte[] fragment in Split(TunnelImage.Gre(TunnelImage.BridgedType, inner), 1208, protocol: 47)) Take(fragment);

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
        Assert.That((Counters[TunnelKind.Gre], Counters.Reassembled, Counters.Fragments, Counters.Udp), Is.EqualTo((1, 1, 2, 1)));
    }

    [Test]
    public void FragmentsWithinFragmentsOfATunnelAreWholeInTheEnd()
    {
        foreach (byte[] part in Split(Udp, 2008, id: 9))
        {
            foreach (byte[] fragment in Split(TunnelImage.Gre(0x0800, part), 808, protocol: 47, id: part[6])) Take(fragment);
        }

        Assert.That(_given.Single().Payload, Is.EqualTo(Payload));
        Assert.That(Counters.IncompleteDatagrams, Is.Zero);
    }

    [Test]
    public void FragmentsWithinTwoTunnelsAreNotMixed()
    {
        byte[][] fragments = Split(Udp, 1608);
        foreach ((ushort session, int index) in ((ushort, int)[])[(1, 0), (2, 0), (1, 1), (2, 1)])
            Take(TunnelImage.ErspanTwo(FrameImage.Ethernet(fragments[index]), session: session), linkType: LinkType.Ethernet);

        Assert.That((_given.Count, Counters.FragmentDuplicates, Counters[TunnelKind.Erspan]), Is.EqualTo((2, 0, 4)));
    }

    [Test]
    public void NothingIsAllocatedOnceThereIsRoom()
    {
        byte[] inner = FrameImage.Ethernet(FrameImage.IPv4(Udp));
        byte[][] frames = Split(TunnelImage.Gre(TunnelImage.BridgedType, inner), 1208, protocol: 47);
        long wholeCount = 0;

        long bytes = AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                foreach (byte[] frame in frames)
                {
                    if (_decoder.TryGetUdp(new CaptureRecord(frame, 1, frame.Length, LinkType.IPv4, 0), out _)) wholeCount++;
                }
            }
        });

        Assert.That(bytes, Is.Zero);
        Assert.That(wholeCount, Is.GreaterThanOrEqualTo(400));
    }

    private FrameCounters Counters => _decoder.Counters;

    private void Take(byte[] packet, long timeNs = 1, LinkType? linkType = null)
    {
        linkType ??= packet[0] >> 4 == 6 ? LinkType.IPv6 : LinkType.IPv4;
        if (_decoder.TryGetUdp(new CaptureRecord(packet, timeNs, packet.Length, linkType.Value, 0), out UdpDatagram datagram))
            _given.Add((datagram.Payload.ToArray(), datagram.TimestampNs));
    }

    private static byte[][] Split(byte[] carried, int size, ushort id = 1, byte protocol = 17) =>
        [.. FragmentImage.Split(carried, size).Select(part => FragmentImage.IPv4(part.Offset, part.Bytes, part.HasMore, id, protocol))];

    private static byte[][] Split6(byte[] carried, int size, byte nextHeader = 17) =>
        [.. FragmentImage.Split(carried, size).Select(part => FragmentImage.IPv6(part.Offset, part.Bytes, part.HasMore, nextHeader))];

    private static byte[] Fragment(int offset, byte[] bytes, bool hasMore, ushort id = 1) => FragmentImage.IPv4(offset, bytes, hasMore, id, protocol: 17);
}
