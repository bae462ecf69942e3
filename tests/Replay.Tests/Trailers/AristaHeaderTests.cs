using FeedHandler.Core.Frames;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Replay.Trailers;

namespace FeedHandler.Replay.Tests.Trailers;

public sealed class AristaHeaderTests
{
    private const uint CaptureSecond = 1_479_000_000;

    [TestCase((byte)0, CaptureSecond + 40, CaptureSecond + 3, TestName = "TAI is 37 seconds ahead")]
    [TestCase((byte)1, CaptureSecond + 3, CaptureSecond + 3, TestName = "UTC is as it is")]
    public void LongTimesAreTheDatagrams(byte timescale, uint seconds, uint utcSeconds)
    {
        byte[] header = new WireWriter(true).U16(1).U8(timescale).U8(0x10).U32(seconds).U32(5).U16(0x0800).ToArray();

        Check(header, (utcSeconds * 1_000_000_000L) + 5, TimeSource.Header);
    }

    [TestCase((byte)0, 3)]
    [TestCase((byte)1, 3)]
    [TestCase((byte)1, -3)]
    [TestCase((byte)1, 30_000)]
    [TestCase((byte)1, -30_000)]
    public void ShortTimesAreCompletedByTheCapturesTime(byte timescale, int differenceSeconds)
    {
        long second = CaptureSecond + differenceSeconds;
        ushort lowBits = (ushort)(timescale == 0 ? second + 37 : second);
        byte[] header = new WireWriter(true).U16(1).U8(timescale).U8(0x21).U16(lowBits).U32(7).U16(0x0800).ToArray();

        Check(header, (second * 1_000_000_000L) + 7, TimeSource.Header);
    }

    [Test]
    public void NanosecondsOfASecondAreNoTime()
    {
        byte[] header = new WireWriter(true).U16(1).U8(1).U8(0x10).U32(CaptureSecond).U32(1_000_000_000).U16(0x0800).ToArray();

        Check(header, Decoding.CaptureNs, TimeSource.Capture);
    }

    private static void Check(byte[] header, long timestampNs, TimeSource source)
    {
        byte[] frame = FrameImage.Ethernet([.. header, .. FrameImage.UdpIPv4()], TimeHeader.EtherType);

        Decoding decoding = Decoding.Of(frame, trailer: TrailerKind.Metamako);
        Decoding ignoring = Decoding.Of(frame);

        Assert.That(decoding.TimestampNs, Is.EqualTo(timestampNs));
        Assert.That(decoding.TimeSource, Is.EqualTo(source));
        Assert.That(ignoring.TimestampNs, Is.EqualTo(Decoding.CaptureNs));
        Assert.That(ignoring.Payload, Is.EqualTo(FrameImage.Payload));
    }
}
