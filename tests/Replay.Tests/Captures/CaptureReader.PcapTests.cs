using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class CaptureReaderPcapTests
{
    private static readonly byte[] Frame = [1, 2, 3, 4, 5];

    [TestCase(false, 0xA1B2C3D4u, 1_479_000_000_123_456_000L)]
    [TestCase(true, 0xA1B2C3D4u, 1_479_000_000_123_456_000L)]
    [TestCase(false, 0xA1B23C4Du, 1_479_000_000_000_123_456L)]
    [TestCase(true, 0xA1B23C4Du, 1_479_000_000_000_123_456L)]
    [TestCase(false, 0xA1B2CD34u, 1_479_000_000_123_456_000L)]
    [TestCase(true, 0xA1B2CD34u, 1_479_000_000_123_456_000L)]
    public void EveryMagicIsReadInItsByteOrderAndUnit(bool isBigEndian, uint magic, long timestampNs)
    {
        byte[] image = new PcapImage(isBigEndian, magic).Record(1_479_000_000, 123_456, Frame).Record(1_479_000_001, 0, [9]).ToArray();

        Reading reading = Reading.Of(image);

        Assert.That(reading.Records, Has.Count.EqualTo(2));
        Assert.That(reading.Records[0].Bytes, Is.EqualTo(Frame));
        Assert.That(reading.Records[0].TimestampNs, Is.EqualTo(timestampNs));
        Assert.That(reading.Records[0].FileOffset, Is.EqualTo(24));
        Assert.That(reading.Records[0].LinkType, Is.EqualTo(LinkType.Ethernet));
        Assert.That(reading.Records[1].Bytes, Is.EqualTo(new byte[] { 9 }));
        Assert.That(reading.Ending, Is.EqualTo(new CaptureEnding(CaptureEnd.Clean, image.Length, "")));
    }

    [Test]
    public void TheUpperBitsOfTheLinkTypeAreNotPartOfIt()
    {
        Reading reading = Reading.Of(new PcapImage(linkType: 0x2400_0071).Record(1, 0, Frame).ToArray());

        Assert.That(reading.Records[0].LinkType, Is.EqualTo(LinkType.LinuxCooked));
    }

    [TestCase(0xA1B2C3D4u, 2_500_000u, 12_500_000_000L)]
    [TestCase(0xA1B23C4Du, 2_500_000_000u, 12_500_000_000L)]
    public void AFractionOfMoreThanASecondCarries(uint magic, uint fraction, long timestampNs)
    {
        Reading reading = Reading.Of(new PcapImage(magic: magic).Record(10, fraction, Frame).ToArray());

        Assert.That(reading.Records[0].TimestampNs, Is.EqualTo(timestampNs));
    }

    [Test]
    public void TheLastSecondOfTheFormatIsRead()
    {
        Reading reading = Reading.Of(new PcapImage(magic: 0xA1B23C4D).Record(uint.MaxValue, 999_999_999, Frame).ToArray());

        Assert.That(reading.Records[0].TimestampNs, Is.EqualTo(4_294_967_295_999_999_999));
    }

    [Test]
    public void AFrameCutByTheSnapLengthIsMarked()
    {
        using TemporaryFile temporary = new(new PcapImage().Record(1, 0, Frame, originalLength: 1500).ToArray());
        using CaptureFile file = CaptureFile.Open(temporary.Path);

        Assert.That(file.CreateReader().TryRead(out CaptureRecord record), Is.True);
        Assert.That(record.IsTruncated, Is.True);
        Assert.That(record.OriginalLength, Is.EqualTo(1500));
        Assert.That(record.Bytes.Length, Is.EqualTo(5));
    }

    [Test]
    public void MoreCapturedThanOriginalIsKeptAndNotTruncated()
    {
        Reading reading = Reading.Of(new PcapImage().Record(1, 0, Frame, originalLength: 3).ToArray());

        Assert.That(reading.Records[0].Bytes, Is.EqualTo(Frame));
        Assert.That(reading.Records[0].OriginalLength, Is.EqualTo(3));
    }

    [Test]
    public void AHeaderAloneIsACleanEmptyCapture()
    {
        Reading reading = Reading.Of(new PcapImage().ToArray());

        Assert.That(reading.Records, Is.Empty);
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Clean));
    }

    [TestCase(262_145u)]
    [TestCase(0x8000_0000u)]
    [TestCase(uint.MaxValue)]
    public void AnAbsurdCapturedLengthIsCorruptAndKeepsWhatWasRead(uint captured)
    {
        byte[] image = [.. new PcapImage().Record(1, 0, Frame).ToArray(), .. new WireWriter(false).U32(2).U32(0).U32(captured).U32(captured).ToArray()];

        Reading reading = Reading.Of(image);

        Assert.That(reading.Records, Has.Count.EqualTo(1));
        Assert.That(reading.Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(reading.Ending.Offset, Is.EqualTo(24 + 16 + 5));
        Assert.That(reading.Ending.Reason, Does.Contain($"{captured}"));
    }
}
