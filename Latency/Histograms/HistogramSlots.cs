using System.Numerics;
using HdrHistogram;

namespace FeedHandler.Latency.Histograms;

/// <summary>Where the slots of a histogram lie. The package has it inside, and tells counts by slot.</summary>
internal static class HistogramSlots
{
    /// <summary>How many slots a histogram has.</summary>
    internal static int CountOf(HistogramBase histogram) => (histogram.BucketCount + 1) * (histogram.SubBucketCount / 2);

    /// <summary>The lowest value that a slot counts, and how many values it counts. The first bucket has twice as many slots as the others.</summary>
    internal static long LowestOf(HistogramBase histogram, int slot, out long width)
    {
        int half = histogram.SubBucketCount / 2;
        int bucket = Math.Max((slot / half) - 1, 0);
        int shift = bucket + BitOperations.Log2((ulong)histogram.LowestTrackableValue);
        width = 1L << shift;
        return (long)(slot - (bucket * half)) << shift;
    }
}
