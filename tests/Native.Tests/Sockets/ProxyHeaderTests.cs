using System.Net;
using System.Text;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Sockets;

public sealed class ProxyHeaderTests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    [TestCase("2111000C" + "C0000201" + "C6336402" + "9C40" + "01BB", "192.0.2.1:40000", "198.51.100.2:443")]
    [TestCase("21210024" + "20010DB8000000000000000000000001" + "20010DB8000000000000000000000002" + "9C40" + "01BB", "[2001:db8::1]:40000", "[2001:db8::2]:443")]
    public void BothEndsAreReadAndWrittenAsTheProtocolSays(string behindSignature, string source, string destination)
    {
        byte[] bytes = Convert.FromHexString(Signature + behindSignature);
        byte[] written = new byte[ProxyHeader.WrittenBytesMax];
        int length = ProxyHeader.Write(Address(source), Address(destination), written);

        Assert.That(ProxyHeader.Read(bytes, out ProxyHeader header), Is.EqualTo(ProxyHeaderStatus.Complete));
        Assert.That((header.HasAddresses, header.IsLocal, header.LengthBytes), Is.EqualTo((true, false, bytes.Length)));
        Assert.That((header.Source.ToString(), header.Destination.ToString()), Is.EqualTo((source, destination)));
        Assert.That(written[..length], Is.EqualTo(bytes));
    }

    [Test]
    public void EndsOfTwoFamiliesAreWrittenAsIPv6MapsThem()
    {
        byte[] written = new byte[ProxyHeader.WrittenBytesMax];
        int length = ProxyHeader.Write(Address("10.1.2.3:1"), Address("[::1]:2"), written);

        Assert.That(ProxyHeader.Read(written.AsSpan(0, length), out ProxyHeader header), Is.EqualTo(ProxyHeaderStatus.Complete));
        Assert.That((header.Source, header.Destination), Is.EqualTo((Address("10.1.2.3:1"), Address("[::1]:2"))));
    }

    [TestCase("20000000", 16, true, ExpectedResult = false)] // LOCAL
    [TestCase("20FF0003" + "010203", 19, true, ExpectedResult = false)] // LOCAL: whatever the family, its block is passed over
    [TestCase("21000000", 16, false, ExpectedResult = false)] // UNSPEC
    [TestCase("2112000C" + "C0000201C63364029C4001BB", 28, false, ExpectedResult = false)] // datagrams
    [TestCase("2111000F" + "C0000201C63364029C4001BB" + "040000", 31, false, ExpectedResult = true)] // a TLV
    public bool WhatIsNotForUsIsPassedOver(string behindSignature, int lengthBytes, bool isLocal)
    {
        Assert.That(ProxyHeader.Read(Convert.FromHexString(Signature + behindSignature), out ProxyHeader header), Is.EqualTo(ProxyHeaderStatus.Complete));
        Assert.That((header.LengthBytes, header.IsLocal), Is.EqualTo((lengthBytes, isLocal)));
        return header.HasAddresses;
    }

    [TestCase("1111000C", ProxyHeaderStatus.UnknownVersion)]
    [TestCase("2211000C", ProxyHeaderStatus.UnknownCommand)]
    [TestCase("2141000C", ProxyHeaderStatus.UnknownFamily)]
    [TestCase("2113000C", ProxyHeaderStatus.UnknownFamily)]
    [TestCase("2111000B", ProxyHeaderStatus.TooShort)]
    [TestCase("21210023", ProxyHeaderStatus.TooShort)]
    [TestCase("213100D7", ProxyHeaderStatus.TooShort)]
    [TestCase("211107F1", ProxyHeaderStatus.TooLong)]
    [TestCase("211107F0", ProxyHeaderStatus.Incomplete)]
    public void WhatIsWrongIsRefusedBeforeItsBlockCame(string behindSignature, ProxyHeaderStatus status) =>
        Assert.That(ProxyHeader.Read(Convert.FromHexString(Signature + behindSignature), out _), Is.EqualTo(status));

    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.2 40000 443\r\n", "192.0.2.1:40000")]
    [TestCase("PROXY TCP6 2001:db8::1 2001:db8::2 40000 443\r\n", "[2001:db8::1]:40000")]
    public void ALineOfTextNamesBothEnds(string text, string source)
    {
        Assert.That(Read(text + "more", out ProxyHeader header), Is.EqualTo(ProxyHeaderStatus.Complete));
        Assert.That((header.Source.ToString(), header.Destination.Port, header.LengthBytes), Is.EqualTo((source, 443, text.Length)));
    }

    [TestCase("PROXY UNKNOWN\r\n", ProxyHeaderStatus.Complete)]
    [TestCase("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", ProxyHeaderStatus.Complete)]
    [TestCase("PROXY TCP4 127.1 198.51.100.2 40000 443\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP4 010.0.0.1 198.51.100.2 40000 443\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP4 ::1 ::1 40000 443\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP6 fe80::1%lo ::1 40000 443\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.2 40000 65536\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.2 -1 443\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.2 40000 443 7\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY TCP4 192.0.2.1 198.51.100.2 40000\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY UDP4 192.0.2.1 198.51.100.2 40000 443\r\n", ProxyHeaderStatus.BadText)]
    [TestCase("PROXY ", ProxyHeaderStatus.Incomplete)]
    [TestCase("PROXIMITY", ProxyHeaderStatus.NoHeader)]
    [TestCase("GET / HTTP/1.1\r\n", ProxyHeaderStatus.NoHeader)]
    [TestCase("\r\n\r\nGET", ProxyHeaderStatus.NoHeader)]
    public void OtherTextIsToldApart(string text, ProxyHeaderStatus status) => Assert.That(Read(text, out _), Is.EqualTo(status));

    [Test]
    public void ALineWithoutAnEndIsNotWaitedForForever() =>
        Assert.That(Read("PROXY TCP4 " + new string('1', 96), out _), Is.EqualTo(ProxyHeaderStatus.TooLong));

    // What is read of the first bytes is decided once: more bytes change nothing but that a header is complete.
    [Test]
    public void AnyBytesAreJudgedTheSameHoweverTheyCome()
    {
        int seedCount = Seeds.Of(20_000);
        for (int seed = 0; seed < seedCount; seed++)
        {
            byte[] bytes = Bytes(new Random(seed));
            ProxyHeaderStatus whole = ProxyHeader.Read(bytes, out ProxyHeader header);
            ProxyHeaderStatus decided = ProxyHeaderStatus.Incomplete;
            int at = 0;
            while (at <= bytes.Length && decided == ProxyHeaderStatus.Incomplete) decided = ProxyHeader.Read(bytes.AsSpan(0, at++), out header);

            Assert.That(decided, Is.EqualTo(whole), $"seed {seed}");
            if (whole == ProxyHeaderStatus.Complete) Assert.That(header.LengthBytes, Is.EqualTo(at - 1).And.LessThanOrEqualTo(ProxyHeader.BytesMax), $"seed {seed}");
            else Assert.That(header, Is.EqualTo(default(ProxyHeader)), $"seed {seed}");
        }
    }

    private static byte[] Bytes(Random random)
    {
        byte[] room = new byte[256];
        random.NextBytes(room);
        byte[] begin = random.Next(3) switch
        {
            0 => Encoding.ASCII.GetBytes($"PROXY TCP4 10.0.0.{random.Next(300)} 10.0.0.1 {random.Next(70_000)} 443\r\n"),
            1 => [.. Convert.FromHexString(Signature), (byte)(0x20 | random.Next(3)), (byte)random.Next(0x44), 0, (byte)random.Next(240)],
            _ => [],
        };
        begin.CopyTo(room, 0);
        if (begin.Length > 0 && random.Next(2) == 0) room[random.Next(begin.Length)] = (byte)random.Next(256);
        return room[..random.Next(room.Length)];
    }

    private static ProxyHeaderStatus Read(string text, out ProxyHeader header) => ProxyHeader.Read(Encoding.ASCII.GetBytes(text), out header);

    private static PeerAddress Address(string text) => PeerAddress.Of(IPEndPoint.Parse(text));
}
