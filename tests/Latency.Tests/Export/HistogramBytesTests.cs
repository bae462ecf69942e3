using FeedHandler.Latency.Export;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace FeedHandler.Latency.Tests.Export;

public sealed class HistogramBytesTests
{
    [Test]
    public void TheHeaderHasFortyBigEndianBytesAndCountsFollow()
    {
        LongHistogram histogram = new(1000, 3_600_000_000, 2);
        histogram.RecordValueWithCount(0, 3);
        histogram.RecordValue(512 * 2);
        histogram.RecordValueWithCount(512 * 6, 100);

        Assert.That(Write(histogram, out long highest), Is.EqualTo((byte[])
        [
            0x1C, 0x84, 0x93, 0x13, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 2,
            0, 0, 0, 0, 0, 0, 0x03, 0xE8, 0, 0, 0, 0, 0xD6, 0x93, 0xA4, 0x00, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0,
            6, 0, 2, 5, 0xC8, 0x01, // 3; one zero; 1; three zeros; 100
        ]));
        Assert.That(highest, Is.EqualTo((512 * 7) - 1));
    }

    [Test]
    public void NoCountIsASingleZero()
    {
        Assert.That(Write(new LongHistogram(1, 100, 1), out long highest)[40..], Is.EqualTo((byte[])[0]));
        Assert.That(highest, Is.Zero);
    }

    [Test]
    public void BytesAreThePackagesOwn([Range(0, 59)] int seed)
    {
        HistogramBase histogram = RandomHistograms.Of(seed);
        byte[] ours = Write(histogram, out _);

        Assert.That(ours, Is.EqualTo(WriteByPackage(histogram)));
        Assert.That(ours, Has.Length.AtMost(HistogramBytes.SizeMax(histogram)));
    }

    [Test]
    public void TheLargestCountHasNineBytes()
    {
        LongHistogram histogram = new(1, 100, 1);
        histogram.RecordValueWithCount(0, long.MaxValue);

        Assert.That(Write(histogram, out _)[40..], Is.EqualTo((byte[])[0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]));
    }

    [Test]
    public void TheHighestValueIsThePackages([Range(0, 59)] int seed)
    {
        HistogramBase histogram = RandomHistograms.Of(seed);
        Write(histogram, out long highest);

        Assert.That(highest, Is.EqualTo(histogram.GetMaxValue()));
    }

    [Test]
    public void SlotsAreThoseOfThePackageForEveryPowerOfTwo([Range(0, 19)] int power)
    {
        LongHistogram histogram = new(1L << power, 1L << 40, 3);
        for (int i = power; i <= 40; i++) histogram.RecordValueWithCount(1L << i, i + 1);

        Assert.That(Write(histogram, out _), Is.EqualTo(WriteByPackage(histogram)));
    }

    private static byte[] Write(HistogramBase histogram, out long highest)
    {
        byte[] target = new byte[HistogramBytes.SizeMax(histogram)];
        return target[..HistogramBytes.Write(histogram, target, out highest)];
    }

    private static byte[] WriteByPackage(HistogramBase histogram)
    {
        ByteBuffer target = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity() + 1024);
        byte[] written = new byte[histogram.Encode(target, HistogramEncoderV2.Instance)];
        target.Position = 0;
        for (int i = 0; i < written.Length; i++) written[i] = target.Get();
        return written;
    }
}
