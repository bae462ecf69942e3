using FeedHandler.Latency.Export;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.Export;

public sealed class LatencyTableTests
{
    [Test]
    public void ColumnsAreAlignedAndUnitsSuitTheValues()
    {
        Assert.That(Write(Reports.Sample()), Is.EqualTo("""
            stage    consumer    count      min     mean      p50      p90      p99    p99.9   p99.99      max
            decode   feed        1,000     1 ns   500 ns   500 ns   900 ns   990 ns   999 ns  1.00 us  1.00 us
            consume  strategy-1      1  1.50 us  1.50 us  1.50 us  1.50 us  1.50 us  1.50 us  1.50 us  1.50 us
            consume  strategy-2      2     0 ns  6.20 ms     0 ns  12.4 ms  12.4 ms  12.4 ms  12.4 ms  12.4 ms
            consume  all             3     0 ns  4.13 ms  1.50 us  12.4 ms  12.4 ms  12.4 ms  12.4 ms  12.4 ms
            consume strategy-2: 1 negative taken as 0, 0 cut to 60 s
            consume all: 1 negative taken as 0, 0 cut to 60 s

            """));
    }

    [Test]
    public void AnEmptyReportIsTheHeadAlone() =>
        Assert.That(
            Write(LatencyReport.Merge([])), Is.EqualTo("stage  consumer  count  min  mean  p50  p90  p99  p99.9  p99.99  max\n"));

    private static string Write(LatencyReport report)
    {
        StringWriter writer = new() { NewLine = "\n" };
        LatencyTable.Write(writer, report);
        return writer.ToString();
    }
}
