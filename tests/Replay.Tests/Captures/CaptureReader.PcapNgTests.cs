using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class CaptureReaderPcapNgTests
{
    private static readonly byte[] Frame = [1, 2, 3, 4, 5];

    [TestCase(false)]
    [TestCase(true)]
    public void ASectionIsReadInItsByteOrder(bool isBigEndian)
    {
        byte[] image = new PcapNgImage(isBigEndian).Interface().Enhanced(0, 1_479_000_000_123_456, Frame).ToArray();

        Reading reading = Reading.Of(image);

        Assert.That(reading.Records, Has.Count.EqualTo(1));
        Assert.That(reading.Records[0].Bytes, Is.EqualTo(Frame));
        Assert.That(reading.Records[0].TimestampNs, Is.EqualTo(1_479_000_000_123_456_000), "microseconds when no resolution is given");
        Assert.That(reading.Ending, Is.EqualTo(new CaptureEnding(CaptureEnd.Clean, image.Length, "")));
    }

    [TestCase(false, true)]
    [TestCase(true, false)]
    public void ANewSectionHasItsOwnByteOrderAndInterfaces(bool isFirstBigEndian, bool isSecondBigEndian)
    {
        byte[] first = new PcapNgImage(isFirstBigEndian).Interface(linkType: 113).Interface(9).Enhanced(1, 1_000, Frame).ToArray();
        byte[] second = new PcapNgImage(isSecondBigEndian).Interface(9).Enhanced(0, 2_000, [7]).ToArray();

        Reading reading = Reading.Of([.. first, .. second]);

        Assert.That(reading.Records.Select(static record => record.TimestampNs), Is.EqualTo(new[] { 1_000L, 2_000L }));
        Assert.That(reading.Records.Select(static record => record.LinkType), Is.All.EqualTo(LinkType.Ethernet));
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Clean));
    }

    [Test]
    public void AnInterfaceOfTheSectionBeforeIsUnknown()
    {
        byte[] first = new PcapNgImage().Interface().Interface().Enhanced(1, 1, Frame).ToArray();
        byte[] second = new PcapNgImage().Interface().Enhanced(1, 2, Frame).ToArray();

        Reading reading = Reading.Of([.. first, .. second]);

        Assert.That(reading.Records, Has.Count.EqualTo(1));
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(reading.Ending.Reason, Does.Contain("interface 1 of 1"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void EveryInterfaceHasItsOwnResolutionAndOffset(bool hasEnd)
    {
        byte[] image = new PcapNgImage()
            .Interface(6, hasEnd: hasEnd)
            .Interface(9, hasEnd: hasEnd)
            .Interface(0x80 | 20, hasEnd: hasEnd)
            .Interface(9, offsetSeconds: 1_000, hasEnd: hasEnd)
            .Enhanced(0, 5, Frame)
            .Enhanced(1, 5, Frame)
            .Enhanced(2, (3 << 20) + (1 << 19), Frame)
            .Enhanced(3, 5, Frame)
            .ToArray();

        Reading reading = Reading.Of(image);

        Assert.That(reading.Records.Select(static record => record.TimestampNs), Is.EqualTo(new[] { 5_000L, 5L, 3_500_000_000L, 1_000_000_000_005L }));
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Clean));
    }

    [Test]
    public void PaddingAndOptionsOfPacketsAreSkipped([Values(0, 1, 2, 3, 4)] int length)
    {
        byte[] frame = [.. Enumerable.Range(1, length).Select(static value => (byte)value)];
        PcapNgImage image = new PcapNgImage().Interface(9);
        image.Enhanced(0, 1, frame, options: image.Body().U16(2).U16(4).U32(1).U16(0).U16(0)).Enhanced(0, 2, [9]);

        Reading reading = Reading.Of(image.ToArray());

        Assert.That(reading.Records.Select(static record => record.Bytes), Is.EqualTo(new[] { frame, [9] }));
    }

    [Test]
    public void SimplePacketsEndAtTheFirstInterfacesLimitAndKeepTheLastTime()
    {
        byte[] image = new PcapNgImage()
            .Interface(linkType: 101, snapLength: 3)
            .Interface(9)
            .Simple(2, [1, 2])
            .Enhanced(1, 77, Frame)
            .Simple(9, [1, 2, 3])
            .ToArray();

        Reading reading = Reading.Of(image);

        Assert.That(reading.Records.Select(static record => record.Bytes.Length), Is.EqualTo(new[] { 2, 5, 3 }));
        Assert.That(reading.Records.Select(static record => record.OriginalLength), Is.EqualTo(new[] { 2, 5, 9 }));
        Assert.That(reading.Records.Select(static record => record.TimestampNs), Is.EqualTo(new[] { 0L, 77L, 77L }));
        Assert.That(reading.Records[2].LinkType, Is.EqualTo(LinkType.RawIp));
    }

    [Test]
    public void ObsoletePacketBlocksAreRead([Values] bool isBigEndian)
    {
        Reading reading = Reading.Of(new PcapNgImage(isBigEndian).Interface(9).Interface(9).Obsolete(1, 42, Frame).ToArray());

        Assert.That(reading.Records, Has.Count.EqualTo(1));
        Assert.That(reading.Records[0].Bytes, Is.EqualTo(Frame));
        Assert.That(reading.Records[0].TimestampNs, Is.EqualTo(42));
    }

    [Test]
    public void BlocksOfNoInterestAreSkipped([Values(4u, 5u, 9u, 0xAu, 0xBADu, 0x4000_0BADu, 0xFFFF_FFFFu)] uint type)
    {
        PcapNgImage image = new PcapNgImage().Interface(9);
        image.Block(type, image.Body().I64(-1)).Enhanced(0, 1, Frame).Block(type, image.Body());

        Reading reading = Reading.Of(image.ToArray());

        Assert.That(reading.Records, Has.Count.EqualTo(1));
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Clean));
    }

    [TestCase(0u)]
    [TestCase(4u)]
    [TestCase(11u)]
    [TestCase(13u)]
    [TestCase(uint.MaxValue)]
    [TestCase(0xFFFF_FFFCu)]
    public void ABlockLengthThatCannotBeIsCorruptAndKeepsWhatWasRead(uint total)
    {
        byte[] good = new PcapNgImage().Interface(9).Enhanced(0, 1, Frame).ToArray();
        byte[] bad = new WireWriter(false).U32(6).U32(total).U32(0).U32(0).U32(0).U32(0).U32(0).U32(total).ToArray();

        Reading reading = Reading.Of([.. good, .. bad]);

        Assert.That(reading.Records, Has.Count.EqualTo(1));
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(reading.Ending.Offset, Is.EqualTo(good.Length));
    }

    [Test]
    public void LengthsThatDisagreeAreCorrupt()
    {
        byte[] image = new PcapNgImage().Interface(9).Enhanced(0, 1, Frame).ToArray();
        image[^4]++;

        Reading reading = Reading.Of(image);

        Assert.That(reading.Records, Is.Empty);
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(reading.Ending.Reason, Does.Contain("begins with length 40 and ends with length 41"));
    }

    [Test]
    public void PacketsThatDoNotFitTheirBlocksAreCorrupt()
    {
        PcapNgImage start = new PcapNgImage().Interface(9);
        WireWriter tooLong = start.Body().U32(0).U32(0).U32(0).U32(9).U32(9).I64(0);
        WireWriter negative = start.Body().U32(0).U32(0).U32(0).U32(uint.MaxValue).U32(9).I64(0);

        Assert.That(Reading.Of(new PcapNgImage().Interface(9).Block(6, tooLong).ToArray()).Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(Reading.Of(new PcapNgImage().Interface(9).Block(6, negative).ToArray()).Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(Reading.Of(new PcapNgImage().Interface(9).Block(6, start.Body().I64(0)).ToArray()).Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(Reading.Of(new PcapNgImage().Interface(9).Block(3, start.Body()).ToArray()).Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(Reading.Of(new PcapNgImage().Simple(1, [1]).ToArray()).Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(Reading.Of(new PcapNgImage().Block(1, start.Body().U32(0)).ToArray()).Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
    }

    [Test]
    public void AnOptionThatRunsPastItsInterfaceIsCorrupt()
    {
        PcapNgImage image = new();
        image.Interface(options: image.Body().U16(9).U16(400).U8(9));

        Assert.That(Reading.Of(image.ToArray()).Ending.Reason, Does.Contain("option"));
    }

    [Test]
    public void AnUnknownSectionVersionOrByteOrderIsCorrupt()
    {
        byte[] version = new PcapNgImage().ToArray();
        version[12] = 3;
        byte[] order = new PcapNgImage().ToArray();
        order[9] = 0;

        Assert.That(Reading.Of(version).Ending.Reason, Does.Contain("version 3"));
        Assert.That(Reading.Of(order).Ending.Reason, Does.Contain("byte-order magic"));
    }

    [Test]
    public void ManyInterfacesAreKept()
    {
        PcapNgImage image = new();
        for (int i = 0; i < 100; i++) image.Interface(9, offsetSeconds: i + 1);

        Reading reading = Reading.Of(image.Enhanced(99, 5, Frame).ToArray());

        Assert.That(reading.Records[0].TimestampNs, Is.EqualTo(100_000_000_005));
    }
}
