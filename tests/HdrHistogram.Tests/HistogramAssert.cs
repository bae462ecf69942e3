namespace HdrHistogram.Tests;

internal static class HistogramAssert
{
    /// <summary>Same limits, same counts, same total.</summary>
    public static void HaveSameCounts(HistogramBase actual, HistogramBase expected) => Assert.Multiple(() =>
    {
        Assert.That(
            (actual.LowestTrackableValue, actual.HighestTrackableValue, actual.NumberOfSignificantValueDigits),
            Is.EqualTo((expected.LowestTrackableValue, expected.HighestTrackableValue, expected.NumberOfSignificantValueDigits)));
        Assert.That(actual.TotalCount, Is.EqualTo(expected.TotalCount));
        Assert.That(CountsOf(actual), Is.EqualTo(CountsOf(expected)));
    });

    private static (long Value, long Count)[] CountsOf(HistogramBase histogram)
        => [.. histogram.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAtValueIteratedTo))];
}
