using System.Globalization;
using System.Text;
using HdrHistogram.Utilities;

namespace HdrHistogram.Tests;

[TestFixture]
internal sealed class HistogramLogReaderTests
{
    /// <summary>The beginning of a log that the reference implementation wrote.</summary>
    private const string ReferenceLog = """
        #[Logged with jHiccup version 2.0.7-SNAPSHOT]
        #[Histogram log format version 1.2]
        #[StartTime: 1441812279.474 (seconds since epoch), Wed Sep 09 08:24:39 PDT 2015]
        "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
        0.127,1.007,2.769,HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=

        Tag=A,0.127,1.007,2.769,HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=
        """;

    [Test]
    public void A_log_of_the_reference_implementation_is_read()
    {
        using HistogramLogReader reader = new(Log(ReferenceLog));
        HistogramBase[] histograms = [.. reader.ReadHistograms()];
        Assert.Multiple(() =>
        {
            Assert.That(histograms.Select(histogram => histogram.Tag), Is.EqualTo((string?[])[null, "A"]));
            Assert.That(histograms.Select(histogram => histogram.TotalCount), Is.EqualTo((long[])[741, 741]));
            Assert.That(histograms[0].GetMaxValue() / 1e6, Is.EqualTo(2.769).Within(0.0005));
            Assert.That((histograms[0].StartTimeStamp, histograms[0].EndTimeStamp), Is.EqualTo((1_441_812_279_601, 1_441_812_280_608)));
            Assert.That(reader.GetStartTime().SecondsSinceUnixEpoch(), Is.EqualTo(1441812279.474));
        });
    }

    [Test]
    public void What_was_written_is_read([Values("", "decode")] string tag)
    {
        using MemoryStream stream = new();
        HistogramBase written = HistogramLogWriterTests.Interval(tag);
        HistogramLogWriter.Write(stream, DateTime.UtcNow, written);
        stream.Position = 0;
        HistogramBase read = HistogramLogReader.Read(stream).Single();
        HistogramAssert.HaveSameCounts(read, written);
        Assert.That((read.StartTimeStamp, read.EndTimeStamp, read.Tag ?? ""), Is.EqualTo((written.StartTimeStamp, written.EndTimeStamp, tag)));
    }

    [Test]
    public void Many_random_intervals_survive_a_round_trip_to_the_millisecond()
    {
        Random random = new(8);
        HistogramBase[] written = [.. Enumerable.Range(0, 100).Select(i =>
        {
            LongHistogram histogram = new(1, 1_000_000_000, 3) { Tag = i % 3 == 0 ? "a" : null, StartTimeStamp = 1_793_889_000_000 + random.Next(1_000_000_000) };
            histogram.EndTimeStamp = histogram.StartTimeStamp + random.Next(100_000);
            for (int n = random.Next(200); n > 0; n--) histogram.RecordValue(RandomValue.UpTo(1_000_000_000, random));
            return histogram;
        })];
        using MemoryStream stream = new();
        HistogramLogWriter.Write(stream, DateTime.UnixEpoch, written);
        stream.Position = 0;
        HistogramBase[] read = [.. HistogramLogReader.Read(stream)];
        Assert.That(read.Select(Stamps), Is.EqualTo(written.Select(Stamps)));
        foreach ((HistogramBase one, HistogramBase other) in read.Zip(written)) HistogramAssert.HaveSameCounts(one, other);
    }

    [Test]
    public void A_log_in_utf16_is_read()
    {
        using MemoryStream stream = new([.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes(ReferenceLog)]);
        Assert.That(HistogramLogReader.Read(stream).Sum(histogram => histogram.TotalCount), Is.EqualTo(2 * 741));
    }

