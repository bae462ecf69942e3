namespace HdrHistogram;

/// <summary>Takes values to be counted: a histogram, or a recorder in front of one.</summary>
public interface IRecorder
{
    /// <summary>Counts one occurrence of a value.</summary>
    /// <param name="value">the value, 0 or more, in whatever unit the caller keeps to</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers; nothing was counted</exception>
    void RecordValue(long value);

    /// <summary>Counts several occurrences of one value.</summary>
    /// <param name="value">the value, 0 or more</param>
    /// <param name="count">how often it occurred; a negative count takes occurrences back</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers; nothing was counted</exception>
    void RecordValueWithCount(long value, long count);

    /// <summary>
    /// Counts a value together with those that a stalled sampler could not take: value - interval, value - 2 intervals and so on,
    /// down to one interval. Correct so at recording or afterwards, never both.
    /// </summary>
    /// <param name="value">the value, 0 or more</param>
    /// <param name="expectedIntervalBetweenValueSamples">the planned time between samples, in the unit of the value; 0 or less corrects nothing</param>
    /// <exception cref="IndexOutOfRangeException">the value is negative or above what the histogram covers; nothing was counted</exception>
    void RecordValueWithExpectedInterval(long value, long expectedIntervalBetweenValueSamples);
}
