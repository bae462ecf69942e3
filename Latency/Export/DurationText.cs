using System.Globalization;

namespace FeedHandler.Latency.Export;

/// <summary>Durations as people read them: three or four digits and the unit that suits the value.</summary>
public static class DurationText
{
    /// <summary>A duration such as `87 ns`, `3.61 us`, `12.4 ms` or `1.50 s`.</summary>
    /// <param name="ns">The duration in nanoseconds, 0 or more.</param>
    public static string Of(double ns) => ns switch
    {
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{ns:F0} ns"),
        < 999_500 => Digits(ns / 1e3, "us"),
        < 999_500_000 => Digits(ns / 1e6, "ms"),
        _ => Digits(ns / 1e9, "s"),
    };

    private static string Digits(double value, string unit)
    {
        string format = value switch { < 9.995 => "F2", < 99.95 => "F1", _ => "F0" };
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + unit;
    }
}
