using BenchmarkDotNet.Attributes;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;
using FeedHandler.Native.Clocks;

namespace FeedHandler.Benchmarks.Latency;

/// <summary>What a stamp costs: reading a clock, and reading it and counting the duration.</summary>
public class ClockBenchmarks
{
    private readonly StageHistograms _histograms = new("benchmark");
    private TscClock _counter;

    [GlobalSetup(Targets = [nameof(TimeStampCounter), nameof(TimeStampCounterDuration)])]
    public unsafe void Calibrate()
    {
        if (!TscReader.IsSupported) throw new NotSupportedException($"no usable time stamp counter on this machine: {TscReader.Support}");
        _counter = new TscClock(TscReader.Read, TscCalibration.Measure(TscReader.ReadOrdered));
    }

    /// <summary>CLOCK_MONOTONIC.</summary>
    [Benchmark(Baseline = true)]
    public long Monotonic() => default(MonotonicClock).Ticks();

    /// <summary>The processor's counter.</summary>
    [Benchmark]
    public long TimeStampCounter() => _counter.Ticks();

    /// <summary>A duration by the processor's counter, in nanoseconds.</summary>
    [Benchmark]
    public long TimeStampCounterDuration() => _counter.DurationNs(_counter.Ticks());

    /// <summary>A stage stamped at both ends by CLOCK_MONOTONIC and counted.</summary>
    [Benchmark]
    public void MonotonicStage()
    {
        StageStamps<MonotonicClock> stamps = new(default, _histograms);
        long fromTicks = stamps.Now();
        stamps.Record(Stage.Strategy, fromTicks, stamps.Now());
    }
}
