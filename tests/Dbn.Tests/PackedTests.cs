using FeedHandler.Dbn.Tests.Support;
using FeedHandler.Tests.Support;
using ZstdSharp;

namespace FeedHandler.Dbn.Tests;

/// <summary>Rule: files packed with zstd are read by their first bytes, in one frame or several, up to where they are cut off, and within bounds.</summary>
public sealed class PackedTests
{
    private static readonly DbnWriterOptions Zstd = new() { Compression = DbnCompression.Zstd };

    [Test]
    public void FramesAreReadAsOne([Values(0, 1, 100, 1000)] int flushEvery)
    {
        byte[] packed = Samples.Orders(3000, Zstd, flushEvery);
        Assert.That(packed.AsSpan(0, 4).ToArray(), Is.EqualTo(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }));
        using DbnReader reader = DbnReader.Open(new MemoryStream(packed));
        for (int i = 0; i < 3000; i++)
        {
            Assert.That(reader.TryRead(out DbnRecord record), Is.True);
            Assert.That(record.As<MboRecord>(), Is.EqualTo(Samples.Order(i)));
        }

        Assert.That((reader.TryRead(out _), reader.IsCutOff), Is.EqualTo((false, false)));
    }

    [Test]
    public void AnotherUnpackerReadsThem()
    {
        byte[] packed = Samples.Orders(3000, Zstd, flushEvery: 500);
        MemoryStream unpacked = new();
        using (DecompressionStream stream = new(new MemoryStream(packed))) stream.CopyTo(unpacked);

        Assert.That(unpacked.ToArray(), Is.EqualTo(Samples.Orders(3000)));
    }

    [Test]
    public void FramesBehindPlainMetadataOfAnotherPackerAreRead()
    {
        using Compressor compressor = new();
        byte[] whole = Samples.Orders(100);
        byte[] packed = [.. compressor.Wrap(whole.AsSpan(0, 33)), .. compressor.Wrap(whole.AsSpan(33, 1000)), .. compressor.Wrap(whole.AsSpan(1033))];
        using DbnReader reader = DbnReader.Open(new MemoryStream(packed));

        Assert.That(Count(reader), Is.EqualTo(100));
        Assert.That(reader.IsCutOff, Is.False);
    }

    [Test]
    public void OfACutFileTheWholeRecordsAreRead()
    {
        byte[] packed = Samples.Orders(2000, Zstd, flushEvery: 1000);
        byte[] first = Samples.Orders(1000, Zstd, flushEvery: 1000);
        for (int length = first.Length + 1; length < packed.Length; length += 97)
        {
            using DbnReader reader = DbnReader.Open(new MemoryStream(packed, 0, length));
            Assert.That(Count(reader), Is.InRange(1000, 1999));
            Assert.That(reader.IsCutOff, Is.True);
            Assert.That(reader.RequireWhole, Throws.TypeOf<DbnException>());
        }
    }

    [Test]
    public void AFileThatIsCutWithinItsFirstFrameIsNamed()
    {
        byte[] packed = Samples.Orders(3, Zstd);
        Assert.That(() => DbnReader.Open(new MemoryStream(packed, 0, packed.Length - 20)), Throws.TypeOf<DbnException>().With.Message.Contains("cut off"));
    }

    [Test]
    public void ABombIsBounded()
    {
        byte[] bomb = Samples.Orders(2_000_000, new DbnWriterOptions { Compression = DbnCompression.Zstd, Level = 1 });
        using DbnReader reader = DbnReader.Open(new MemoryStream(bomb), new DbnReaderOptions { UnpackedBytesMax = 8 << 20 });
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Count(reader), Throws.TypeOf<DbnException>().With.Message.Contains("unpacked at most"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void ReadingAndWritingMakeNoGarbage([Values] DbnCompression compression)
    {
        byte[] bytes = Samples.Orders(200_000, new DbnWriterOptions { Compression = compression, Level = 1 });
        MemoryStream stream = new(bytes.Length * 2);
        using DbnWriter writer = new(stream, Samples.Metadata(3), new DbnWriterOptions { Compression = compression, Level = 1 });
        using DbnReader reader = DbnReader.Open(new MemoryStream(bytes));
        ulong sum = 0;

        long read = AllocationMeter.BytesOf(() =>
        {
            for (int i = 0; i < 10_000 && reader.TryRead(out DbnRecord record); i++)
            {
                if (record.Is<MboRecord>()) sum += record.As<MboRecord>().OrderId;
                writer.Write(record);
            }
        });
        Assert.That((read, reader.IsCutOff, sum > 0), Is.EqualTo((0L, false, true)));
    }

    private static int Count(DbnReader reader)
    {
        int count = 0;
        while (reader.TryRead(out _)) count++;
        return count;
    }
}
