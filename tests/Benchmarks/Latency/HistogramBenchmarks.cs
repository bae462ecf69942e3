using BenchmarkDotNet.Attributes;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Latency.Stages;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace FeedHandler.Benchmarks.Latency;

/// <summary>Counting durations, adding them up, asking for a percentile of them, and a line of a log: ours over the package, and the package's own.</summary>
public class HistogramBenchmarks
{
    private const int ValueCount = 65536;
    private readonly long[] _durationsNs = new long[ValueCount];
    private readonly long[] _slots = new long[ValueCount];
    private readonly DurationHistogram _histogram = new(StageHistograms.HighestNs);
    private readonly DurationHistogram _sum = new(StageHistograms.HighestNs);
    private readonly LongHistogram _package = new(1, StageHistograms.HighestNs, 3);
    private readonly HlogWriter _log = new(Stream.Null);
    private ByteBuffer _encoded = null!;

    // Durations as a feed has them: most of some hundred nanoseconds, a long tail.
    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < ValueCount; i++) _durationsNs[i] = 200 + (long)Math.Exp((random.NextDouble() + random.NextDouble()) * 6);
        Record();
        RecordByPackage();
        _encoded = ByteBuffer.Allocate(_package.GetNeededByteBufferCapacity());
    }

    /// <summary>One duration into the histogram, clamped.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public void Record()
    {
        foreach (long durationNs in _durationsNs) _histogram.Record(durationNs);
    }

    /// <summary>One duration into the package's histogram.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public void RecordByPackage()
    {
        foreach (long durationNs in _durationsNs) _package.RecordValue(durationNs);
    }

    /// <summary>A bare increment of a slot that needs no search, to hold the ones above against.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ValueCount)]
    public void IncrementAlone()
    {
        foreach (long durationNs in _durationsNs) _slots[(int)durationNs & (ValueCount - 1)]++;
    }

    /// <summary>The value below which 99.9 of a hundred lie: a walk over the counts, off the hot path.</summary>
    [Benchmark]
    public long Percentile() => _histogram.PercentileNs(99.9);

    /// <summary>One thread's counts onto the sum that a reader keeps.</summary>
    [Benchmark]
    public void Add() => _sum.Add(_histogram);

    /// <summary>A line of a log: encoded, compressed, as text.</summary>
    [Benchmark]
    public void LogLine() => _log.WriteInterval("decode", _histogram, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    /// <summary>The package's compressed form, which is most of a line of a log.</summary>
    [Benchmark]
    public int EncodeByPackage()
    {
        _encoded.Position = 0;
        return _package.EncodeIntoCompressedByteBuffer(_encoded);
    }
}
