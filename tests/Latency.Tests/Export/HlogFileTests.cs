using FeedHandler.Latency.Export;
using FeedHandler.Latency.Stages;
using HdrHistogram;

namespace FeedHandler.Latency.Tests.Export;

public sealed class HlogFileTests
{
    private static readonly DateTimeOffset From = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hlog");

    [OneTimeTearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [Test]
    public void EverySeriesIsReadBackAsItWasRecorded()
    {
        LatencyReport report = Reports.Sample();
        HistogramBase[] read = WriteAndRead(report, "read-back.hlog");

        Assert.That(
            read.Select(static interval => interval.Tag), Is.EqualTo(["decode", "consume", "consume.strategy-1", "consume.strategy-2"]));
        Assert.That(read[0].TotalCount, Is.EqualTo(1000));
        Assert.That(read[0].GetValueAtPercentile(99), Is.EqualTo(990));
        Assert.That(read[1].GetMaxValue(), Is.EqualTo(report.Stages[1].MaxNs));
    }

    [Test]
    public void IntervalsHaveTheTimeOfTheMeasurement()
    {
        HistogramBase first = WriteAndRead(Reports.Sample(), "times.hlog")[0];

        Assert.That(first.StartTimeStamp, Is.EqualTo(From.ToUnixTimeMilliseconds()));
        Assert.That(first.EndTimeStamp, Is.EqualTo(From.ToUnixTimeMilliseconds() + 2500));
    }

    [Test]
    public void WritingLeavesTheReportAlone()
    {
        LatencyReport report = Reports.Sample();
        WriteAndRead(report, "report.hlog");

        Assert.That(report.Stages[0].Histogram.Tag, Is.Null);
    }

    private HistogramBase[] WriteAndRead(LatencyReport report, string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        HlogFile.Write(path, report, From, From.AddMilliseconds(2500));
        using FileStream stream = File.OpenRead(path);
        return [.. new HistogramLogReader(stream).ReadHistograms()];
    }
}
