using System.Net;
using System.Text;
using FeedHandler.Receivers.Frames;

namespace FeedHandler.Receivers.Tests.Frames;

public sealed class UdpFrameTests
{
    private static readonly IPAddress Group4 = IPAddress.Parse("239.1.2.3");
    private static readonly IPAddress Group6 = IPAddress.Parse("ff05::77");

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void ADatagramIsReadBehindTags(int tagCount)
    {
        byte[] frame = Frame(IPv4(Udp("hello")), tagCount, 0x0800);

        Assert.That(UdpFrame.Read(frame, out UdpFrame datagram), Is.EqualTo(FrameKind.Udp));
        Assert.That(Encoding.ASCII.GetString(datagram.Payload), Is.EqualTo("hello"));
        Assert.That(datagram.Port, Is.EqualTo(14310));
        Assert.That(datagram.Destination, Is.EqualTo(UdpFrame.ValueOf(Group4)));
        Assert.That(datagram.Source, Is.EqualTo(UdpFrame.ValueOf(IPAddress.Parse("10.0.0.1"))));
    }

    [Test]
    public void IPv6IsRead()
    {
        byte[] frame = Frame(IPv6(Udp("six")), 0, 0x86DD);

        Assert.That(UdpFrame.Read(frame, out UdpFrame datagram), Is.EqualTo(FrameKind.Udp));
        Assert.That(Encoding.ASCII.GetString(datagram.Payload), Is.EqualTo("six"));
        Assert.That(datagram.Destination, Is.EqualTo(UdpFrame.ValueOf(Group6)));
    }

    [Test]
    public void PaddingIsNoPayload()
    {
        byte[] frame = [.. Frame(IPv4(Udp("x")), 0, 0x0800), .. new byte[17]];

        Assert.That(UdpFrame.Read(frame, out UdpFrame datagram), Is.EqualTo(FrameKind.Udp));
        Assert.That(datagram.Payload.Length, Is.EqualTo(1));
    }

    [Test]
    public void OptionsAreSkipped()
    {
        byte[] packet = IPv4([1, 1, 1, 1, .. Udp("hello")]);
        packet[0] = 0x46;

        Assert.That(UdpFrame.Read(Frame(packet, 0, 0x0800), out UdpFrame datagram), Is.EqualTo(FrameKind.Udp));
        Assert.That(Encoding.ASCII.GetString(datagram.Payload), Is.EqualTo("hello"));
    }

    [TestCase(6, 0x20, TestName = "The first of several fragments")]
    [TestCase(7, 0x01, TestName = "A later fragment")]
    public void FragmentsAreNoDatagrams(int offset, byte value)
    {
        byte[] packet = IPv4(Udp("hello"));
        packet[offset] = value;

        Assert.That(UdpFrame.Read(Frame(packet, 0, 0x0800), out _), Is.EqualTo(FrameKind.Fragment));
    }

    [Test]
    public void AnythingElseIsOther()
    {
        byte[] tcp = IPv4(Udp("hello"));
        tcp[9] = 6;

        Assert.That(UdpFrame.Read(Frame(new byte[28], 0, 0x0806), out _), Is.EqualTo(FrameKind.Other));
        Assert.That(UdpFrame.Read(Frame(tcp, 0, 0x0800), out _), Is.EqualTo(FrameKind.Other));
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

        Assert.That(UdpFrame.Read(frame, out _), Is.EqualTo(FrameKind.Malformed));
    }

    [Test]
    public void NoCutIsEverADatagram()
    {
        byte[][] frames = [Frame(IPv4(Udp("hello")), 2, 0x0800), Frame(IPv6(Udp("hello")), 1, 0x86DD)];
        foreach (byte[] frame in frames)
        {
            for (int length = 0; length < frame.Length; length++)
            {
                Assert.That(UdpFrame.Read(frame.AsSpan(0, length), out _), Is.EqualTo(FrameKind.Malformed), $"{length} bytes");
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
            if (UdpFrame.Read(changed, out UdpFrame datagram) == FrameKind.Udp) Assert.That(datagram.Payload.Length, Is.LessThan(frame.Length));
        }
    }

    internal static byte[] Frame(byte[] packet, int tagCount, ushort type)
    {
        List<byte> frame = [.. new byte[12]];
        for (int i = 0; i < tagCount; i++) frame.AddRange([0x81, 0, 0, (byte)i]);
        frame.AddRange([(byte)(type >> 8), (byte)type, .. packet]);
        return [.. frame];
    }

    internal static byte[] IPv4(byte[] segment)
    {
        int total = 20 + segment.Length;
        return [0x45, 0, (byte)(total >> 8), (byte)total, 0, 0, 0, 0, 1, 17, 0, 0, 10, 0, 0, 1, .. Group4.GetAddressBytes(), .. segment];
    }

    internal static byte[] Udp(string text)
    {
        int length = 8 + text.Length;
        return [0x12, 0x34, 14310 >> 8, 14310 & 0xFF, (byte)(length >> 8), (byte)length, 0, 0, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] IPv6(byte[] segment) =>
        [0x60, 0, 0, 0, 0, (byte)segment.Length, 17, 1, .. IPAddress.Parse("fd00::1").GetAddressBytes(), .. Group6.GetAddressBytes(), .. segment];
}
