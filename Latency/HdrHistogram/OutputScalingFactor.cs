using System.Diagnostics;

namespace HdrHistogram;

/// <summary>Divisors that turn recorded values into the unit to print.</summary>
public static class OutputScalingFactor
{
    /// <summary>Prints values as recorded.</summary>
    public const double None = 1;

    /// <summary>Prints differences of <see cref="Stopwatch.GetTimestamp"/> as microseconds.</summary>
    public static readonly double TimeStampToMicroseconds = Stopwatch.Frequency / 1_000_000d;

    /// <summary>Prints differences of <see cref="Stopwatch.GetTimestamp"/> as milliseconds.</summary>
    public static readonly double TimeStampToMilliseconds = Stopwatch.Frequency / 1_000d;

    /// <summary>Prints differences of <see cref="Stopwatch.GetTimestamp"/> as seconds.</summary>
    public static readonly double TimeStampToSeconds = Stopwatch.Frequency;
}
