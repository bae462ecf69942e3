using System.Buffers.Binary;
using System.Net;
using System.Text;
using FeedHandler.Core.Frames;
using static FeedHandler.Tests.Support.ReceivedFrame;

namespace FeedHandler.Core.Tests.Frames;

/// <summary>What a card received, by RFC 791, 8200 and 768; what only captures have is in the tests of the replay's decoder.</summary>
public sealed class FrameParserTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void ADatagramIsReadBehindTags(int tagCount)
    {
        byte[] frame = Frame(IPv4(Udp("hello")), tagCount, 0x0800);

        Assert.That(FrameParser.ReadReceived(frame, out FrameLayout layout), Is.EqualTo(FrameOutcome.Udp));
        Assert.That(Encoding.ASCII.GetString(layout.PayloadOf(frame)), Is.EqualTo("hello"));
        Assert.That(layout.DestinationPortOf(frame), Is.EqualTo(14310));
        Assert.That(layout.DestinationOf(frame), Is.EqualTo(ValueOf(Group4)));
        Assert.That(layout.SourceOf(frame), Is.EqualTo(ValueOf(IPAddress.Parse("10.0.0.1"))));
    }

    [Test]
    public void IPv6IsRead()
    {
        byte[] frame = Frame(IPv6(Udp("six")), 0, 0x86DD);

        Assert.That(FrameParser.ReadReceived(frame, out FrameLayout layout), Is.EqualTo(FrameOutcome.Udp));
        Assert.That(Encoding.ASCII.GetString(layout.PayloadOf(frame)), Is.EqualTo("six"));
        Assert.That(layout.DestinationOf(frame), Is.EqualTo(ValueOf(Group6)));
    }

    [Test]
    public void PaddingIsNoPayload()
    {
        byte[] frame = [.. Frame(IPv4(Udp("x")), 0, 0x0800), .. new byte[17]];

        Assert.That(FrameParser.ReadReceived(frame, out FrameLayout layout), Is.EqualTo(FrameOutcome.Udp));
        Assert.That(layout.PayloadOf(frame).Length, Is.EqualTo(1));
    }

    [Test]
    public void OptionsAreSkipped()
    {
        byte[] packet = IPv4([1, 1, 1, 1, .. Udp("hello")]);
        packet[0] = 0x46;
        byte[] frame = Frame(packet, 0, 0x0800);

        Assert.That(FrameParser.ReadReceived(frame, out FrameLayout layout), Is.EqualTo(FrameOutcome.Udp));
        Assert.That(Encoding.ASCII.GetString(layout.PayloadOf(frame)), Is.EqualTo("hello"));
    }

    [TestCase(6, 0x20, TestName = "The first of several fragments")]
    [TestCase(7, 0x01, TestName = "A later fragment")]
    public void FragmentsAreNoDatagrams(int offset, byte value)
    {
        byte[] packet = IPv4(Udp("hello"));
        packet[offset] = value;

        Assert.That(FrameParser.ReadReceived(Frame(packet, 0, 0x0800), out _), Is.EqualTo(FrameOutcome.Fragment));
    }

    [Test]
    public void AnythingElseIsTold()
    {
        byte[] tcp = IPv4(Udp("hello"));
        tcp[9] = 6;

        Assert.That(FrameParser.ReadReceived(Frame(new byte[28], 0, 0x0806), out _), Is.EqualTo(FrameOutcome.NotIp));
        Assert.That(FrameParser.ReadReceived(Frame(tcp, 0, 0x0800), out _), Is.EqualTo(FrameOutcome.NotUdp));
    }

    [TestCase(14, 0x55, TestName = "A version that is none")]
    [TestCase(14, 0x44, TestName = "A header shorter than any")]
    [TestCase(16, 0x10, TestName = "A packet longer than the frame")]
    [TestCase(17, 0x10, TestName = "A packet shorter than its header")]
    [TestCase(38, 0x10, TestName = "A datagram longer than the packet")]
    [TestCase(39, 0x07, TestName = "A datagram shorter than its header")]
    public void LengthsThatContradictAreMalformed(int offset, byte value)
    {
        byte[] frame = Frame(IPv4(Udp("hello")), 0, 0x0800);
        frame[offset] = value;

        Assert.That(FrameParser.ReadReceived(frame, out _), Is.EqualTo(FrameOutcome.Malformed));
    }

    [Test]
    public void NoCutIsEverADatagram()
    {
        byte[][] frames = [Frame(IPv4(Udp("hello")), 2, 0x0800), Frame(IPv6(Udp("hello")), 1, 0x86DD)];
        foreach (byte[] frame in frames)
        {
            for (int length = 0; length < frame.Length; length++)
            {
                Assert.That(FrameParser.ReadReceived(frame.AsSpan(0, length), out _), Is.EqualTo(FrameOutcome.Malformed), $"{length} bytes");
            }
        }
    }

    [Test]
    public void NoByteMakesItFail()
    {
        byte[] frame = Frame(IPv4(Udp("hello")), 1, 0x0800);
        for (int i = 0; i < frame.Length * 256; i++)
        {
            byte[] changed = [.. frame];
            changed[i / 256] = (byte)i;
            if (FrameParser.ReadReceived(changed, out FrameLayout layout) == FrameOutcome.Udp) Assert.That(layout.PayloadOf(changed).Length, Is.LessThan(frame.Length));
        }
    }

    [Test]
    public void WhatIsReceivedStatesItsLength()
    {
        byte[] offloaded = IPv4(Udp("hello"));
        offloaded[2] = offloaded[3] = 0;
        byte[] frame = Frame(offloaded, 0, 0x0800);

        Assert.That(FrameParser.Read(frame, frame.Length, LinkType.Ethernet, out _), Is.EqualTo(FrameOutcome.Udp), "captured before the card cut it up");
        Assert.That(FrameParser.ReadReceived(frame, out _), Is.EqualTo(FrameOutcome.Malformed));
    }

    [TestCase(0, FrameOutcome.Malformed)]
    [TestCase(4, FrameOutcome.Truncated)]
    public void WhatIsMissingIsCutOnlyWhenTheWireHadIt(int missingBytes, FrameOutcome expected)
    {
        byte[] frame = Frame(IPv4(Udp("hello")), 0, 0x0800);
        ReadOnlySpan<byte> cut = frame.AsSpan(0, frame.Length - 4);

        Assert.That(FrameParser.Read(cut, cut.Length + missingBytes, LinkType.Ethernet, out FrameLayout layout), Is.EqualTo(expected));
        if (expected == FrameOutcome.Truncated) Assert.That((layout.IsCut, Encoding.ASCII.GetString(layout.PayloadOf(cut))), Is.EqualTo((true, "h")));
    }

    [Test]
    public void APacketLongerThanItsFrameIsMalformedThoughItsDatagramFits()
    {
        byte[] frame = Frame(IPv4(Udp("hello")), 0, 0x0800);
        frame[17]++;

        Assert.That(FrameParser.Read(frame, frame.Length, LinkType.Ethernet, out _), Is.EqualTo(FrameOutcome.Malformed));
    }

    [Test]
    public void ThePlainFrameIsReadAsAnyOther()
    {
        Random random = new(791);
        byte[] whole = [.. Frame(IPv4(Udp("hello")), 0, 0x0800), 0, 0];
        int plainCount = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] frame = whole[..random.Next(whole.Length - 4, whole.Length + 1)];
            for (int changes = random.Next(3); changes > 0; changes--) frame[random.Next(12, frame.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(48));
            FrameOutcome expected = FrameParser.ReadAny(frame, frame.Length, LinkType.Ethernet, out FrameLayout slow);
            FrameOutcome outcome = FrameParser.Read(frame, frame.Length, LinkType.Ethernet, out FrameLayout layout);
            Assert.That((outcome, layout), Is.EqualTo((expected, slow)), () => Convert.ToHexString(frame));
            if (outcome == FrameOutcome.Udp) plainCount++;
        }

        Assert.That(plainCount, Is.InRange(10_000, 90_000), "both answers are asked for");
    }

    private static UInt128 ValueOf(IPAddress address) => BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes());
}
