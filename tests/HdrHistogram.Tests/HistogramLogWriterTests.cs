using System.Globalization;
using System.Text;
using FeedHandler.Tests.Support;

namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class HistogramLogWriterTests
{
    private static readonly DateTime Start = new DateTime(2026, 11, 5, 14, 30, 0, DateTimeKind.Utc).AddMilliseconds(127);

    [Test]
    public void A_log_is_a_header_and_a_line_for_each_interval()
    {
        string[] lines = Write(Interval("decode"), Interval(null), Interval(""));
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Is.EqualTo("#[Histogram log format version 1.3]"));
            Assert.That(lines[1], Is.EqualTo("#[StartTime: 1793889000.127 (seconds since epoch), 2026-11-05T14:30:00.1270000Z]"));
            Assert.That(lines[2], Is.EqualTo("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\""));
            Assert.That(lines[3], Does.StartWith("Tag=decode,1793889000.127,1.007,2.769,HISTFAAAA"));
            Assert.That(lines[4], Does.StartWith("1793889000.127,1.007,2.769,HISTFAAAA"));
            Assert.That(lines[5], Is.EqualTo(lines[4]));
            Assert.That(lines[6..], Is.EqualTo((string[])[""]));
        });
    }

    [Test]
    public void The_bytes_are_utf8_without_a_byte_order_mark()
    {
        using MemoryStream stream = new();
        HistogramLogWriter.Write(stream, Start, Interval("größe"));
        byte[] bytes = stream.ToArray();
        Assert.That(bytes[0], Is.EqualTo((byte)'#'));
        Assert.That(Encoding8(bytes), Does.Contain("Tag=größe,").And.Not.Contain("\r"));
    }

    [Test]
    public void Appending_to_a_log_without_a_header_starts_it_with_the_interval()
    {
        using MemoryStream stream = new();
        using HistogramLogWriter writer = new(stream);
        writer.Append(Interval("a"));
        writer.Append(Interval("b"));
        string[] lines = Encoding8(stream.ToArray()).Split('\n');
        Assert.That(lines[1], Does.StartWith("#[StartTime: 1793889000.127 "));
        Assert.That(lines[3..5].Select(line => line[..6]), Is.EqualTo((string[])["Tag=a,", "Tag=b,"]));
    }

    [Test]
    public void The_stream_is_left_open()
    {
        using MemoryStream stream = new();
        HistogramLogWriter writer = new(stream);
        writer.Append(Interval(null));
        writer.Dispose();
        writer.Dispose();
        Assert.That(stream.CanWrite, Is.True);
    }

    [Test]
    public void A_time_of_unknown_zone_is_refused()
        => Assert.That(() => HistogramLogWriter.Write(Stream.Null, new DateTime(2026, 1, 1)), Throws.ArgumentException);

    [Test]
    public void No_culture_changes_the_numbers()
    {
        string[] expected = Write(Interval(null));
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.That(Write(Interval(null)), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Appending_reuses_its_buffers()
    {
        using HistogramLogWriter writer = new(Stream.Null);
        HistogramBase interval = Interval("decode");
        writer.Append(interval);
        Assert.That(AllocationMeter.BytesOf(() => writer.Append(interval)), Is.LessThan(1024));
    }

    internal static HistogramBase Interval(string? tag)
    {
        LongHistogram histogram = new(1, 3_600_000_000_000, 2) { Tag = tag };
        foreach (long value in (long[])[0, 800, 16_384, 2_768_895]) histogram.RecordValue(value);
        histogram.StartTimeStamp = 1_793_889_000_127;
        histogram.EndTimeStamp = 1_793_889_001_134;
        return histogram;
    }

    private static string[] Write(params HistogramBase[] histograms)
    {
        using MemoryStream stream = new();
        HistogramLogWriter.Write(stream, Start, histograms);
        return Encoding8(stream.ToArray()).Split('\n');
    }

    private static string Encoding8(byte[] bytes) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
}
