using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Tests.Trailers;
using FeedHandler.Replay.Trailers;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests;

public sealed class CaptureReceiverTests
{
    private static readonly LineMap Lines = LineMap.Parse("224.0.31.64:14340=A,224.0.32.64:15340=B");

    [Test]
    public void PacketsOfTwoFilesComeByTimeWithTheirLines()
    {
        using CaptureSet captures = new(
            new PcapImage().Record(2, 0, PacketImage.Of(Line.A, 'b')).Record(4, 0, PacketImage.Of(Line.A, 'd')).ToArray(),
            new PcapImage().Record(1, 0, PacketImage.Of(Line.B, 'a')).Record(3, 0, PacketImage.Of(Line.B, 'c')).ToArray());
        using CaptureReceiver receiver = new(captures.Files, Lines);
        PacketLog log = new([]);

        Assert.That(receiver.Poll(ref log, 3), Is.EqualTo(3));
        Assert.That(receiver.IsCompleted, Is.False);
        Assert.That(receiver.Poll(ref log, 3), Is.EqualTo(1));
        Assert.That(receiver.IsCompleted, Is.True);
        Assert.That(receiver.Poll(ref log, 3), Is.Zero);
        Assert.That(log.Seen, Is.EqualTo(new[] { "aB1000000000", "bA2000000000", "cB3000000000", "dA4000000000" }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void WhatTheFeedOfARecordingGaveUpComesRightBeforeThePacket(bool isBigEndian)
    {
        PcapNgImage image = new PcapNgImage(isBigEndian, (4, "feedhandler record"), (1, "gaps noted")).Interface(9);
        image.Enhanced(0, 1, PacketImage.Of(Line.A, 'a', 101));
        image.Enhanced(0, 2, PacketImage.Of(Line.B, 'b', 101), options: image.Options(
            (1, "feedhandler gave-up 5..7"), (2988, "feedhandler gave-up 1..2"), (1, "a comment"), (1, "feedhandler gave-up 18446744073709551614..18446744073709551615")));
        image.Enhanced(0, 3, PacketImage.Of(Line.A, 'c'), options: image.Options((1, "feedhandler gave-up 9..8"), (1, "feedhandler gave-up 9..9")));
        using CaptureSet captures = new(image.ToArray());
        using CaptureReceiver receiver = new(captures.Files, Lines);
        PacketLog log = new([]);

        Assert.That(receiver.Poll(ref log, 9), Is.EqualTo(3), "notes are no packets");
        Assert.That(log.Seen, Is.EqualTo(new[]
        {
            "aA1", "B gave up 5..7", "B gave up 18446744073709551614..18446744073709551615", "bB2", "A gave up 9..9", "cA3",
        }));
    }

    [TestCase("feedhandler record", "gaps noted", true)]
    [TestCase("feedhandler 1.2", "gaps noted", true)]
    [TestCase("dumpcap", "gaps noted", false)]
    [TestCase("feedhandler record", "gaps noted not", false)]
    public void OnlyAFileThatSaysSoHasNotes(string application, string comment, bool notesGaps)
    {
        PcapNgImage image = new PcapNgImage(false, (4, application), (1, "first"), (1, comment)).Interface(9);
        image.Enhanced(0, 1, PacketImage.Of(Line.A, 'a'), options: image.Options((1, "feedhandler gave-up 5..7")));
        using CaptureSet captures = new(image.ToArray());
        using CaptureReceiver receiver = new(captures.Files, Lines);
        PacketLog log = new([]);
        receiver.Poll(ref log, 9);

        Assert.That(captures.Files[0].NotesGaps, Is.EqualTo(notesGaps));
        Assert.That(log.Seen, Has.Count.EqualTo(notesGaps ? 2 : 1));
    }

    [Test]
    public void WhatIsNoPacketOfALineIsCountedAndPassedOver()
    {
        using CaptureSet captures = new(new PcapImage()
            .Record(1, 0, FrameImage.Ethernet(new byte[46], 0x0806))
            .Record(2, 0, FrameImage.Ethernet(FrameImage.IPv4(new byte[20], protocol: 6)))
            .Record(3, 0, FrameImage.Ethernet(FrameImage.UdpIPv6(), 0x86DD))
            .Record(4, 0, PacketImage.Of(Line.A, 'a'))
            .ToArray());
        using CaptureReceiver receiver = new(captures.Files, Lines);
        PacketLog log = new([]);

        Assert.That(receiver.Poll(ref log, 1), Is.EqualTo(1), "one call goes on to the packet");
        Assert.That(receiver.Frames.Frames, Is.EqualTo(4));
        Assert.That(receiver.Frames.NotIp, Is.EqualTo(1));
        Assert.That(receiver.Frames.NotUdp, Is.EqualTo(1));
        Assert.That(receiver.Frames.Udp, Is.EqualTo(2));
        Assert.That(receiver.Frames.OtherDestination, Is.EqualTo(1));
    }

    [Test]
    public void TheTrailerIsFoundOutForEachFile()
    {
        byte[] trailer = CaptureTrailerTests.Metamako([], 1, seconds: 5_000, nanoseconds: 7);
        using CaptureSet captures = new(
            new PcapImage().Record(5_001, 0, [.. PacketImage.Of(Line.A, 'a'), .. trailer]).ToArray(),
            new PcapImage().Record(5_002, 0, PacketImage.Of(Line.B, 'b')).ToArray());
        using CaptureReceiver receiver = new(captures.Files, Lines, TrailerKind.Auto);
        PacketLog log = new([]);
        receiver.Poll(ref log, 10);

        Assert.That(receiver.Trailers, Is.EqualTo(new[] { TrailerKind.Metamako, TrailerKind.None }));
        Assert.That(log.Seen, Is.EqualTo(new[] { "aA5000000000007", "bB5002000000000" }));
        Assert.That(receiver.Frames.DeviceTimes, Is.EqualTo(1));
        Assert.That(receiver.Frames.TrailersMissing, Is.Zero);
    }

    [Test]
    public void RewoundItGivesTheSameAgain()
    {
        using CaptureSet captures = new(new PcapImage().Record(1, 0, PacketImage.Of(Line.A, 'a')).Record(2, 0, PacketImage.Of(Line.B, 'b')).ToArray());
        using CaptureReceiver receiver = new(captures.Files, Lines);
        PacketLog first = new([]);
        PacketLog second = new([]);
        receiver.Poll(ref first, 10);
        receiver.Rewind();
        Assert.That(receiver.IsCompleted, Is.False);
        receiver.Poll(ref second, 10);

        Assert.That(second.Seen, Is.EqualTo(first.Seen));
        Assert.That(receiver.Frames.Frames, Is.EqualTo(2));
    }

    [Test]
    public void DisposedItTouchesItsCapturesNoMore()
    {
        using CaptureSet captures = new(new PcapImage().Record(1, 0, PacketImage.Of(Line.A, 'a')).ToArray());
        CaptureReceiver receiver = new(captures.Files, Lines);
        receiver.Dispose();
        captures.Files[0].Dispose();
        PacketLog log = new([]);

        Assert.That(receiver.IsCompleted, Is.True);
        Assert.That(receiver.Poll(ref log, 10), Is.Zero);
    }

    [Test]
    public void ARealCaptureIsReceivedWithoutAllocation()
    {
        using CaptureSet captures = new(File.ReadAllBytes(Require.Shared("captures/cme/v6.channel340.pcapng")));
        CaptureReceiver receiver = new(captures.Files, LineMap.Infer(captures.Files));
        PacketCount count = default;

        long allocated = AllocationMeter.BytesOf(() =>
        {
            receiver.Rewind();
            count = default;
            while (!receiver.IsCompleted) receiver.Poll(ref count, 64);
        });

        Assert.That((count.LineA, count.LineB), Is.EqualTo((5_000, 5_000)));
        Assert.That(receiver.Frames.Frames, Is.EqualTo(10_000));
        Assert.That(allocated, Is.Zero);
    }
}
