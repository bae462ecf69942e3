using System.Buffers.Binary;
using FeedHandler.Dbn.Tests.Support;

namespace FeedHandler.Dbn.Tests;

/// <summary>Rule: whatever bytes say, a reader takes bounded memory, tells a cut end, and names file and byte of anything else that is wrong.</summary>
public sealed class HostileTests
{
    private static readonly int MetadataBytes = Samples.Orders(0).Length;

    [Test]
    public void ACutEndIsToldWithItsBytes()
    {
        byte[] whole = Samples.Orders(3);
        for (int cut = 1; cut < MboRecord.Bytes; cut++)
        {
            using DbnReader reader = DbnReader.Open(new MemoryStream(whole[..^cut]), new DbnReaderOptions { Name = "cut.dbn" });
            Assert.That(Count(reader), Is.EqualTo(2));
            Assert.That((reader.IsCutOff, reader.LeftoverBytes), Is.EqualTo((true, MboRecord.Bytes - cut)));
            Assert.That(reader.RequireWhole, Throws.TypeOf<DbnException>().With.Message.Contains("cut.dbn: at byte").And.Message.Contains("cut off"));
        }
    }

    [Test]
    public void MetadataThatAreCutAreNamed()
    {
        byte[] whole = Samples.Orders(0);
        for (int length = 0; length < whole.Length; length++)
        {
            DbnException failure = Assert.Throws<DbnException>(() => DbnReader.Over(whole.AsMemory(0, length), new DbnReaderOptions { Name = "x.dbn" }));
            Assert.That(failure.Message, Does.StartWith("x.dbn: at byte "));
        }
    }

    [TestCase(112, 1u << 30, "symbols")] // counts are believed only as far as there are bytes
    [TestCase(112, uint.MaxValue, "symbols")]
    [TestCase(108, uint.MaxValue, "definition")]
    [TestCase(4, 1u << 20, "cut off within its metadata")]
    [TestCase(4, uint.MaxValue, "are read at most")]
    [TestCase(4, 100u, "needs")]
    public void AHugeCountTakesNoMemory(int offset, uint value, string words)
    {
        byte[] bytes = Samples.Orders(0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => DbnReader.Open(new MemoryStream(bytes)), Throws.TypeOf<DbnException>().With.Message.Contains(words));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 << 20));
    }

    [TestCase(0, (byte)0, "less than its head")]
    [TestCase(0, (byte)13, "in version 3 it has 56")]
    [TestCase(0, (byte)16, "in version 3 it has 56")]
    [TestCase(1, (byte)0x13, "in version 3 it has 520")]
    public void AWrongLengthIsNamedWithItsByte(int offset, byte value, string words)
    {
        byte[] bytes = Samples.Orders(3);
        bytes[MetadataBytes + MboRecord.Bytes + offset] = value;
        if (value == 0) bytes[MetadataBytes + MboRecord.Bytes + 1] = 0x77;
        using DbnReader reader = DbnReader.Over(bytes, new DbnReaderOptions { Name = "x.dbn" });

        DbnException failure = Assert.Throws<DbnException>(() => Count(reader));
        Assert.That(failure.Message, Does.Contain(words));
        Assert.That((failure.File, failure.Offset), Is.EqualTo(("x.dbn", (long)MetadataBytes + MboRecord.Bytes)));
    }

    [Test]
    public void AnUnknownTypeIsPassedOverByItsLength()
    {
        byte[] bytes = Samples.Orders(3);
        bytes[MetadataBytes + MboRecord.Bytes + 1] = 0x77;
        using DbnReader reader = DbnReader.Over(bytes);

        Assert.That((Count(reader), reader.UnknownCount, reader.IsCutOff), Is.EqualTo((2, 1L, false)));
    }

    [TestCase("44424E04", "version 4")]
    [TestCase("D4C3B2A1020004000000", "is no DBN")]
    [TestCase("", "empty")]
    public void WhatIsNoDbnIsNamed(string hex, string words) =>
        Assert.That(() => DbnReader.Open(new MemoryStream(Convert.FromHexString(hex.PadRight(hex.Length == 0 ? 0 : 20, '0')))), Throws.TypeOf<DbnException>().With.Message.Contains(words));

    [Test]
    public void ADayThatIsNoneIsNamed()
    {
        byte[] bytes = Samples.Orders(0);
        int day = bytes.AsSpan().IndexOf(BitConverter.GetBytes(20201228));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(day), 20201331);
        Assert.That(() => DbnReader.Over(bytes), Throws.TypeOf<DbnException>().With.Message.Contains("20201331, which is no day"));
    }

    [Test]
    public void DamagedBytesNeverThrowAnythingElse()
    {
        byte[] whole = Samples.Orders(20);
        byte[] packed = Samples.Orders(20, new DbnWriterOptions { Compression = DbnCompression.Zstd });
        Random random = new(5);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = [.. round % 2 == 0 ? whole : packed];
            for (int i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                using DbnReader reader = DbnReader.Open(new MemoryStream(bytes, 0, random.Next(bytes.Length + 1)));
                Assert.That(Count(reader), Is.LessThanOrEqualTo(20 * 4));
            }
            catch (DbnException failure)
            {
                Assert.That(failure.Message, Does.StartWith("DBN: at byte "));
            }
        }
    }

    private static int Count(DbnReader reader)
    {
        int count = 0;
        while (reader.TryRead(out _)) count++;
        return count;
    }
}
