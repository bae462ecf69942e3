using System.Globalization;

namespace FeedHandler.Latency.Export;

/// <summary>Durations as people read them: three or four digits and the unit that suits the value.</summary>
public static class DurationText
{
    private const int CharCountMax = 64;

    /// <summary>A duration such as `87 ns`, `3.61 us`, `12.4 ms` or `1.50 s`.</summary>
    /// <param name="ns">The duration in nanoseconds, 0 or more.</param>
    public static string Of(double ns)
    {
        Span<char> text = stackalloc char[CharCountMax];
        return TryFormat(ns, text, out int count) ? new string(text[..count]) : ns.ToString(CultureInfo.InvariantCulture) + " ns";
    }

    /// <summary>Writes a duration as <see cref="Of"/> does, without allocating.</summary>
    /// <param name="ns">The duration in nanoseconds, 0 or more.</param>
    /// <param name="destination">Takes the characters.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>Whether there was room for them.</returns>
    public static bool TryFormat(double ns, Span<char> destination, out int count) => ns switch
    {
        < 999.5 => destination.TryWrite(CultureInfo.InvariantCulture, $"{ns:F0} ns", out count),
        < 999_500 => TryFormat(ns / 1e3, "us", destination, out count),
        < 999_500_000 => TryFormat(ns / 1e6, "ms", destination, out count),
        _ => TryFormat(ns / 1e9, "s", destination, out count),
    };

    private static bool TryFormat(double value, string unit, Span<char> destination, out int count) => value switch
    {
        < 9.995 => destination.TryWrite(CultureInfo.InvariantCulture, $"{value:F2} {unit}", out count),
        < 99.95 => destination.TryWrite(CultureInfo.InvariantCulture, $"{value:F1} {unit}", out count),
        _ => destination.TryWrite(CultureInfo.InvariantCulture, $"{value:F0} {unit}", out count),
    };
}
