namespace HdrHistogram.Utilities;

/// <summary>Times as numbers since the start of 1970 in UTC, the way logs carry them.</summary>
public static class UnixTimeExtensions
{
    /// <summary>Seconds and parts of a second since the start of 1970.</summary>
    /// <param name="source">the time, local or UTC</param>
    /// <exception cref="ArgumentException">the time does not say whether it is local or UTC</exception>
    public static double SecondsSinceUnixEpoch(this DateTime source) => TicksSinceUnixEpoch(source) / (double)TimeSpan.TicksPerSecond;

    /// <summary>Whole milliseconds since the start of 1970.</summary>
    /// <param name="source">the time, local or UTC</param>
    /// <exception cref="ArgumentException">the time does not say whether it is local or UTC</exception>
    public static long MillisecondsSinceUnixEpoch(this DateTime source) => TicksSinceUnixEpoch(source) / TimeSpan.TicksPerMillisecond;

    /// <summary>The UTC time so many seconds after the start of 1970, to the nearest tick of 100 ns.</summary>
    /// <param name="secondsSinceUnixEpoch">seconds, with parts</param>
    /// <exception cref="ArgumentOutOfRangeException">the time is outside the years 1 to 9999</exception>
    public static DateTime ToDateFromSecondsSinceEpoch(this double secondsSinceUnixEpoch)
        => DateTime.UnixEpoch.AddTicks((long)Math.Round(secondsSinceUnixEpoch * TimeSpan.TicksPerSecond));

    /// <summary>The UTC time so many milliseconds after the start of 1970.</summary>
    /// <param name="millisecondsSinceUnixEpoch">milliseconds</param>
    /// <exception cref="ArgumentOutOfRangeException">the time is outside the years 1 to 9999</exception>
    public static DateTime ToDateFromMillisecondsSinceEpoch(this long millisecondsSinceUnixEpoch)
        => DateTimeOffset.FromUnixTimeMilliseconds(millisecondsSinceUnixEpoch).UtcDateTime;

    private static long TicksSinceUnixEpoch(DateTime source)
    {
        if (source.Kind == DateTimeKind.Unspecified)
            throw new ArgumentException("The time does not say whether it is local or UTC: set its kind.", nameof(source));
        return (source.ToUniversalTime() - DateTime.UnixEpoch).Ticks;
    }
}
