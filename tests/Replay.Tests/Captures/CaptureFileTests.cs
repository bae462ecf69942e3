using System.IO.Compression;
using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class CaptureFileTests
{
    [Test]
    public void TheFormatIsToldByTheFirstBytes()
    {
        using TemporaryFile pcap = new(new PcapImage().ToArray());
        using TemporaryFile pcapNg = new(new PcapNgImage().ToArray());
        using CaptureFile first = CaptureFile.Open(pcap.Path);
        using CaptureFile second = CaptureFile.Open(pcapNg.Path);

        Assert.That(first.Format, Is.EqualTo(CaptureFormat.Pcap));
        Assert.That(second.Format, Is.EqualTo(CaptureFormat.PcapNg));
        Assert.That(first.Length, Is.EqualTo(24));
    }

    [TestCase(new byte[] { 0x1F, 0x8B, 8, 0, 0 }, "the gzip data are cut off")]
    [TestCase(new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 0 }, "the zstd data are cut off")]
    [TestCase(new byte[] { 0x04, 0x22, 0x4D, 0x18, 0 }, "unlz4")]
    [TestCase(new byte[] { 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0 }, "unxz")]
    [TestCase(new byte[] { 0x42, 0x5A, 0x68, 0x39 }, "bunzip2")]
    [TestCase(new byte[] { 1, 2, 3, 4 }, "begins with 01020304")]
    [TestCase(new byte[] { 1, 2, 3 }, "holds 3 bytes")]
    [TestCase(new byte[0], "holds 0 bytes")]
    public void WhatIsNoCaptureIsRefusedWithAdvice(byte[] bytes, string advice)
    {
        using TemporaryFile temporary = new(bytes);

        Assert.That(() => CaptureFile.Open(temporary.Path), Throws.InstanceOf<CaptureFormatException>().With.Message.Contains(advice).And.Message.Contains(temporary.Path));
    }

    [Test]
    public void AMissingFileIsNamed() =>
        Assert.That(static () => CaptureFile.Open("no-such.pcap"), Throws.InstanceOf<CaptureFormatException>().With.Message.Contains("no-such.pcap"));

    [Test]
    public void AGzipReadsAsWhatItUnpacksToAndRewinds()
    {
        byte[] image = [.. CaptureImage.All().Last().Bytes];
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(image);
        using TemporaryFile temporary = new(packed.ToArray());
        using CaptureFile file = CaptureFile.Open(temporary.Path);
        CaptureReader reader = file.CreateReader();
        int expected = Reading.Of(image).Records.Count;

        Assert.That((CountOf(reader), reader.End), Is.EqualTo((expected, CaptureEnd.Clean)));
        reader.Rewind();
        Assert.That((CountOf(reader), reader.End), Is.EqualTo((expected, CaptureEnd.Clean)));
    }

    // A mapped page of a file that was cut ends the process: the file has to be longer than what is read of it at once.
    [Test]
    public void AFileThatIsCutWhileItIsReadIsNamed([Values(0, 30, 400_000)] int left)
    {
        PcapImage image = new();
        for (uint second = 0; second < 1000; second++) image.Record(second, 0, new byte[1000]);
        using TemporaryFile temporary = new(image.ToArray());
        using CaptureFile file = CaptureFile.Open(temporary.Path);
        CaptureReader reader = file.CreateReader();
        Assert.That(reader.TryRead(out CaptureRecord _));

        using (FileStream cut = new(temporary.Path, FileMode.Open)) cut.SetLength(left);

        Assert.That(() => CountOf(reader), Throws.InstanceOf<CaptureFormatException>().With.Message.Contains(temporary.Path).And.Message.Contains("was cut while")
            .And.Message.Contains($"now it has {left}"));
    }

    [Test]
    public void WhatIsWrittenBehindAFileWhileItIsReadDoesNotCount()
    {
        using TemporaryFile temporary = new(new PcapImage().Record(1, 0, [1]).ToArray());
        using CaptureFile file = CaptureFile.Open(temporary.Path);
        CaptureReader reader = file.CreateReader();
        using (FileStream growing = new(temporary.Path, FileMode.Append)) growing.Write(new byte[50]);

        Assert.That((CountOf(reader), reader.End), Is.EqualTo((1, CaptureEnd.Clean)));
    }

    [Test]
    public void ADisposedFileIsNotRead()
    {
        using TemporaryFile temporary = new(new PcapImage().Record(1, 0, [1]).ToArray());
        CaptureFile file = CaptureFile.Open(temporary.Path);
        CaptureReader reader = file.CreateReader();
        file.Dispose();
        file.Dispose();

        Assert.That(() => reader.TryRead(out CaptureRecord _), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => file.CreateReader(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void ReadersOfOneFileAreIndependentAndRewind()
    {
        using TemporaryFile temporary = new(new PcapImage().Record(1, 0, [1]).Record(2, 0, [2]).ToArray());
        using CaptureFile file = CaptureFile.Open(temporary.Path);
        CaptureReader first = file.CreateReader();
        CaptureReader second = file.CreateReader();
        while (first.TryRead(out CaptureRecord _)) { }

        Assert.That(first.RecordCount, Is.EqualTo(2));
        Assert.That(second.End, Is.EqualTo(CaptureEnd.None));
        first.Rewind();
        Assert.That(first.TryRead(out CaptureRecord again), Is.True);
        Assert.That(again.Bytes[0], Is.EqualTo(1));
        Assert.That(second.TryRead(out CaptureRecord own), Is.True);
        Assert.That(own.Bytes[0], Is.EqualTo(1));
    }

    [Test]
    public void ARealCaptureIsReadWithoutAllocation()
    {
        using CaptureFile file = CaptureFile.Open(Require.Shared("captures/cme/v6.channel340.pcapng"));
        CaptureReader reader = file.CreateReader();
        long recordCount = 0;
        long allocated = AllocationMeter.BytesOf(() =>
        {
            reader.Rewind();
            while (reader.TryRead(out CaptureRecord _)) { }
            recordCount = reader.RecordCount;
        });

        Assert.That(recordCount, Is.EqualTo(10_000));
        Assert.That(reader.End, Is.EqualTo(CaptureEnd.Clean));
        Assert.That(allocated, Is.Zero);
    }

    private static int CountOf(CaptureReader reader)
    {
        int count = 0;
        while (reader.TryRead(out CaptureRecord _)) count++;
        return count;
    }
}
