using System.Diagnostics;
using FeedHandler.Latency.Clocks;
using FeedHandler.Native.Clocks;
using FeedHandler.Tests.Support;

namespace FeedHandler.Latency.Tests.Clocks;

public sealed unsafe class TscClockTests
{
    private const long SpanNs = 200_000_000;

    [Test]
    public void ItAgreesWithTheMonotonicClock()
    {
        TscClock clock = Calibrated();
        MonotonicClock reference = default;
        (long Counter, long Reference) first = Together(clock, reference);
        while (reference.NowNs() - first.Reference < SpanNs) Thread.Sleep(10);
        (long Counter, long Reference) second = Together(clock, reference);

        double elapsedNs = second.Reference - first.Reference;
        Assert.That(clock.DurationNs(second.Counter - first.Counter), Is.EqualTo(elapsedNs).Within(elapsedNs / 1000));
        Assert.That(clock.ToNs(second.Counter), Is.EqualTo((double)second.Reference).Within(elapsedNs / 1000));
    }

    [Test]
    public void ItNeverGoesBackOnOneThread()
    {
        TscClock clock = Calibrated();
        long previous = clock.NowNs();
        for (int i = 0; i < 100_000; i++)
        {
            long now = clock.NowNs();
            if (now < previous) Assert.Fail($"reading {i}: {now} ns came after {previous} ns");
            previous = now;
        }
    }

    [Test]
    public void ReadingAndConvertingAllocatesNothing()
    {
        TscClock clock = Calibrated();
        long sum = 0;

        Assert.That(AllocationMeter.BytesOf(() => sum += clock.DurationNs(clock.Ticks()) + clock.NowNs()), Is.Zero, $"{sum}");
    }

    [Test]
    public void TheCalibrationKnowsHowGoodItIs()
    {
        NeedCounter();
        TscCalibration calibration = TscCalibration.Measure(TscReader.ReadOrdered, spanMs: 20);

        Assert.That(calibration.SpanNs, Is.GreaterThanOrEqualTo(20_000_000));
        Assert.That(calibration.FrequencyHz, Is.InRange(1e8, 1e11));
        Assert.That(calibration.ErrorPpm, Is.GreaterThan(0).And.LessThan(1000));
    }

    [Test]
    public void ConversionFollowsTheCalibration()
    {
        NeedCounter();
        TscCalibration calibration = new(FrequencyHz: 2.5e9, ErrorPpm: 0, SpanNs: 1, OriginTicks: 1_000, OriginNs: 50_000);
        TscClock clock = new(TscReader.Read, calibration);

        Assert.That(clock.ToNs(1_000), Is.EqualTo(50_000));
        Assert.That(clock.ToNs(1_000 + 2_500_000_000), Is.EqualTo(1_000_050_000).Within(1));
        Assert.That(clock.ToNs(750), Is.EqualTo(49_900).Within(1));
    }

    [Test]
    public void WithoutACounterThereIsNoClock()
    {
        Assert.That(static () => new TscClock(null, default), Throws.ArgumentNullException.With.Message.Contains("MonotonicClock"));
        Assert.That(static () => TscCalibration.Measure(null), Throws.ArgumentNullException.With.Message.Contains("MonotonicClock"));
    }

    [Test]
    public void ACounterThatStandsStillIsNoClock()
    {
        NeedCounter();
        Assert.That(static () => new TscClock(TscReader.Read, default), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static TscClock Calibrated()
    {
        NeedCounter();
        return new TscClock(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));
    }

    private static void NeedCounter() =>
        Require.Machine(TscReader.IsSupported, $"the time stamp counter is unfit here: {TscReader.Support}, {TscReader.Mapping}");

    /// <summary>Both clocks at one moment: the closest of many pairs, so that an interruption between them does not count.</summary>
    private static (long Counter, long Reference) Together(TscClock clock, MonotonicClock reference)
    {
        (long Counter, long Reference) best = default;
        long narrowest = long.MaxValue;
        for (int i = 0; i < 100; i++)
        {
            long before = Stopwatch.GetTimestamp();
            long counter = clock.Ticks();
            long after = Stopwatch.GetTimestamp();
            if (after - before >= narrowest) continue;
            narrowest = after - before;
            best = (counter, reference.ToNs(before));
        }

        return best;
    }
}
