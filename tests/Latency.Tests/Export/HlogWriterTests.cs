using System.Globalization;
using System.Text;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Tests.Support;
using HdrHistogram;

namespace FeedHandler.Latency.Tests.Export;

public sealed class HlogWriterTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1));
    private static readonly DateTimeOffset To = From.AddMilliseconds(1007);

    [Test]
    public void LinesAreThoseOfTheFormat()
    {
        string[] lines = Write("decode", "").Split('\n');

        Assert.That(lines[..3], Is.EqualTo((string[])
        [
            "#[Histogram log format version 1.3]",
            "#[StartTime: 1767319445.678 (seconds since epoch), 2026-01-02T02:04:05.6780000Z]",
            "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"",
        ]));
        Assert.That(lines[3], Does.StartWith("Tag=decode,1767319445.678,1.007,2.769,HISTFAAAA"));
        Assert.That(lines[4], Is.EqualTo(lines[3]["Tag=decode,".Length..]));
        Assert.That(lines[5..], Is.EqualTo((string[])[""]));
    }

    [Test]
    public void TextIsUtf8WithoutAByteOrderMark()
    {
        using MemoryStream stream = new();
        new HlogWriter(stream).WriteInterval("größe", Interval(), From, To);

        Assert.That(stream.ToArray()[..11], Is.EqualTo("Tag=größe"u8.ToArray()));
    }

    [Test]
    public void NoCultureChangesTheNumbers()
    {
        string expected = Write("decode");
        Assert.That(Cultures.WithCommas(() => Write("decode")), Is.EqualTo(expected));
    }

    [Test]
    public void ThePackageReadsEveryHistogramBack([Range(0, 59)] int seed)
    {
        HistogramBase written = RandomHistograms.Of(seed);
        using MemoryStream stream = new();
        HlogWriter log = new(stream);
        log.WriteHeader(From);
        log.WriteInterval("all", written, From, To);
        stream.Position = 0;
        HistogramBase read = new HistogramLogReader(stream).ReadHistograms().Single();

        Assert.That((read.Tag, read.TotalCount), Is.EqualTo(("all", written.TotalCount)));
        Assert.That((read.LowestTrackableValue, read.HighestTrackableValue, read.NumberOfSignificantValueDigits), Is.EqualTo(
            (written.LowestTrackableValue, written.HighestTrackableValue, written.NumberOfSignificantValueDigits)));
        Assert.That(Counts(read), Is.EqualTo(Counts(written)));
    }

    [TestCase("a,b")]
    [TestCase("a b")]
    [TestCase("a\nb")]
    public void ATagThatBreaksTheLineIsRefused(string tag) =>
        Assert.That(() => new HlogWriter(Stream.Null).WriteInterval(tag, Interval(), From, To), Throws.ArgumentException.With.Message.Contains("tag"));

    [Test]
    public void AnIntervalThatEndsBeforeItBeginsIsRefused() =>
        Assert.That(() => new HlogWriter(Stream.Null).WriteInterval("", Interval(), To, From), Throws.ArgumentException);

    [Test]
    public void AFurtherLineAllocatesNothing()
    {
        HlogWriter log = new(Stream.Null);
        DurationHistogram interval = new(60_000_000_000);
        Random random = new(1);
        for (int i = 0; i < 100_000; i++) interval.Record((long)Math.Exp(random.NextDouble() * 18));

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            log.WriteInterval("decode", interval, From, To);
            log.WriteInterval("", interval, From, To);
        }), Is.Zero);
    }

    [Test]
    public void AFurtherLineOfAFileAllocatesNothing()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream file = File.Create(path);
            HlogWriter log = new(file);
            DurationHistogram interval = new(60_000_000_000);
            interval.Record(12_345);

            Assert.That(AllocationMeter.BytesOf(() => log.WriteInterval("decode", interval, From, To)), Is.Zero);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Write(params string[] tags)
    {
        using MemoryStream stream = new();
        HlogWriter log = new(stream);
        log.WriteHeader(From);
        foreach (string tag in tags) log.WriteInterval(tag, Interval(), From, To);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }

    private static LongHistogram Interval()
    {
        LongHistogram histogram = new(1, 3_600_000_000_000, 2);
        foreach (long value in (long[])[0, 800, 16_384, 2_768_895]) histogram.RecordValue(value);
        return histogram;
    }

    private static string[] Counts(HistogramBase histogram) =>
    [
        .. histogram.RecordedValues().Select(static step => string.Create(CultureInfo.InvariantCulture, $"{step.ValueIteratedTo}:{step.CountAtValueIteratedTo}")),
    ];
}
