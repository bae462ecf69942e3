using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Tests.Frames;

/// <summary>Tunnels are taken off frames of captures.</summary>
public sealed class TunnelTests
{
    private static readonly byte[] Inner = FrameImage.Ethernet(FrameImage.UdpIPv4());

    /// <summary>A frame of every case.</summary>
    public static IEnumerable<byte[]> Frames() => Tunnels().Select(static tunnel => (byte[])tunnel.Arguments[0]!);

    private static IEnumerable<TestCaseData> Tunnels()
    {
        byte[] v4 = FrameImage.UdpIPv4();
        byte[] v6 = FrameImage.UdpIPv6();
        byte[] tagged = FrameImage.Ethernet(FrameImage.Tag(0x8100, FrameImage.Tag(0x0800, v4)), 0x88A8);
        yield return Case("GRE around IPv4, RFC 2784", TunnelImage.GreFrame(0x0800, v4), TunnelKind.Gre);
        yield return Case("GRE around IPv6, RFC 7676", TunnelImage.GreFrame(0x86DD, v6), TunnelKind.Gre);
        yield return Case("GRE around Ethernet, RFC 1701's 6558", TunnelImage.GreFrame(TunnelImage.BridgedType, Inner), TunnelKind.Gre);
        yield return Case("GRE with a checksum, RFC 2784 section 2.1", TunnelImage.GreFrame(0x0800, v4, 0x8000), TunnelKind.Gre);
        yield return Case("GRE with a key, RFC 2890 section 2.1", TunnelImage.GreFrame(0x0800, v4, 0x2000), TunnelKind.Gre);
        yield return Case("GRE with all three fields, RFC 2890", TunnelImage.GreFrame(0x0800, v4, 0xB000), TunnelKind.Gre);
        yield return Case("GRE within IPv6, RFC 7676", FrameImage.Ethernet(FrameImage.IPv6(TunnelImage.Gre(0x0800, v4), nextHeader: 47), 0x86DD), TunnelKind.Gre);
        yield return Case("VLANs within GRE", TunnelImage.GreFrame(TunnelImage.BridgedType, tagged), TunnelKind.Gre);
        yield return Case("ERSPAN type I, without a sequence number", TunnelImage.GreFrame(TunnelImage.ErspanType, Inner), TunnelKind.Erspan);
        yield return Case("ERSPAN type II", TunnelImage.ErspanTwo(Inner), TunnelKind.Erspan);
        yield return Case("VLANs within ERSPAN type II", TunnelImage.ErspanTwo(tagged), TunnelKind.Erspan);
        yield return Case("ERSPAN type III", TunnelImage.ErspanThree(Inner), TunnelKind.Erspan);
        yield return Case("ERSPAN type III with a platform's header", TunnelImage.ErspanThree(Inner, hasSubheader: true), TunnelKind.Erspan);
        yield return Case("VXLAN, RFC 7348 section 5", TunnelImage.Vxlan(Inner), TunnelKind.Vxlan);
        yield return Case("VXLAN to the port of old Linux", TunnelImage.Vxlan(Inner, port: 8472), TunnelKind.Vxlan);
        yield return Case("VXLAN with a group of policies", TunnelImage.Vxlan(Inner, flags: 0x8808_0007), TunnelKind.Vxlan);
        yield return Case("VLANs within VXLAN", TunnelImage.Vxlan(tagged), TunnelKind.Vxlan);
        yield return Case("a label around IPv4, RFC 3032", TunnelImage.LabelFrame(v4), TunnelKind.Mpls);
        yield return Case("three labels around IPv6", TunnelImage.LabelFrame(v6, 3), TunnelKind.Mpls);
        yield return Case("upstream labels, RFC 5332", FrameImage.Ethernet(TunnelImage.Labels(v4), 0x8848), TunnelKind.Mpls);
        yield return Case("a pseudowire without a control word", TunnelImage.LabelFrame(Inner), TunnelKind.Mpls);
        yield return Case("a pseudowire with a control word, RFC 4448", TunnelImage.LabelFrame([0, 0, 0, 9, .. Inner], 2), TunnelKind.Mpls);
        yield return Case("a pseudowire to an address that begins with zeros", TunnelImage.LabelFrame([0, 0, 0x0C, .. Inner[3..]]), TunnelKind.Mpls);
        yield return Case("labels within VLANs", FrameImage.Ethernet(FrameImage.Tag(TunnelImage.MplsType, TunnelImage.Labels(v4)), 0x8100), TunnelKind.Mpls);
        yield return Case("IP within IP, RFC 2003", FrameImage.Ethernet(FrameImage.IPv4(v4, protocol: 4)), TunnelKind.IpInIp);
        yield return Case("IPv6 within IPv4, RFC 4213", FrameImage.Ethernet(FrameImage.IPv4(v6, protocol: 41)), TunnelKind.IpInIp);
        yield return Case("labels within IP, RFC 4023", FrameImage.Ethernet(FrameImage.IPv4(TunnelImage.Labels(v4), protocol: 137)), TunnelKind.Mpls);
        yield return Case("labels within GRE, RFC 4023", TunnelImage.GreFrame(TunnelImage.MplsType, TunnelImage.Labels(v4, 2)), TunnelKind.Gre, TunnelKind.Mpls);
        yield return Case("VXLAN within ERSPAN", TunnelImage.ErspanTwo(TunnelImage.Vxlan(Inner)), TunnelKind.Erspan, TunnelKind.Vxlan);
        yield return Case("GRE in VXLAN in labels", TunnelImage.LabelFrame(TunnelImage.Vxlan(TunnelImage.GreFrame(0x0800, v4))), TunnelKind.Mpls, TunnelKind.Vxlan, TunnelKind.Gre);
    }

