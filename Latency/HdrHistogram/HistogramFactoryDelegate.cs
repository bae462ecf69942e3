namespace HdrHistogram;

/// <summary>Makes a histogram with given limits, for a <see cref="Recorder"/>.</summary>
/// <param name="instanceId">id the histogram must carry</param>
/// <param name="lowestDiscernibleValue">smallest value told from 0, 1 or more</param>
/// <param name="highestTrackableValue">largest value to cover, at least twice <paramref name="lowestDiscernibleValue"/></param>
/// <param name="numberOfSignificantValueDigits">decimal digits that stay distinct, 0 to 5</param>
public delegate HistogramBase HistogramFactoryDelegate(
    long instanceId,
    long lowestDiscernibleValue,
    long highestTrackableValue,
    int numberOfSignificantValueDigits);
