using FeedHandler.Latency.Histograms;
using FeedHandler.Tests.Support;
using HdrHistogram;

namespace FeedHandler.Latency.Tests.Histograms;

public sealed class DurationHistogramTests
{
    private const long HighestNs = 60_000_000_000;
    private static readonly long[] Durations = [long.MinValue, -1, 0, 1, 850, 12_345, HighestNs, HighestNs + 1, long.MaxValue];

    [Test]
    public void FiguresAreToAPartInAThousand()
    {
        DurationHistogram histogram = new(HighestNs);
        foreach (long durationNs in (long[])[12_345, 850, 1, 59_999_999_999]) histogram.Record(durationNs);

        Assert.That((histogram.MinNs, histogram.PercentileNs(50), histogram.PercentileNs(75)), Is.EqualTo((1L, 850L, 12_351L)));
        Assert.That(histogram.MaxNs, Is.InRange(59_999_999_999, 60_060_000_000));
        Assert.That(histogram.MaxNs, Is.EqualTo(histogram.GetMaxValue()));
    }

    [TestCase(51, 99, 51)] // 50.49: fifty of them are less than 99 of a hundred
    [TestCase(1000, 99.9, 999)]
    [TestCase(1000, 99.99, 1000)]
    [TestCase(16, 90, 15)]
    [TestCase(3, 50, 2)]
    [TestCase(2, 50, 1)]
    [TestCase(2000, 0, 1)]
    [TestCase(2000, 100, 2000)]
    public void APercentileIsTheNextWholeRank(int count, double percentile, long expected)
    {
        DurationHistogram histogram = new(HighestNs);
        for (int i = 1; i <= count; i++) histogram.Record(i);

        Assert.That(histogram.PercentileNs(percentile), Is.EqualTo(expected));
    }

    [TestCase((1L << 52) + 1)]
    [TestCase((1L << 53) - 1)]
    public void PercentilesAreFoundOfAsManyAsCanBeCounted(long count)
    {
        DurationHistogram histogram = new(1_000_000);
        histogram.Record(100, count);

        Assert.That((histogram.MinNs, histogram.PercentileNs(50), histogram.PercentileNs(99.999), histogram.MaxNs), Is.EqualTo((100L, 100L, 100L, 100L)));
    }

    [Test]
    public void WhatDoesNotFitCountsAsTheNearestEndAndIsCountedApart()
    {
        DurationHistogram histogram = new(HighestNs);
        foreach (long durationNs in Durations) histogram.Record(durationNs);

        Assert.That((histogram.TotalCount, histogram.NegativeCount, histogram.OverRangeCount), Is.EqualTo((9L, 2L, 2L)));
        Assert.That((histogram.GetCountAtValue(0), histogram.GetCountAtValue(HighestNs)), Is.EqualTo((3L, 3L)));
    }

    [Test]
    public void AnIntervalThatHoldsNoMoreThanThatADurationWasNegativeIsNotInTheNext()
    {
        (DurationHistogram counted, DurationHistogram interval, DurationHistogram sum) = (new(HighestNs), new(HighestNs), new(HighestNs));
        TakenCounts taken = counted.NewTaken();
        counted.Record(-1);
        (taken.Slots[0], taken.Total) = (1, 1); // the look before saw its count, and that it was negative not yet

        counted.TakeSince(taken, interval, sum);
        Assert.That((interval.TotalCount, interval.NegativeCount), Is.EqualTo((0L, 1L)));
        interval.ResetIfUsed();
        Assert.That(interval.NegativeCount, Is.Zero);
    }

    [Test]
    public void AnEmptyOneIsZero()
    {
        DurationHistogram histogram = new(HighestNs);

        Assert.That((histogram.MinNs, histogram.PercentileNs(50), histogram.MaxNs, histogram.TotalCount), Is.EqualTo((0L, 0L, 0L, 0L)));
    }

    [Test]
    public void AddingAddsWhatDidNotFitTooAndResettingForgetsIt()
    {
        DurationHistogram one = new(HighestNs);
        DurationHistogram sum = new(HighestNs);
        foreach (long durationNs in Durations) one.Record(durationNs);
        sum.Add(one);
        sum.Add(one);

        Assert.That((sum.TotalCount, sum.NegativeCount, sum.OverRangeCount), Is.EqualTo((18L, 4L, 4L)));
        sum.Reset();
        Assert.That((sum.TotalCount, sum.NegativeCount, sum.OverRangeCount, sum.MaxNs), Is.EqualTo((0L, 0L, 0L, 0L)));
    }

    [Test]
    public void AnyHistogramOfThePackageCanBeAdded()
    {
        LongHistogram other = new(1_000_000, 2);
        other.RecordValue(77);
        DurationHistogram sum = new(HighestNs);
        sum.Add(other);

        Assert.That((sum.TotalCount, sum.MaxNs), Is.EqualTo((1L, 77L)));
    }

    [Test]
    public void RangesAreRightToTheLimit()
    {
        DurationHistogram histogram = new(DurationHistogram.LimitNs);
        histogram.Record(DurationHistogram.LimitNs);

        Assert.That((histogram.MinNs, histogram.MaxNs), Is.EqualTo((DurationHistogram.LimitNs + 1 - (1L << 30), DurationHistogram.LimitNs)));
        Assert.That(new LongHistogram(1L << 41, 3).SizeOfEquivalentValueRange(1L << 41), Is.Negative, "the package's ranges beyond it: raise the limit once right");
    }

    [TestCase(1)]
    [TestCase(-5)]
    [TestCase(DurationHistogram.LimitNs + 1)]
    public void AnEndThatCannotBeIsRefused(long highestNs) =>
        Assert.That(() => new DurationHistogram(highestNs), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void RecordingMergingAndReadingAllocateNothing()
    {
        DurationHistogram histogram = new(HighestNs);
        DurationHistogram sum = new(HighestNs);
        long total = 0;

        Assert.That(AllocationMeter.BytesOf(() =>
        {
            foreach (long durationNs in Durations) histogram.Record(durationNs);
            sum.Reset();
            sum.Add(histogram);
            total += sum.MinNs + sum.PercentileNs(50) + sum.PercentileNs(99.9) + sum.MaxNs + sum.TotalCount;
        }), Is.Zero);
        Assert.That(total, Is.Positive);
    }
}