    [TestCaseSource(nameof(Tunnels))]
    public void WhatATunnelCarriesIsFoundAndTheTunnelCounted(byte[] frame, TunnelKind[] kinds)
    {
        Decoding decoding = Decoding.Of(frame);

        Assert.That(decoding.Outcome, Is.EqualTo(FrameOutcome.Udp));
        Assert.That(decoding.Payload, Is.EqualTo(FrameImage.Payload));
        Assert.That(decoding.Destination.Port, Is.EqualTo(FrameImage.GroupPort));
        Assert.That(Enum.GetValues<TunnelKind>().Where(kind => decoding.Counters[kind] == 1), Is.EquivalentTo(kinds));
    }

    [TestCaseSource(nameof(Tunnels))]
    public void ATunnelThatIsCutIsNeverReadBeyondItsEnd(byte[] frame, TunnelKind[] kinds)
    {
        Assert.That(kinds, Is.Not.Empty);
        for (int length = 0; length < frame.Length; length++)
        {
            byte[] cut = frame.AsSpan(0, length).ToArray(); // an array of its own length: a read past it throws
            FrameOutcome byCapture = Decoding.Of(cut, originalLength: frame.Length).Outcome;
            FrameOutcome byItself = Decoding.Of(cut).Outcome;
            Assert.That(byCapture, Is.AnyOf(FrameOutcome.Truncated, FrameOutcome.NotIp, FrameOutcome.NotUdp), $"{length} bytes");
            Assert.That(byItself, Is.AnyOf(FrameOutcome.Malformed, FrameOutcome.NotIp, FrameOutcome.NotUdp), $"{length} bytes");
        }
    }

    [TestCase(2, FrameOutcome.Udp)]
    [TestCase(1, FrameOutcome.NotIp)]
    public void AMirrorOfTypeThreeSaysWhatItCarries(int frameType, FrameOutcome expected) =>
        Assert.That(Decoding.Of(TunnelImage.ErspanThree(FrameImage.UdpIPv4(), frameType: frameType)).Outcome, Is.EqualTo(expected));

    [Test]
    public void AFrameThatTheMirrorCutIsCutAndNotMalformed()
    {
        byte[] cut = TunnelImage.ErspanTwo(Inner.AsSpan(0, 45), isCut: true);

        Assert.That(Decoding.Of(cut).Outcome, Is.EqualTo(FrameOutcome.Truncated));
        Assert.That(Decoding.Of(TunnelImage.ErspanTwo(Inner.AsSpan(0, 45))).Outcome, Is.EqualTo(FrameOutcome.Malformed));
    }

    [TestCase((ushort)0x0001, TestName = "PPTP's version 1 of GRE is not read, RFC 2637")]
    [TestCase((ushort)0x4000, TestName = "GRE with routing is not read, RFC 2784 section 2.3")]
    public void OtherFormsOfGreAreNamed(ushort flags)
    {
        Decoding decoding = Decoding.Of(TunnelImage.GreFrame(0x0800, FrameImage.UdpIPv4(), flags));

        Assert.That(decoding.Outcome, Is.EqualTo(FrameOutcome.NotUdp));
        Assert.That(FrameWords.List(decoding.Counters), Does.Contain("GRE of another version or with routing"));
    }

