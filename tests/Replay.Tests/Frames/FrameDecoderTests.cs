using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Frames;

public sealed class FrameDecoderTests
{
    private static readonly UdpEndpoint Group = UdpEndpoint.OfIPv4(FrameImage.GroupAddress, FrameImage.GroupPort);
    private static readonly UdpEndpoint Group6 = new(new UInt128(0xFF02_0000_0000_0000, FrameImage.GroupAddress6), FrameImage.GroupPort, IsIPv6: true);

    private static IEnumerable<TestCaseData> Carriers()
    {
        byte[] v4 = FrameImage.UdpIPv4();
        byte[] v6 = FrameImage.UdpIPv6();
        yield return Carrier("Ethernet, IPv4", LinkType.Ethernet, FrameImage.Ethernet(v4));
        yield return Carrier("Ethernet, IPv6", LinkType.Ethernet, FrameImage.Ethernet(v6, 0x86DD), isIPv6: true);
        yield return Carrier("VLAN", LinkType.Ethernet, FrameImage.Ethernet(FrameImage.Tag(0x0800, v4), 0x8100));
        foreach (ushort outer in (ushort[])[0x88A8, 0x9100, 0x9200])
        {
            byte[] tagged = FrameImage.Tag(0x8100, FrameImage.Tag(0x86DD, v6));
            yield return Carrier($"double tag {outer:X4}", LinkType.Ethernet, FrameImage.Ethernet(tagged, outer), isIPv6: true);
        }

        yield return Carrier("802.3 with SNAP", LinkType.Ethernet, FrameImage.Ethernet([0xAA, 0xAA, 3, 0, 0, 0, 8, 0, .. v4], 47));
        yield return Carrier("Arista header, 64 bits", LinkType.Ethernet, FrameImage.Ethernet([0, 1, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 2, 8, 0, .. v4], 0xD28B));
        yield return Carrier("Arista header, 48 bits", LinkType.Ethernet, FrameImage.Ethernet([0, 1, 1, 0x21, 0, 1, 0, 0, 0, 2, 8, 0, .. v4], 0xD28B));
        yield return Carrier("Linux cooked", LinkType.LinuxCooked, FrameImage.Cooked(v4));
        yield return Carrier("Linux cooked with VLAN", LinkType.LinuxCooked, FrameImage.Cooked(FrameImage.Tag(0x0800, v4), 0x8100));
        yield return Carrier("Linux cooked 2", LinkType.LinuxCooked2, FrameImage.Cooked2(v4));
        yield return Carrier("Linux cooked 2, IPv6", LinkType.LinuxCooked2, FrameImage.Cooked2(v6, 0x86DD), isIPv6: true);
        yield return Carrier("Linux cooked 2 with VLAN", LinkType.LinuxCooked2, FrameImage.Cooked2(FrameImage.Tag(0x0800, v4), 0x8100));
        foreach (LinkType raw in (LinkType[])[LinkType.RawIp, LinkType.RawIpBsd, LinkType.RawIpOpenBsd])
        {
            yield return Carrier($"{raw}, IPv4", raw, v4);
            yield return Carrier($"{raw}, IPv6", raw, v6, isIPv6: true);
        }

        yield return Carrier("IPv4 link", LinkType.IPv4, v4);
        yield return Carrier("IPv6 link", LinkType.IPv6, v6, isIPv6: true);
        yield return Carrier("Null, little-endian", LinkType.Null, [2, 0, 0, 0, .. v4]);
        yield return Carrier("Null, big-endian", LinkType.Null, [0, 0, 0, 2, .. v4]);
        foreach (byte family in (byte[])[24, 28, 30])
        {
            yield return Carrier($"Null, family {family}", LinkType.Null, [family, 0, 0, 0, .. v6], isIPv6: true);
            yield return Carrier($"Loop, family {family}", LinkType.Loop, [0, 0, 0, family, .. v6], isIPv6: true);
        }

        yield return Carrier("Loop", LinkType.Loop, [0, 0, 0, 2, .. v4]);
        yield return Carrier("IPv4 with options", LinkType.Ethernet, FrameImage.Ethernet(FrameImage.IPv4(FrameImage.Udp(FrameImage.Payload), optionWords: 10)));
        yield return Carrier("padded to 60 bytes", LinkType.Ethernet, [.. FrameImage.Ethernet(v4), 0, 0, 0, 0, 0, 0, 0]);
        yield return Carrier("offloaded, IPv4 length 0", LinkType.IPv4, FrameImage.IPv4(FrameImage.Udp(FrameImage.Payload), totalLength: 0));
        yield return Carrier("jumbogram, both lengths 0", LinkType.IPv6, FrameImage.IPv6(FrameImage.Udp(FrameImage.Payload, length: 0), payloadLength: 0), isIPv6: true);
        yield return Carrier("UDP shorter than IP", LinkType.IPv4, FrameImage.IPv4([.. FrameImage.Udp(FrameImage.Payload), 9, 9, 9]));
        byte[] udp = FrameImage.Udp(FrameImage.Payload);
        yield return Carrier("hop-by-hop and destination options", LinkType.IPv6,
            FrameImage.IPv6([60, 1, .. new byte[14], 17, 0, .. new byte[6], .. udp], nextHeader: 0), isIPv6: true);
        yield return Carrier("routing and authentication", LinkType.IPv6,
            FrameImage.IPv6([51, 0, .. new byte[6], 17, 4, .. new byte[22], .. udp], nextHeader: 43), isIPv6: true);
        yield return Carrier("a fragment header around the whole", LinkType.IPv6,
            FrameImage.IPv6([17, 0, 0, 0, 0, 0, 0, 7, .. udp], nextHeader: 44), isIPv6: true);
    }

