using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing.Dashboard;

public sealed class HeatRowTests
{
    [Test]
    public void RowsAscendAndAreHalfOctaves()
    {
        Assert.That((HeatRows.FromNs(0), HeatRows.FromNs(1), HeatRows.FromNs(2), HeatRows.FromNs(3)), Is.EqualTo((32L, 48L, 64L, 96L)));
        Assert.That(Enumerable.Range(0, HeatRows.Count).Select(HeatRows.FromNs), Is.Ordered);
        Assert.That(HeatRows.FromNs(HeatRows.Count - 1), Is.GreaterThan(500_000_000), "half a second has a row of its own");
    }

    [Test]
    public void EveryDurationIsCountedOnceInTheRowThatItIsIn([Values(1, 31, 32, 47, 48, 100, 12_345, 1_000_000, 59_000_000_000)] long ns)
    {
        DurationHistogram histogram = new(60_000_000_000);
        histogram.Record(ns);
        long[] counts = new long[HeatRows.Count];
        HeatRows.Fill(histogram, counts);

        int row = Array.FindLastIndex([.. Enumerable.Range(0, HeatRows.Count).Select(HeatRows.FromNs)], from => from <= ns);
        Assert.That(Array.IndexOf(counts, 1L), Is.EqualTo(Math.Max(row, 0)));
        Assert.That(counts.Sum(), Is.EqualTo(1));
    }
}
