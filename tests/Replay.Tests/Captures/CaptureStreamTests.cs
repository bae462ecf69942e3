using System.IO.Compression;
using FeedHandler.Core.Frames;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

/// <summary>A stream gives what a mapped file gives, whatever its portions.</summary>
public sealed class CaptureStreamTests
{
    [Test]
    public void EveryFormatReadsAsItsFileDoes([ValueSource(nameof(Images))] CaptureImage image, [Values(1, 7, 1 << 20)] int portion)
    {
        Reading expected = Reading.Of(image.Bytes);

        Reading found = Read(new TricklingStream(image.Bytes, portion));

        AssertSame(found, expected);
        Assert.That(found.Records, Is.Not.Empty);
    }

    [Test]
    public void ACutOffStreamEndsWhereItsFileDoes([ValueSource(nameof(Images))] CaptureImage image)
    {
        for (int length = 4; length < image.Bytes.Length; length++)
        {
            byte[] cut = image.Bytes[..length];

            AssertSame(Read(new TricklingStream(cut, 5)), Reading.Of(cut));
        }
    }

    [Test]
    public void GzipIsUnpacked([ValueSource(nameof(Images))] CaptureImage image)
    {
        byte[] packed = Pack(image.Bytes);

        AssertSame(Read(new TricklingStream(packed, 3)), Reading.Of(image.Bytes));
    }

    [Test]
    public void BrokenGzipEndsAsCorruptBehindTheRecordsThatWereWhole()
    {
        PcapImage image = new();
        Random random = new(5);
        byte[] frame = new byte[1000];
        for (uint second = 0; second < 3000; second++)
        {
            random.NextBytes(frame);
            image.Record(second, 0, frame);
        }

        byte[] packed = Pack(image.ToArray());
        packed.AsSpan(packed.Length / 2, 200).Fill(0xFF);

        Reading found = Read(new MemoryStream(packed));

        Assert.That(found.Ending.End, Is.EqualTo(CaptureEnd.Corrupt));
        Assert.That(found.Records, Has.Count.InRange(1, 2999));
    }

    [Test]
    public void ALongCaptureNeedsNoMoreThanItsWindow()
    {
        byte[] frame = new byte[60_000];
        PcapImage image = new();
        for (uint second = 0; second < 200; second++) image.Record(second, 0, frame);

        Reading found = Read(new MemoryStream(image.ToArray()));

        Assert.That(found.Records, Has.Count.EqualTo(200));
        Assert.That(found.Records[^1].TimestampNs, Is.EqualTo(199_000_000_000));
        Assert.That(found.Ending.End, Is.EqualTo(CaptureEnd.Clean));
    }

    [Test]
    public void WhatWasReadIsShownBeforeEachWait()
    {
        int waitCount = 0;
        byte[] bytes = CaptureImage.All().First().Bytes;
        using CaptureStream stream = CaptureStream.Read("pipe", new TricklingStream(bytes, 50), () => waitCount++);
        while (stream.TryRead(out _))
        {
        }

        Assert.That(waitCount, Is.GreaterThanOrEqualTo(bytes.Length / 50));
    }

    [TestCase("", "0 bytes")]
    [TestCase("Dear exchange", "neither pcap nor pcapng")]
    public void WhatIsNoCaptureIsRefusedByName(string text, string expected) => Assert.That(
        () => CaptureStream.Read("pipe", new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text))),
        Throws.TypeOf<CaptureFormatException>().With.Message.Contain("pipe").And.Message.Contain(expected));

    [TestCase("cme/v6.channel340.pcapng")]
    [TestCase("cme/v9.MdIncrementalRefreshOrderBook.pcap")]
    public void RealCapturesReadAsTheirFilesDo(string name)
    {
        string path = Require.Shared("captures/" + name);

        AssertSame(Read(new FileStream(path, FileMode.Open, FileAccess.Read)), Reading.Of(File.ReadAllBytes(path)));
    }

    private static IEnumerable<CaptureImage> Images() => CaptureImage.All();

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static Reading Read(Stream stream)
    {
        using CaptureStream capture = CaptureStream.Read("stream", stream);
        List<SeenRecord> records = [];
        while (capture.TryRead(out CaptureRecord record)) records.Add(SeenRecord.Of(in record));
        return new Reading(records, new CaptureEnding(capture.End, capture.EndOffset, capture.EndReason));
    }

    private static void AssertSame(Reading found, Reading expected)
    {
        Assert.That(found.Ending, Is.EqualTo(expected.Ending));
        Assert.That(found.Records.Select(Text), Is.EqualTo(expected.Records.Select(Text)));
    }

    private static string Text(SeenRecord record) =>
        $"{record.TimestampNs} {record.OriginalLength} {record.LinkType} {record.FileOffset} {Convert.ToHexString(record.Bytes)}";
}
