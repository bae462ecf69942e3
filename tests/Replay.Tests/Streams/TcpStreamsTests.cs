using System.Text;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Streams;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Streams;

/// <summary>TCP streams of captures are put in order (RFC 9293 section 3.4), and what is missing is told.</summary>
public sealed class TcpStreamsTests : IStreamTaker
{
    private readonly StringBuilder _seen = new();
    private TcpStreams _streams = null!;
    private FrameDecoder _decoder = null!;

    [SetUp]
    public void Begin()
    {
        _seen.Clear();
        _streams = new TcpStreams(this);
        _decoder = new FrameDecoder { Segments = _streams };
    }

    [Test]
    public void SegmentsInOrderAreTheStream()
    {
        Take(99, "", TcpImage.Syn);
        Take(100, "abc");
        Take(103, "def", TcpImage.Fin);

        AssertSeen("[abcdef");
        Assert.That((_streams.Counters.Streams, _streams.Counters.MidStreams, _streams.Counters.Segments), Is.EqualTo((1, 0, 3)));
        Assert.That(FrameWords.List(_decoder.Counters), Does.Not.Contain("TCP"), "they were read");
    }

    [TestCase(0u)]
    [TestCase(0xFFFF_FFFEu, TestName = "Numbers go round, RFC 9293 section 3.4")]
    public void WhatComesEarlyWaitsForWhatBelongsInFront(uint first)
    {
        Take(first - 1, "", TcpImage.Syn);
        Take(first + 6, "gh");
        Take(first + 3, "def");
        Take(first, "abc");

        AssertSeen("[abcdefgh");
        Assert.That((_streams.Counters.OutOfOrder, _streams.Counters.Gaps), Is.EqualTo((2, 0)));
    }

    [Test]
    public void WhatIsSentAgainIsTakenOnce()
    {
        Take(99, "", TcpImage.Syn);
        Take(99, "", TcpImage.Syn);
        Take(100, "abc");
        Take(100, "abc");
        Take(102, "c"); // a probe whether the other side lives
        Take(103, "def");

        AssertSeen("[abcdef");
        Assert.That(_streams.Counters.Retransmitted, Is.EqualTo(2));
    }

    [Test]
    public void OfBytesThatOverlapTheFirstAreKept()
    {
        Take(100, "abcd");
        Take(102, "XXef");
        Take(108, "ij");
        Take(106, "ghYY");

        AssertSeen("[abcdefghYY");
        Assert.That((_streams.Counters.Overlaps, _streams.Counters.MidStreams), Is.EqualTo((1, 1)));
    }

    [Test]
    public void WhatIsMissingAtTheEndIsAGapOfSoManyBytes()
    {
        Take(100, "abc");
        Take(110, "xyz", TcpImage.Fin);
        Take(120, "");

        AssertSeen("[abc<7>xyz");
        Assert.That((_streams.Counters.Gaps, _streams.Counters.MissingBytes), Is.EqualTo((1, 7)));
    }

    [Test]
    public void AMissingEndIsAGapToo()
    {
        Take(100, "abc");
        Take(110, "", TcpImage.Fin);

        AssertSeen("[abc<7>");
    }

    [Test]
    public void AGapIsToldWhenWhatWaitsHasWaitedForLong()
    {
        Take(100, "abc", timeNs: 1);
        Take(110, "xyz", timeNs: 2);
        Take(113, "uvw", timeNs: 5_000_000_003);

        Assert.That(_seen.ToString(), Is.EqualTo("[abc<7>xyzuvw"), "without waiting for the end");
    }

    [Test]
    public void AGapIsToldWhenTooMuchWaits()
    {
        Take(100, "abc");
        for (uint i = 0; i < 200; i++) Take(1000 + (i * 1000), new string('x', 1000));

        Assert.That(_seen.ToString(), Does.StartWith("[abc<897>xxx"));
    }

    [Test]
    public void AResetEndsBothDirections()
    {
        Take(100, "abc");
        TakeBack(500, "123");
        Take(110, "z");
        TakeBack(503, "", TcpImage.Rst);
        Take(7000, "new");

        AssertSeen("[abc[123<7>z[new");
    }

    [Test]
    public void TheSamePortsMayBeginAgain()
    {
        Take(99, "", TcpImage.Syn);
        Take(100, "abc", TcpImage.Fin);
        Take(7000, "", TcpImage.Syn);
        Take(7001, "def");

        AssertSeen("[abc[def");
        Assert.That(_streams.Counters.Streams, Is.EqualTo(2));
    }

    [Test]
    public void SeveralConnectionsAreKeptApart()
    {
        Take(100, "ab");
        Take(100, "12", sourcePort: 9001);
        Take(104, "ef");
        Take(102, "34", sourcePort: 9001);
        Take(102, "cd");

        AssertSeen("[ab[1234cdef");
    }

    [Test]
    public void AMereAcknowledgementBeginsNothing()
    {
        Take(100, "");

        AssertSeen("");
        Assert.That(_streams.Counters.Streams, Is.Zero);
    }

    [Test]
    public void OptionsOfTheHeaderAreNoBytesOfTheStream()
    {
        byte[] packet = TcpImage.Packet(100, "abc"u8, optionWords: 3);
        _decoder.TryGetUdp(new CaptureRecord(packet, 1, packet.Length, LinkType.IPv4, 0), out _);

        AssertSeen("[abc");
    }

    [Test]
    public void WhateverComesIsBoundedAndEnds()
    {
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] packet = TcpImage.Packet((uint)random.Next(5000), new byte[random.Next(50)], random.Next(32), (ushort)random.Next(700));
            for (int change = random.Next(3); change > 0; change--) packet[random.Next(packet.Length)] = (byte)random.Next(256);
            int length = random.Next(4) == 0 ? random.Next(packet.Length) : packet.Length;
            _decoder.TryGetUdp(new CaptureRecord(packet.AsSpan(0, length), i * 1_000_000L, packet.Length, LinkType.IPv4, 0), out _);
        }

        _streams.Flush();
        Assert.That(_streams.Counters.Streams, Is.Positive);
    }

    public void OnBegin(TcpFlow flow) => _seen.Append('[');

    public void OnBytes(TcpFlow flow, ReadOnlySpan<byte> bytes, long timeNs) => _seen.Append(Encoding.ASCII.GetString(bytes));

    public void OnGap(TcpFlow flow, uint count) => _seen.Append($"<{count}>");

    private void AssertSeen(string expected)
    {
        _streams.Flush();
        Assert.That(_seen.ToString(), Is.EqualTo(expected));
    }

    private void TakeBack(uint sequence, string payload, int flags = TcpImage.Ack)
    {
        byte[] packet = TcpImage.Packet(sequence, Encoding.ASCII.GetBytes(payload), flags, sourcePort: 40000, destinationPort: 9000);
        byte[] back = [.. packet[..12], .. packet[16..20], .. packet[12..16], .. packet[20..]];
        _decoder.TryGetUdp(new CaptureRecord(back, 1, back.Length, LinkType.IPv4, 0), out _);
    }

    private void Take(uint sequence, string payload, int flags = TcpImage.Ack, ushort sourcePort = 9000, long timeNs = 1)
    {
        byte[] packet = TcpImage.Packet(sequence, Encoding.ASCII.GetBytes(payload), flags, sourcePort);
        _decoder.TryGetUdp(new CaptureRecord(packet, timeNs, packet.Length, LinkType.IPv4, 0), out _);
    }
}
