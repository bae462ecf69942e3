using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FeedHandler.Tests.Support;
using HdrHistogram.Analysis;

namespace HdrHistogram.Tests.Interop;

/// <summary>Logs and listings exchanged with the Java implementation, as Debian's libhdrhistogram-java installs it.</summary>
[TestFixture]
internal sealed class ReferenceImplementationTests
{
    private const string Library = "/usr/share/java/hdrhistogram.jar";

    private string _folder = "";

    [OneTimeSetUp]
    public void LetTheReferenceWrite()
    {
        Require.Tool("javac");
        Require.That(File.Exists(Library), $"{Library} is not there: install libhdrhistogram-java");
        _folder = Directory.CreateTempSubdirectory("hdrhistogram").FullName;
        Run("javac", "-cp", Library, "-d", _folder, Repository.PathOf("tests/HdrHistogram.Tests/Interop/Interop.java"));
        Run("java", "-cp", $"{Library}:{_folder}", "Interop", "write", _folder);
    }

    [OneTimeTearDown]
    public void RemoveFiles()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Its_logs_are_read_with_the_same_stamps_counts_and_percentiles()
        => Assert.That(ReadReference().Select(Line), Is.EqualTo(File.ReadAllLines(PathOf("reference.txt"))));

    [Test]
    public void It_reads_our_logs_with_the_same_stamps_counts_and_percentiles()
    {
        HistogramBase[] histograms = [.. ReadReference(), .. Narrow()];
        using (FileStream stream = File.Create(PathOf("ours.hlog"))) HistogramLogWriter.Write(stream, DateTime.UtcNow, histograms);
        string[] listed = Run("java", "-cp", $"{Library}:{_folder}", "Interop", "list", PathOf("ours.hlog")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(listed, Is.EqualTo(histograms.Select(Line)));
    }

    [Test]
    public void Our_listings_are_its_listings_but_for_the_rounding_of_decimal_halves([Values("hgrm", "csv")] string format)
    {
        double[] ratios = [1, 1000, 1_000_000, 7];
        HistogramBase[] histograms = [.. ReadReference()];
        Assert.That(histograms, Has.Length.EqualTo(40));
        for (int i = 0; i < histograms.Length; i++)
        {
            // Beyond 2^53 the digits depend on the version of the Java runtime: older ones print more than it takes to tell a number.
            if (histograms[i].GetMaxValue() > 1L << 53) continue;
            StringWriter writer = new();
            histograms[i].OutputPercentileDistribution(writer, 1 + (i % 7), ratios[i % 4], useCsvFormat: string.Equals(format, "csv", StringComparison.Ordinal));
            string[] ours = Words(writer.ToString());
            string[] theirs = Words(File.ReadAllText(PathOf($"{i}.{format}")));
            Assert.That(ours, Has.Length.EqualTo(theirs.Length), $"listing {i}");
            string[] different = [.. ours.Zip(theirs).Where(pair => !AreEqual(pair.First, pair.Second)).Select(pair => $"{pair.First} for {pair.Second}")];
            Assert.That(different, Is.Empty, $"listing {i}");
        }
    }

    [Test]
    public void Ranges_and_corrected_copies_are_its_own()
        => Assert.That(ReadReference().Where(histogram => histogram.HighestTrackableValue < long.MaxValue).Select(BucketsLine), Is.EqualTo(File.ReadAllLines(PathOf("buckets.txt"))));

    // Blanks count as words: the columns have their widths.
    private static string[] Words(string listing) => Regex.Split(listing, "([ ,=\\]\n])", RegexOptions.None, TimeSpan.FromSeconds(10));

    // Java rounds halves of the shortest decimal form up, .NET by the binary value: one unit of the last digit apart.
    private static bool AreEqual(string ours, string theirs)
    {
        if (string.Equals(ours, theirs, StringComparison.Ordinal)) return true;
        return ours.Length == theirs.Length && ours.Contains('.', StringComparison.Ordinal)
            && decimal.TryParse(ours, CultureInfo.InvariantCulture, out decimal first) && decimal.TryParse(theirs, CultureInfo.InvariantCulture, out decimal second)
            && Math.Abs(second - first) == new decimal(1, 0, 0, isNegative: false, first.Scale);
    }

    private static string BucketsLine(HistogramBase histogram)
    {
        long[] values = [0, 999, 123_456, 1_000_000_000];
        long width = (histogram.GetMaxValue() / 50) + 3;
        HistogramBase corrected = histogram.CopyCorrectedForCoordinatedOmission(width);
        IEnumerable<HistogramBucket> buckets = histogram.LinearBucketValues(width).Concat(histogram.LogarithmicBucketValues(1 + (width % 1000), 1.7));
        IEnumerable<FormattableString> words =
        [
            $"min {histogram.GetMinValue()}",
            .. values.Select(value => (FormattableString)$"{(long)(histogram.GetPercentileAtOrBelowValue(value) * 1_000_000)}"),
            .. buckets.Select(bucket => (FormattableString)$"{bucket.ValueTo}:{bucket.Count}:{bucket.TotalCountToValue}"),
            $"corrected {corrected.TotalCount}",
            .. corrected.RecordedValues().Select(step => (FormattableString)$"{step.ValueIteratedTo}:{step.CountAtValueIteratedTo}"),
        ];
        return string.Join(' ', words.Select(word => word.ToString(CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<HistogramBase> Narrow()
    {
        foreach (HistogramBase histogram in (HistogramBase[])[new ShortHistogram(1, 1_000_000, 3), new IntConcurrentHistogram(1, 1_000_000, 3)])
        {
            for (int i = 0; i < 5000; i++) histogram.RecordValue(i * 199);
            (histogram.StartTimeStamp, histogram.EndTimeStamp, histogram.Tag) = (1_793_889_100_000, 1_793_889_101_000, "narrow");
            yield return histogram;
        }
    }

    private static string Line(HistogramBase histogram)
    {
        double[] percentiles = [0, 0.1, 10, 50, 90, 99, 99.9, 99.99, 100];
        FormattableString head =
            $"{histogram.Tag ?? "null"} {histogram.StartTimeStamp} {histogram.EndTimeStamp} {histogram.LowestTrackableValue} {histogram.HighestTrackableValue} {histogram.NumberOfSignificantValueDigits} {histogram.TotalCount} {histogram.GetMaxValue()}";
        IEnumerable<string> values = percentiles.Select(percentile => histogram.GetValueAtPercentile(percentile).ToString(CultureInfo.InvariantCulture));
        IEnumerable<string> counts = histogram.RecordedValues().Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.ValueIteratedTo}:{step.CountAtValueIteratedTo}"));
        return string.Join(' ', [head.ToString(CultureInfo.InvariantCulture), .. values, .. counts]);
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill();
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within a minute");
        }

        Assert.That(process.ExitCode, Is.Zero, () => errors.Result);
        return output.Result;
    }

    private IEnumerable<HistogramBase> ReadReference()
    {
        using FileStream stream = File.OpenRead(PathOf("reference.hlog"));
        return [.. HistogramLogReader.Read(stream)];
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
