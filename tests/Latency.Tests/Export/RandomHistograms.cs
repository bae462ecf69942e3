using HdrHistogram;

namespace FeedHandler.Latency.Tests.Export;

/// <summary>Histograms of every shape and filling that the package can do, the same for the same number: its ranges of equivalent values have 32 bits.</summary>
internal static class RandomHistograms
{
    private const int ValueCountMax = 3000;
    private static readonly long[] Lowest = [1, 16, 1000];
    private static readonly long[] Highest = [30_000_000_000, 100_000_000, 1_000_000_000, 60_000_000_000];

    internal static HistogramBase Of(int seed)
    {
        Random random = new(seed);
        long lowest = Lowest[seed % Lowest.Length];
        long highest = Highest[seed / Lowest.Length % Highest.Length];
        int digits = 2 + (seed % 4);
        HistogramBase histogram = seed % 3 == 0 ? new IntHistogram(lowest, highest, digits) : new LongHistogram(lowest, highest, digits);
        double magnitudes = Math.Log(highest);
        for (int left = seed == 0 ? 0 : random.Next(ValueCountMax); left > 0; left--)
        {
            long value = Math.Min(highest, (long)Math.Exp(random.NextDouble() * magnitudes));
            histogram.RecordValueWithCount(value, 1 + (random.Next(4) == 0 ? random.Next(1 << random.Next(18)) : 0));
        }

        return histogram;
    }
}
