using BenchmarkDotNet.Attributes;
using FeedHandler.Latency.Stages;
using HdrHistogram;

namespace FeedHandler.Benchmarks.Latency;

/// <summary>Counting durations, and asking for a percentile of them.</summary>
public class HistogramBenchmarks
{
    private const int ValueCount = 65536;
    private readonly long[] _durationsNs = new long[ValueCount];
    private readonly LongHistogram _histogram = new(1, StageHistograms.HighestNs, StageHistograms.SignificantDigits);

    // Durations as a feed has them: most of some hundred nanoseconds, a long tail.
    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < ValueCount; i++) _durationsNs[i] = 200 + (long)Math.Exp((random.NextDouble() + random.NextDouble()) * 6);
        RecordValue();
    }

    /// <summary>One duration into the histogram.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public void RecordValue()
    {
        foreach (long durationNs in _durationsNs) _histogram.RecordValue(durationNs);
    }

    /// <summary>The value below which 99.9 of a hundred lie: a walk over the counts, off the hot path.</summary>
    [Benchmark]
    public long ValueAtPercentile() => _histogram.GetValueAtPercentile(99.9);
}
