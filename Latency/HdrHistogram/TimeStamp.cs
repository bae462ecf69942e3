using System.Diagnostics;

namespace HdrHistogram;

/// <summary>Durations in ticks of <see cref="Stopwatch"/>, the unit of <see cref="HistogramExtensions.Record"/>.</summary>
public static class TimeStamp
{
    /// <summary>Ticks in so many seconds.</summary>
    /// <param name="seconds">seconds</param>
    public static long Seconds(long seconds) => Stopwatch.Frequency * seconds;

    /// <summary>Ticks in so many minutes.</summary>
    /// <param name="minutes">minutes</param>
    public static long Minutes(long minutes) => Seconds(60) * minutes;

    /// <summary>Ticks in so many hours.</summary>
    /// <param name="hours">hours</param>
    public static long Hours(int hours) => Minutes(60) * hours;
}
