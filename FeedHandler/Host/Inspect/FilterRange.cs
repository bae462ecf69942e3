using System.Globalization;

namespace FeedHandler.Host.Inspect;

/// <summary>A whole number, or a range of them such as `10-20`.</summary>
/// <param name="First">The least.</param>
/// <param name="Last">The greatest, the same for a single number.</param>
internal readonly record struct FilterRange(ulong First, ulong Last)
{
    /// <summary>Whether a number lies in it.</summary>
    public bool Has(ulong number) => number >= First && number <= Last;

    /// <summary>Reads a range that has a number in it.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="range">The range.</param>
    /// <returns>False when the text is no range, or one that ends before it begins.</returns>
    public static bool TryParse(string text, out FilterRange range)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        range = default;
        if (!TryParse(dash < 0 ? text : text.AsSpan(0, dash), out ulong first)) return false;
        ulong last = first;
        if (dash >= 0 && !TryParse(text.AsSpan(dash + 1), out last)) return false;
        range = new FilterRange(first, last);
        return first <= last;
    }

    private static bool TryParse(ReadOnlySpan<char> digits, out ulong number) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