    [TestCaseSource(nameof(Carriers))]
    public void ADatagramIsFoundInEveryCarrier(LinkType linkType, byte[] frame, bool isIPv6)
    {
        Decoding decoding = Decoding.Of(frame, linkType);

        Assert.That(decoding.Outcome, Is.EqualTo(FrameOutcome.Udp));
        Assert.That(decoding.Payload, Is.EqualTo(FrameImage.Payload));
        Assert.That(decoding.Destination, Is.EqualTo(isIPv6 ? Group6 : Group));
        Assert.That(decoding.Source.Port, Is.EqualTo(FrameImage.SourcePort));
        Assert.That(decoding.Source.Address, Is.EqualTo(isIPv6 ? new UInt128(0xFE80_0000_0000_0000, 1) : FrameImage.SourceAddress));
        Assert.That(decoding.TimestampNs, Is.EqualTo(Decoding.CaptureNs));
        Assert.That(decoding.TimeSource, Is.EqualTo(TimeSource.Capture));
    }

    [TestCaseSource(nameof(Carriers))]
    public void ACutFrameIsNeverReadBeyondItsEnd(LinkType linkType, byte[] frame, bool isIPv6)
    {
        for (int length = 0; length < frame.Length; length++)
        {
            // An array of its own length: a read past it throws.
            Decoding cutByCapture = Decoding.Of(frame.AsSpan(0, length).ToArray(), linkType, originalLength: frame.Length);
            Decoding cutByItself = Decoding.Of(frame.AsSpan(0, length).ToArray(), linkType);

            bool isPayloadThere = length >= frame.Length - 7 && frame.AsSpan(0, length).IndexOf(FrameImage.Payload) >= 0;
            if (isPayloadThere) continue;
            Assert.That(cutByCapture.Outcome, Is.AnyOf(FrameOutcome.Truncated, FrameOutcome.NotIp, FrameOutcome.Udp), $"{length} bytes");
            Assert.That(cutByItself.Outcome, Is.AnyOf(FrameOutcome.Malformed, FrameOutcome.NotIp, FrameOutcome.Udp), $"{length} bytes");
            if (cutByCapture.Outcome == FrameOutcome.Udp) Assert.That(cutByCapture.Payload, Has.Length.LessThan(FrameImage.Payload.Length), "only a frame without lengths");
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void ADatagramThatWasCutIsGivenWhenAskedForAndCountedAsCut(bool isAsked)
    {
        byte[] whole = FrameImage.Ethernet(FrameImage.UdpIPv4());
        CaptureRecord record = new(whole.AsSpan(0, whole.Length - 4), 7, whole.Length, LinkType.Ethernet, 0);
        FrameDecoder decoder = new() { GivesCut = isAsked };

        Assert.That(decoder.TryGetUdp(record, out UdpDatagram datagram), Is.EqualTo(isAsked));
        Assert.That((datagram.IsCut, datagram.Payload.Length), Is.EqualTo((isAsked, isAsked ? FrameImage.Payload.Length - 4 : 0)));
        Assert.That((decoder.Counters.Truncated, decoder.Counters.Udp), Is.EqualTo((1, 0)));
    }

    [Test]
    public void ADatagramOfASimplePacketHasNoTime()
    {
        FrameDecoder decoder = new();
        CaptureRecord record = new(FrameImage.Ethernet(FrameImage.UdpIPv4()), 7, 0, LinkType.Ethernet, 0, hasTime: false);

        Assert.That(decoder.TryGetUdp(record, out UdpDatagram datagram));
        Assert.That((datagram.HasTime, decoder.Counters.Timeless), Is.EqualTo((false, 1)));
    }

    [Test]
    public void ASnapLengthWithinThePayloadTruncatesAndOneBehindItDoesNot()
    {
        byte[] frame = [.. FrameImage.Ethernet(FrameImage.UdpIPv4()), 0, 0, 0, 0, 0, 0, 0];

        Assert.That(Decoding.Of(frame.AsSpan(0, 52), originalLength: 60).Outcome, Is.EqualTo(FrameOutcome.Truncated));
        Assert.That(Decoding.Of(frame.AsSpan(0, 53), originalLength: 60).Outcome, Is.EqualTo(FrameOutcome.Udp));
        Assert.That(Decoding.Of(frame.AsSpan(0, 30), originalLength: 60).Outcome, Is.EqualTo(FrameOutcome.Truncated));
        Assert.That(Decoding.Of(frame.AsSpan(0, 13), originalLength: 60).Outcome, Is.EqualTo(FrameOutcome.Truncated));
        Assert.That(Decoding.Of(frame.AsSpan(0, 52)).Outcome, Is.EqualTo(FrameOutcome.Malformed), "nothing was cut, and the lengths lie");
    }

    [TestCase((ushort)0x0806)]
    [TestCase((ushort)0x88CC)]
    [TestCase((ushort)0x8863)]
    [TestCase((ushort)0x88F7)]
    [TestCase((ushort)46)]
    public void OtherEthernetTypesAreNotIp(ushort type) =>
        Assert.That(Decoding.Of(FrameImage.Ethernet(new byte[46], type)).Outcome, Is.EqualTo(FrameOutcome.NotIp));

    [Test]
    public void OtherNetworksOfOtherLinksAreNotIp()
    {
        Assert.That(Decoding.Of([7, 0, 0, 0, 1, 2, 3], LinkType.Null).Outcome, Is.EqualTo(FrameOutcome.NotIp));
        Assert.That(Decoding.Of([0x50, 0, 0, 0], LinkType.RawIp).Outcome, Is.EqualTo(FrameOutcome.NotIp));
        Assert.That(Decoding.Of(FrameImage.Cooked2(new byte[30], 0x0806), LinkType.LinuxCooked2).Outcome, Is.EqualTo(FrameOutcome.NotIp));
        Assert.That(Decoding.Of(FrameImage.Ethernet([0, 2, 0, 0x10, .. new byte[40]], 0xD28B)).Outcome, Is.EqualTo(FrameOutcome.NotIp), "another subtype");
        Assert.That(Decoding.Of(FrameImage.Ethernet([0, 1, 0, 0x30, .. new byte[40]], 0xD28B)).Outcome, Is.EqualTo(FrameOutcome.NotIp), "another format");
    }

    [Test]
    public void AnUnknownLinkTypeIsCountedAsSuch() =>
        Assert.That(Decoding.Of(FrameImage.UdpIPv4(), (LinkType)105).Outcome, Is.EqualTo(FrameOutcome.UnknownLinkType));

    [Test]
    public void OtherTransportsAreNotUdpEvenInFragments()
    {
        Assert.That(Decoding.Of(FrameImage.IPv4(new byte[20], protocol: 6), LinkType.IPv4).Outcome, Is.EqualTo(FrameOutcome.NotUdp));
        Assert.That(Decoding.Of(FrameImage.IPv4(new byte[20], protocol: 6, fragment: 0x2000), LinkType.IPv4).Outcome, Is.EqualTo(FrameOutcome.NotUdp));
        Assert.That(Decoding.Of(FrameImage.IPv6(new byte[20], nextHeader: 58), LinkType.IPv6).Outcome, Is.EqualTo(FrameOutcome.NotUdp));
        Assert.That(Decoding.Of(FrameImage.IPv6([6, 0, 0, 1, 0, 0, 0, 7, .. new byte[20]], nextHeader: 44), LinkType.IPv6).Outcome, Is.EqualTo(FrameOutcome.NotUdp));
    }

    [TestCase((ushort)0x2000)]
    [TestCase((ushort)0x2001)]
    [TestCase((ushort)0x00B9)]
    public void FragmentsOfIPv4AreCounted(ushort fragment) => Assert.That(
        Decoding.Of(FrameImage.IPv4(FrameImage.Udp(new byte[16]), fragment: fragment), LinkType.IPv4).Outcome, Is.EqualTo(FrameOutcome.Fragment));

    [TestCase((byte)0x00, (byte)0x01)]
    [TestCase((byte)0x05, (byte)0xC8)]
    [TestCase((byte)0x05, (byte)0xC9)]
    public void FragmentsOfIPv6AreCounted(byte offsetHigh, byte offsetLow) => Assert.That(
        Decoding.Of(FrameImage.IPv6([17, 0, offsetHigh, offsetLow, 0, 0, 0, 7, .. FrameImage.Udp(new byte[16])], nextHeader: 44), LinkType.IPv6).Outcome,
        Is.EqualTo(FrameOutcome.Fragment));

    private static IEnumerable<TestCaseData> Contradictions()
    {
        byte[] udp = FrameImage.Udp(FrameImage.Payload);
        yield return Packet("UDP longer than IP", FrameImage.IPv4(FrameImage.Udp(FrameImage.Payload, length: udp.Length + 1)));
        yield return Packet("UDP shorter than its header", FrameImage.IPv4(FrameImage.Udp(FrameImage.Payload, length: 7)));
        yield return Packet("UDP of length 0", FrameImage.IPv4(FrameImage.Udp(FrameImage.Payload, length: 0)));
        yield return Packet("IP longer than the frame", FrameImage.IPv4(FrameImage.Udp(FrameImage.Payload, length: 100), totalLength: 120));
        yield return Packet("IP shorter than its header", FrameImage.IPv4(udp, totalLength: 19));
        yield return Packet("IP without room for UDP", FrameImage.IPv4(udp, totalLength: 27));
        yield return Packet("header length 4", FrameImage.IPv4(udp, headerWords: 4));
        yield return Packet("header longer than the packet", FrameImage.IPv4([], headerWords: 15));
        yield return Packet("version 5", FrameImage.IPv4(udp, version: 5));
    }

    [TestCaseSource(nameof(Contradictions))]
    public void PacketsThatContradictThemselvesAreMalformed(byte[] packet) =>
        Assert.That(Decoding.Of(packet, LinkType.IPv4).Outcome, Is.EqualTo(FrameOutcome.Malformed));

    [Test]
    public void IPv6HeadersThatNeverEndAreMalformed()
    {
        byte[] endless = FrameImage.IPv6(new byte[8 * 40], nextHeader: 0);
        byte[] beyond = FrameImage.IPv6([17, 255, .. new byte[6]], nextHeader: 60);

        Assert.That(Decoding.Of(endless, LinkType.IPv6).Outcome, Is.EqualTo(FrameOutcome.Malformed));
        Assert.That(Decoding.Of(beyond, LinkType.IPv6).Outcome, Is.EqualTo(FrameOutcome.Malformed));
        Assert.That(Decoding.Of(FrameImage.UdpIPv4(), LinkType.IPv6).Outcome, Is.EqualTo(FrameOutcome.Malformed));
    }

    [Test]
    public void AnEmptyPayloadIsADatagram() =>
        Assert.That(Decoding.Of(FrameImage.IPv4(FrameImage.Udp([])), LinkType.IPv4), Has.Property(nameof(Decoding.Payload)).Empty
            .And.Property(nameof(Decoding.Outcome)).EqualTo(FrameOutcome.Udp));

    [Test]
    public void RandomFramesHaveOneOutcomeEach()
    {
        Random random = new(20161112);
        FrameDecoder decoder = new();
        LinkType[] links = Enum.GetValues<LinkType>();
        byte[][] seeds = [.. Carriers().Select(static carrier => (byte[])carrier.Arguments[1]!)];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] frame = [.. seeds[random.Next(seeds.Length)]];
            for (int changes = random.Next(4); changes >= 0; changes--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            byte[] cut = frame[..random.Next(frame.Length + 1)];
            CaptureRecord record = new(cut, 0, frame.Length, links[random.Next(links.Length)], 0);
            if (decoder.TryGetUdp(in record, out UdpDatagram datagram)) Assert.That(datagram.Payload.Length, Is.LessThanOrEqualTo(cut.Length));
        }

        Assert.That(decoder.Counters.Frames, Is.EqualTo(20_000));
        Assert.That(Enum.GetValues<FrameOutcome>().Sum(outcome => decoder.Counters[outcome]), Is.EqualTo(20_000));
        Assert.That(Enum.GetValues<FrameOutcome>().Where(outcome => decoder.Counters[outcome] == 0), Is.EqualTo(new[] { FrameOutcome.UnknownLinkType }));
    }

    private static TestCaseData Carrier(string name, LinkType linkType, byte[] frame, bool isIPv6 = false) =>
        new TestCaseData(linkType, frame, isIPv6).SetArgDisplayNames(name);

    private static TestCaseData Packet(string name, byte[] packet) => new TestCaseData(packet).SetArgDisplayNames(name);
}
