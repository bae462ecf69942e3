using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using HdrHistogram;

namespace FeedHandler.Latency.Tests.Export;

/// <summary>A log is anybody's: what is right is read exactly, and whatever else is told with file and line, in bounded time and memory.</summary>
public sealed class HlogReaderTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Test]
    public void EveryHistogramOfOursIsReadBack([Range(0, 59)] int seed)
    {
        HistogramBase written = RandomHistograms.Of(seed);
        DurationHistogram read = new(DurationHistogram.LimitNs);
        using HlogReader log = Open(LogOf(written));
        Assert.That(log.Read());
        log.AddTo(read);

        Assert.That((log.Tag, log.From, log.To), Is.EqualTo(("tag", From, From.AddSeconds(1))));
        Assert.That(read.TotalCount, Is.EqualTo(written.TotalCount));
        foreach (double percentile in (double[])[1, 50, 99, 100])
        {
            double expected = written.TotalCount == 0 ? 0 : written.GetValueAtPercentile(percentile);
            Assert.That((double)read.PercentileNs(percentile), Is.EqualTo(expected).Within(Math.Max(1024, expected * 0.015)), $"{percentile} %"); // a slot of the coarsest
        }

        Assert.That(log.Read(), Is.False);
    }

    [TestCase("Tag=a")]
    [TestCase("Tag=a,1.0,1.0")]
    [TestCase("1.0,1.0,1.0,")]
    [TestCase("1.0,1.0,1.0,!!!!")]
    [TestCase("1.0,1.0,1.0,HIST")]
    [TestCase("x,1.0,1.0,HISTFAAA")]
    [TestCase("NaN,1.0,1.0,HISTFAAA")]
    [TestCase("1e300,1.0,1.0,HISTFAAA")]
    [TestCase("1.0,-5,1.0,HISTFAAA")]
    [TestCase("-5,1.0,1.0,HISTFAAA")]
    [TestCase("Tag=a b,1.0,1.0,1.0,HISTFAAA")]
    [TestCase("this is no log")]
    public void WhatIsNoIntervalIsToldWithFileAndLine(string line) =>
        Assert.That(() => ReadAll(Encoding.UTF8.GetBytes("#[BaseTime: 0 (s)]\n" + line + "\n")), Throws.TypeOf<HlogFormatException>().With.Message.StartsWith("log, line 2: "));

    [Test]
    public void MessagesRepeatNothingOfTheFile() =>
        Assert.That(() => ReadAll("\u001b[2Jevil\n"u8.ToArray()), Throws.TypeOf<HlogFormatException>().With.Message.Not.Contains("evil"));

    [Test]
    public void ALastLineWithoutAnEndIsLeftOutAndTold()
    {
        byte[] whole = LogOf(RandomHistograms.Of(1), RandomHistograms.Of(2));
        for (int cut = 1; cut < 200; cut += 7)
        {
            using HlogReader log = Open(whole[..^cut]);
            Assert.That((log.Read(), log.Read(), log.IsTorn), Is.EqualTo((true, false, true)), $"{cut} bytes less");
        }
    }

    [Test]
    public void ALineWithoutAnEndIsNotReadForever()
    {
        using HlogReader log = new(new EndlessStream(), "log");

        Assert.That(log.Read, Throws.TypeOf<HlogFormatException>().With.Message.Contains("longer than"));
    }

    [Test]
    public void WhatUnpacksToGigabytesEndsWhereItsRangeEnds()
    {
        byte[] zeros = new byte[64 << 20]; // each byte is a slot without a count: more than the range has
        Assert.That(() => ReadAll(LineOf(Plain(3, 1, 60_000_000_000, zeros.Length, zeros))), Throws.TypeOf<HlogFormatException>().With.Message.Contains("more counts"));
        Assert.That(() => ReadAll(LineOf(Plain(3, 1, 60_000_000_000, 100_000, zeros))), Throws.Nothing, "what follows its counts is not looked at");
    }

    [TestCase(-1, 1, 1000)]
    [TestCase(6, 1, 1000)]
    [TestCase(int.MaxValue, 1, 1000)]
    [TestCase(3, 0, 1000)]
    [TestCase(3, -1, 1000)]
    [TestCase(3, 1, 1)]
    [TestCase(3, 1, -1000)]
    [TestCase(3, long.MaxValue / 2, long.MaxValue)]
    [TestCase(5, 1L << 60, long.MaxValue)]
    public void ARangeThatNoneHasIsRefused(int digits, long lowest, long highest) =>
        Assert.That(() => ReadAll(LineOf(Plain(digits, lowest, highest, 1, [2]))), Throws.TypeOf<HlogFormatException>().With.Message.Contains("range"));

    [Test]
    public void CountsThatGoOverAreRefused()
    {
        byte[] huge = [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        Assert.That(() => ReadAll(LineOf(Plain(3, 1, 1000, huge.Length, huge))), Throws.TypeOf<HlogFormatException>().With.Message.Contains("2^53"));
        byte[] lowest = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]; // a run of 2^63 zeros
        Assert.That(() => ReadAll(LineOf(Plain(3, 1, 1000, lowest.Length, lowest))), Throws.TypeOf<HlogFormatException>().With.Message.Contains("more counts"));
    }

    [Test]
    public void TheHighestRangeIsReadAndCountedAsTheHighestDuration()
    {
        DurationHistogram read = new(DurationHistogram.LimitNs);
        using HlogReader log = Open(LineOf(Plain(0, 1, long.MaxValue, 2, [125, 2]))); // 63 slots without a count, and one in the last
        Assert.That(log.Read);
        log.AddTo(read);

        Assert.That((read.TotalCount, read.OverRangeCount), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public void NoChangedByteDoesAnythingElse()
    {
        byte[] whole = LogOf(RandomHistograms.Of(4), RandomHistograms.Of(5));
        Random random = new(7);
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = [.. whole];
            for (int i = 1 + random.Next(3); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                ReadAll(changed[..random.Next(changed.Length)]);
                ReadAll(changed);
            }
            catch (HlogFormatException failure)
            {
                Assert.That(failure.Message, Does.StartWith("log, line "));
            }
        }
    }

    [Test]
    public void NoChangedHistogramDoesAnythingElse()
    {
        Random random = new(8);
        for (int round = 0; round < 3000; round++)
        {
            byte[] plain = Plain(random.Next(6), 1 + random.Next(2000), 4000 + random.NextInt64(1L << random.Next(62)), random.Next(80), RandomBytes(random));
            plain[random.Next(plain.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                ReadAll(LineOf(plain));
            }
            catch (HlogFormatException failure)
            {
                Assert.That(failure.Message, Does.StartWith("log, line 1"));
            }
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[80];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] LogOf(params HistogramBase[] histograms)
    {
        using MemoryStream stream = new();
        HlogWriter writer = new(stream);
        writer.WriteHeader(From);
        for (int i = 0; i < histograms.Length; i++) writer.WriteInterval("tag", histograms[i], From.AddSeconds(i), From.AddSeconds(i + 1));
        return stream.ToArray();
    }

    private static byte[] Plain(int digits, long lowest, long highest, int size, byte[] counts)
    {
        byte[] plain = new byte[40 + counts.Length];
        BinaryPrimitives.WriteInt32BigEndian(plain, 0x1C849313);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(4), size);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(12), digits);
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(16), lowest);
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(24), highest);
        BinaryPrimitives.WriteDoubleBigEndian(plain.AsSpan(32), 1);
        counts.CopyTo(plain, 40);
        return plain;
    }

    private static byte[] LineOf(byte[] plain)
    {
        using MemoryStream packed = new();
        packed.Write([0x1C, 0x84, 0x93, 0x14, 0, 0, 0, 0]);
        using (ZLibStream zlib = new(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(plain);
        byte[] bytes = packed.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - 8);
        return Encoding.ASCII.GetBytes($"Tag=t,1.0,1.0,1.0,{Convert.ToBase64String(bytes)}\n");
    }

    private static void ReadAll(byte[] bytes)
    {
        using HlogReader log = Open(bytes);
        DurationHistogram sum = new(DurationHistogram.LimitNs);
        while (log.Read()) log.AddTo(sum);
    }

    private static HlogReader Open(byte[] bytes) => new(new MemoryStream(bytes), "log");

    /// <summary>A line that never ends.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'a');
            return count;
        }
    }
}