    [Test]
    public void AGroupOfTheFeedAtVxlansPortIsNoTunnel()
    {
        byte[] frame = TunnelImage.Vxlan(Inner);
        FrameDecoder decoder = new() { IsGroup = static destination => destination.Port == 4789 };

        Assert.That(decoder.TryGetUdp(new CaptureRecord(frame, 1, frame.Length, LinkType.Ethernet, 0), out UdpDatagram datagram));
        Assert.That((datagram.Destination.Port, datagram.Payload.Length, decoder.Counters[TunnelKind.Vxlan]), Is.EqualTo((4789, Inner.Length + 8, 0)));
    }

    [TestCase(0x0000_0000u, TestName = "Without the flag nothing is VXLAN, RFC 7348 section 5")]
    [TestCase(0x0800_0001u, TestName = "With anything in what is reserved neither")]
    public void OtherUdpToVxlansPortStaysWhatItIs(uint flags)
    {
        Decoding decoding = Decoding.Of(TunnelImage.Vxlan(Inner, flags: flags));

        Assert.That((decoding.Outcome, decoding.Destination.Port, decoding.Payload.Length), Is.EqualTo((FrameOutcome.Udp, 4789, Inner.Length + 8)));
    }

    [TestCase(8, FrameOutcome.Udp)]
    [TestCase(9, FrameOutcome.Malformed)]
    public void SoManyTunnelsMayBeWithinEachOther(int count, FrameOutcome expected)
    {
        byte[] packet = FrameImage.UdpIPv4();
        for (int i = 0; i < count; i++) packet = FrameImage.IPv4(packet, protocol: 4);
        Decoding decoding = Decoding.Of(packet, LinkType.IPv4);

        Assert.That(decoding.Outcome, Is.EqualTo(expected));
        if (expected == FrameOutcome.Malformed) Assert.That(FrameWords.List(decoding.Counters), Does.Contain("more than 8 tunnels within each other"));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return new TestCaseData(TunnelImage.GreFrame(0x0800, [], 0x2000)[..^2], "in GRE").SetArgDisplayNames("a key that is not there");
        yield return new TestCaseData(TunnelImage.GreFrame(TunnelImage.ErspanType, [0x20, .. new byte[40]], 0x1000), "in ERSPAN").SetArgDisplayNames("another version of ERSPAN");
        yield return new TestCaseData(TunnelImage.LabelFrame(FrameImage.UdpIPv4(), 17), "in MPLS").SetArgDisplayNames("too many labels");
        yield return new TestCaseData(TunnelImage.GreFrame(0x0800, [0x55, .. FrameImage.UdpIPv4()[1..]]), "in GRE").SetArgDisplayNames("no IP inside");
    }

    [TestCaseSource(nameof(Broken))]
    public void ATunnelThatIsBrokenIsMalformedAndNamed(byte[] frame, string what)
    {
        frame = frame.Length > 36 && frame[23] == 47 ? WithLength(frame) : frame;
        Decoding decoding = Decoding.Of(frame);

        Assert.That(decoding.Outcome, Is.EqualTo(FrameOutcome.Malformed));
        Assert.That(FrameWords.List(decoding.Counters), Does.Contain(what));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void ATapsTimeIsReadBehindTheTunnelAndWithinIt(bool isWithin)
    {
        byte[] trailer = new WireWriter(true).U32(1).U32((uint)(Decoding.CaptureNs / 1_000_000_000)).U32(77).U8(0).U16(3).U8(4).ToArray();
        byte[] frame = isWithin ? TunnelImage.ErspanTwo([.. Inner, .. trailer]) : [.. TunnelImage.ErspanTwo(Inner), .. trailer];
        Decoding decoding = Decoding.Of(frame, trailer: TrailerKind.Metamako);

        Assert.That((decoding.Outcome, decoding.TimeSource, decoding.TimestampNs % 1_000_000_000), Is.EqualTo((FrameOutcome.Udp, TimeSource.Trailer, 77)));
    }

    // IP's length says what is there, so that the tunnel is what lacks.
    private static byte[] WithLength(byte[] frame)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(16), (ushort)(frame.Length - 14));
        return frame;
    }

    private static TestCaseData Case(string name, byte[] frame, params TunnelKind[] kinds) => new TestCaseData(frame, kinds).SetArgDisplayNames(name);
}
