using FeedHandler.Replay.Captures;
using FeedHandler.Replay.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

public sealed class CaptureMergeTests
{
    [Test]
    public void RecordsComeByTimeThenByFileThenByRecord()
    {
        using CaptureSet captures = new([(1, 'a'), (3, 'b'), (3, 'c'), (9, 'd')], [(2, 'e'), (3, 'f'), (3, 'g')], [(1, 'h'), (3, 'i')]);

        Assert.That(Merge(captures, out _), Is.EqualTo("a0h2e1b0c0f1g1i2d0"));
    }

    [Test]
    public void OneFileIsReadAsItIs()
    {
        using CaptureSet captures = new([(1, 'a'), (2, 'b'), (2, 'c')]);

        Assert.That(Merge(captures, out CaptureMerge merge), Is.EqualTo("a0b0c0"));
        Assert.That(merge.BackwardCount, Is.Zero);
    }

    [Test]
    public void AFileWhoseTimeGoesBackwardsIsReadInItsOwnOrderAndCounted()
    {
        using CaptureSet captures = new([(5, 'a'), (2, 'b'), (6, 'c'), (1, 'd')], [(3, 'e'), (5, 'f'), (7, 'g')]);

        Assert.That(Merge(captures, out CaptureMerge merge), Is.EqualTo("e1a0b0f1c0d0g1"));
        Assert.That(merge.BackwardCount, Is.EqualTo(2));
    }

    [Test]
    public void EmptyFilesAreOverAtOnce()
    {
        using CaptureSet captures = new([], [(1, 'a')], []);

        Assert.That(Merge(captures, out CaptureMerge merge), Is.EqualTo("a1"));
        Assert.That(merge.Readers.Select(static reader => reader.End), Is.All.EqualTo(CaptureEnd.Clean));
        Assert.That(merge.FileIndex, Is.EqualTo(-1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void HowMuchWasReadIsToldInBytesOfTheFiles(bool isPacked)
    {
        byte[] image = new PcapImage().Record(1, 0, new byte[200_000]).Record(2, 0, new byte[200_000]).Record(3, 0, new byte[200_000]).ToArray();
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream pack = new(packed, System.IO.Compression.CompressionLevel.NoCompression, leaveOpen: true)) pack.Write(image);
        using CaptureSet captures = new(isPacked ? packed.ToArray() : image, image);
        CaptureMerge merge = new(captures.Files);
        ReadShare before = merge.Share;
        while (merge.TryRead(out _))
        {
        }

        ReadShare after = merge.Share;
        merge.Rewind();
        Assert.That(before.Total, Is.EqualTo(captures.Files.Sum(static file => file.Length)));
        Assert.That(before.Done, Is.Positive.And.LessThan(before.Total));
        Assert.That(after, Is.EqualTo(new ReadShare(before.Total, before.Total)));
        Assert.That(merge.Share.Done, Is.LessThan(before.Total));
    }

    [Test]
    public void NothingToMergeIsRefused() => Assert.That(static () => new CaptureMerge([]), Throws.ArgumentException);

    [Test]
    public void ADayWithoutAPacketIsToldBeforeThePacketBehindIt()
    {
        const uint Day = 86_400;
        using CaptureSet captures = new([(1, 'a'), (Day, 'b')], [((2 * Day) + 3600, 'c'), ((4 * Day) + 3600, 'd')]);
        CaptureMerge merge = new(captures.Files);
        List<(string Gap, long Read)> found = [];
        long readCount = 0;
        merge.GapFound = gap => found.Add((gap.ToString(), readCount));
        while (merge.TryRead(out CaptureRecord _)) readCount++;

        Assert.That(found.Select(static gap => gap.Read), Is.EqualTo((long[])[2, 3]));
        Assert.That(found[0].Gap, Does.StartWith("1 day 1 hour without a packet").And.Contain(captures.Files[0].Path).And.Contain(captures.Files[1].Path));
        Assert.That(found[1].Gap, Does.StartWith("2 days without").And.EndsWith($"two packets of {captures.Files[1].Path}"));
    }

    [Test]
    public void ADisposedFileIsNotHandedOut()
    {
        using CaptureSet captures = new([(1, 'a'), (2, 'b')]);
        CaptureMerge merge = new(captures.Files);
        captures.Files[0].Dispose();

        Assert.That(() => merge.TryRead(out CaptureRecord _), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void ManyRandomFilesMergeAsAStableSortDoes([Values(1, 2, 7, 33)] int fileCount)
    {
        Random random = new(fileCount);
        (uint Seconds, char Name)[][] files = new (uint, char)[fileCount][];
        for (int i = 0; i < fileCount; i++)
        {
            uint seconds = 0;
            files[i] = [.. Enumerable.Range(0, random.Next(50)).Select(_ => (seconds += (uint)random.Next(3), (char)('a' + random.Next(26))))];
        }

        using CaptureSet captures = new(files);
        string expected = string.Concat(files
            .SelectMany(static (file, index) => file.Select(record => (record.Seconds, Text: $"{record.Name}{index}")))
            .OrderBy(static record => record.Seconds)
            .Select(static record => record.Text));

        Assert.That(Merge(captures, out _), Is.EqualTo(expected));
    }

    [Test]
    public void MergingAllocatesNothingPerRecord()
    {
        using CaptureSet captures = new([.. Enumerable.Range(0, 5).Select(static file => Enumerable.Range(0, 2_000).Select(i => ((uint)(i + file), 'x')).ToArray())]);
        CaptureMerge merge = new(captures.Files);
        long recordCount = 0;

        long allocated = AllocationMeter.BytesOf(() =>
        {
            merge.Rewind();
            recordCount = 0;
            while (merge.TryRead(out CaptureRecord _)) recordCount++;
        });

        Assert.That(recordCount, Is.EqualTo(10_000));
        Assert.That(allocated, Is.Zero);
    }

    /// <summary>The name of each record's only byte and the file that it came from.</summary>
    private static string Merge(CaptureSet captures, out CaptureMerge merge)
    {
        merge = new CaptureMerge(captures.Files);
        List<string> seen = [];
        while (merge.TryRead(out CaptureRecord record)) seen.Add($"{(char)record.Bytes[0]}{merge.FileIndex}");
        return string.Concat(seen);
    }
}
