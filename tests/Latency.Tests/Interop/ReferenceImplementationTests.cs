using System.Globalization;
using System.Text.RegularExpressions;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Tests.Export;
using HdrHistogram;

namespace FeedHandler.Latency.Tests.Interop;

/// <summary>What we write, read by the Java implementation as Debian's libhdrhistogram-java installs it.</summary>
public sealed class ReferenceImplementationTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_793_889_000_125); // a sum of powers of two: no digit is rounded

    // The package's own walk tells the lowest slots of other histograms wrong.
    private static readonly HistogramBase[] Written =
        [.. Enumerable.Range(0, 120).Select(RandomHistograms.Of).Where(static histogram => histogram.LowestTrackableValue == 1)];

    private string _folder = "";
    private string[] _listed = [];

    [OneTimeSetUp]
    public void LetTheReferenceRead()
    {
        ReferenceLibrary.Require();
        _folder = Directory.CreateTempSubdirectory("interop").FullName;
        string log = Path.Combine(_folder, "ours.hlog");
        WriteLog(log);
        ReferenceLibrary.Compile(_folder);
        _listed = ReferenceLibrary.Run(_folder, log, _folder);
    }

    [OneTimeTearDown]
    public void RemoveFiles()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void ItReadsOurLogsWithTheSameStampsAndCounts() => Assert.That(_listed, Is.EqualTo(Written.Select(Line)));

    [Test]
    public void ItsListingsAreOursButForTheRoundingOfDecimalHalves()
    {
        for (int i = 0; i < Written.Length; i++)
        {
            if (Written[i].TotalCount == 0) continue; // the package divides by it
            StringWriter writer = new(CultureInfo.InvariantCulture);
            Written[i].OutputPercentileDistribution(writer, outputValueUnitScalingRatio: 1000);
            string[] ours = Words(writer.ToString());
            string[] theirs = Words(File.ReadAllText(Path.Combine(_folder, $"{i}.hgrm")));
            Assert.That(ours, Has.Length.EqualTo(theirs.Length), $"listing {i}");
            Assert.That(ours.Zip(theirs).Where(static pair => !AreEqual(pair.First, pair.Second)), Is.Empty, $"listing {i}");
        }
    }

    private static void WriteLog(string path)
    {
        using FileStream stream = File.Create(path);
        HlogWriter log = new(stream);
        log.WriteHeader(Start);
        for (int i = 0; i < Written.Length; i++) log.WriteInterval(TagOf(i), Written[i], Start.AddSeconds(i), Start.AddSeconds(i + 1));
    }

    private static string TagOf(int i) => i % 3 == 1 ? string.Create(CultureInfo.InvariantCulture, $"stage-{i % 2}") : "";

    private static string Line(HistogramBase histogram, int i)
    {
        long startMs = Start.AddSeconds(i).ToUnixTimeMilliseconds();
        FormattableString head =
            $"{(TagOf(i) is { Length: > 0 } tag ? tag : "null")} {startMs} {startMs + 1000} {histogram.LowestTrackableValue} {histogram.HighestTrackableValue} {histogram.NumberOfSignificantValueDigits} {histogram.TotalCount} {histogram.GetMaxValue()}";
        IEnumerable<string> counts = histogram.RecordedValues().Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.ValueIteratedTo}:{step.CountAtValueIteratedTo}"));
        return string.Join(' ', [head.ToString(CultureInfo.InvariantCulture), .. counts]);
    }

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
}