    [Test]
    public void A_log_of_the_older_interface_is_read_alike()
    {
        string legend = "\"StartTimestamp\",\"EndTimestamp\",\"Interval_Max\",\"Interval_Compressed_Histogram\"";
        string log = ReferenceLog.Replace("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"", legend, StringComparison.Ordinal);
        using HistogramLogReader reader = new(Log(log));
        Assert.That(((IHistogramLogV1Reader)reader).ReadHistograms().Count(), Is.EqualTo(2));
    }

    [TestCase("#[StartTime: 1441812279.474 (seconds since epoch)]", 0.5, 1_441_812_279_974, TestName = "Times far before the start count from it")]
    [TestCase("#[StartTime: 1441812279.474 (seconds since epoch)]", 1441812270.5, 1_441_812_270_500, TestName = "Other times stand for themselves")]
    [TestCase("#[BaseTime: 1000000000.250 (seconds since epoch)]", 0.5, 1_000_000_000_750, TestName = "A base time is added")]
    [TestCase("#[BaseTime: 0]", 0.5, 500, TestName = "A base time of 0 is one too")]
    [TestCase("", 1441812270.5, 1_441_812_270_500, TestName = "Without either times stand for themselves")]
    public void Times_are_made_absolute(string header, double start, long expectedMs)
    {
        string payload = ReferenceLog[ReferenceLog.IndexOf("HIST", StringComparison.Ordinal)..].Split('\n')[0];
        using HistogramLogReader reader = new(Log(string.Create(CultureInfo.InvariantCulture, $"{header}\n{start:F3},1.000,2.769,{payload}\r\n")));
        HistogramBase histogram = reader.ReadHistograms().Single();
        Assert.That((histogram.StartTimeStamp, histogram.EndTimeStamp), Is.EqualTo((expectedMs, expectedMs + 1000)));
    }

    [Test]
    public void Without_a_start_the_first_interval_gives_it()
    {
        string line = ReferenceLog.Split('\n')[4].Replace("0.127,", "1500000000.250,", StringComparison.Ordinal);
        using HistogramLogReader reader = new(Log(line));
        Assert.That(reader.GetStartTime(), Is.EqualTo(DateTime.UnixEpoch));
        Assert.That(reader.ReadHistograms().Count(), Is.EqualTo(1));
        Assert.That(reader.GetStartTime(), Is.EqualTo(DateTime.UnixEpoch.AddSeconds(1_500_000_000.25)));
    }

    [TestCase("0.127,1.007,2.769", "Line 2")]
    [TestCase("Tag=A,0.127,1.007,2.769", "Line 2")]
    [TestCase("x,1.007,2.769,HISTFAAA", "\"x\" is not a number of seconds")]
    [TestCase("0.127,NaN,2.769,HISTFAAA", "\"NaN\" is not a number of seconds")]
    [TestCase("0.127,1.007,2.769,HIST", "Line 2")]
    [TestCase("0.127,1.007,2.769,????", "Line 2")]
    [TestCase("#[StartTime: soon (seconds since epoch)]", "\"soon\" is not a number of seconds")]
    [TestCase("1e300,1.007,2.769,HISTFAAAAEV42pNpmSzMwMCgyAABTBDKT4GBgdnNYMcCBvsPEBEJISEuATEZMQ4uASkhIR4nrxg9v2lMaxhvMekILGZkKmcCAEf2CsI=", "Line 2")]
    public void A_line_that_is_none_of_a_log_is_named(string line, string message)
        => Assert.That(() => HistogramLogReader.Read(Log($"#comment\n{line}\n")).ToArray(), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void An_empty_log_has_its_start_only()
    {
        using HistogramLogReader reader = new(Log("#[StartTime: 17.5 (seconds since epoch)]\n"));
        Assert.That(reader.ReadHistograms(), Is.Empty);
        Assert.That(reader.GetStartTime(), Is.EqualTo(DateTime.UnixEpoch.AddSeconds(17.5)));
    }

    private static (string? Tag, long Start, long End) Stamps(HistogramBase histogram)
        => (histogram.Tag, histogram.StartTimeStamp, histogram.EndTimeStamp);

    private static MemoryStream Log(string text) => new(new UTF8Encoding(false).GetBytes(text));
}
