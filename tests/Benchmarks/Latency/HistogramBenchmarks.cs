using BenchmarkDotNet.Attributes;
using FeedHandler.Latency.Stages;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace FeedHandler.Benchmarks.Latency;

/// <summary>Counting durations, and asking for a percentile of them.</summary>
public class HistogramBenchmarks
{
    private const int ValueCount = 65536;
    private readonly long[] _durationsNs = new long[ValueCount];
    private readonly long[] _slots = new long[ValueCount];
    private readonly LongHistogram _histogram = new(1, StageHistograms.HighestNs, StageHistograms.SignificantDigits);

    private ByteBuffer _encoded = null!;

    // Durations as a feed has them: most of some hundred nanoseconds, a long tail.
    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < ValueCount; i++) _durationsNs[i] = 200 + (long)Math.Exp((random.NextDouble() + random.NextDouble()) * 6);
        RecordValue();
        _encoded = ByteBuffer.Allocate(_histogram.GetNeededByteBufferCapacity());
    }

    /// <summary>One duration into the histogram.</summary>
    [Benchmark(OperationsPerInvoke = ValueCount)]
    public void RecordValue()
    {
        foreach (long durationNs in _durationsNs) _histogram.RecordValue(durationNs);
    }

    /// <summary>A bare increment of a slot that needs no search, to hold the one above against.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = ValueCount)]
    public void IncrementAlone()
    {
        foreach (long durationNs in _durationsNs) _slots[(int)durationNs & (ValueCount - 1)]++;
    }

    /// <summary>The value below which 99.9 of a hundred lie: a walk over the counts, off the hot path.</summary>
    [Benchmark]
    public long ValueAtPercentile() => _histogram.GetValueAtPercentile(99.9);

    /// <summary>The V2 form, as it goes over a wire.</summary>
    [Benchmark]
    public int Encode()
    {
        _encoded.Position = 0;
        return _histogram.Encode(_encoded, HistogramEncoderV2.Instance);
    }

    /// <summary>The compressed V2 form, as it goes into a log.</summary>
    [Benchmark]
    public int EncodeCompressed()
    {
        _encoded.Position = 0;
        return _histogram.EncodeIntoCompressedByteBuffer(_encoded);
    }
}
