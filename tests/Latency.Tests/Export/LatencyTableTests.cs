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
    public void ATableWiderThanTheLineIsFoldedAndNamesItsRowsAgain()
    {
        Assert.That(Write(Reports.Sample(), columnCount: 60), Is.EqualTo("""
            stage    consumer    count      min     mean      p50
            decode   feed        1,000     1 ns   500 ns   500 ns
            consume  strategy-1      1  1.50 us  1.50 us  1.50 us
            consume  strategy-2      2     0 ns  6.20 ms     0 ns
            consume  all             3     0 ns  4.13 ms  1.50 us
            stage    consumer        p90      p99    p99.9   p99.99
            decode   feed         900 ns   990 ns   999 ns  1.00 us
            consume  strategy-1  1.50 us  1.50 us  1.50 us  1.50 us
            consume  strategy-2  12.4 ms  12.4 ms  12.4 ms  12.4 ms
            consume  all         12.4 ms  12.4 ms  12.4 ms  12.4 ms
            stage    consumer        max
            decode   feed        1.00 us
            consume  strategy-1  1.50 us
            consume  strategy-2  12.4 ms
            consume  all         12.4 ms
            consume strategy-2: 1 negative taken as 0, 0 cut to 60 s
            consume all: 1 negative taken as 0, 0 cut to 60 s

            """));
    }

    [TestCase(0, "2,3,4")]
    [TestCase(11, "2,3,4")]
    [TestCase(16, "3,4")]
    [TestCase(21, "4")]
    [TestCase(int.MaxValue, "4")]
    public void ABlockHasWhatFitsAndOneColumnAtLeast(int columnCount, string ends)
    {
        int[] widths = [4, 3, 3, 3];
        List<int> found = [];
        for (int first = 1; first < widths.Length; first = found[^1]) found.Add(ColumnBlocks.EndOf(widths, keyCount: 1, first, gap: 2, columnCount));

        Assert.That(string.Join(',', found), Is.EqualTo(ends));
    }

    [Test]
    public void AnEmptyReportIsTheHeadAlone() =>
        Assert.That(
            Write(LatencyReport.Merge([])), Is.EqualTo("stage  consumer  count  min  mean  p50  p90  p99  p99.9  p99.99  max\n"));

    private static string Write(LatencyReport report, int columnCount = int.MaxValue)
    {
        StringWriter writer = new() { NewLine = "\n" };
        LatencyTable.Write(writer, report, columnCount);
        return writer.ToString();
    }
}
