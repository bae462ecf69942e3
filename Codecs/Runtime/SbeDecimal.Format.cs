using System.Globalization;

namespace FeedHandler.Codecs;

public readonly partial struct SbeDecimal : ISpanFormattable
{
    // A sign, the 19 digits of a long, a point, and as many zeros as an exponent of one byte can ask for.
    private const int TextLengthMax = 160;
    private const int DigitCountMax = 20;

    /// <summary>The exact number in decimal digits, with as many decimals as the exponent says.</summary>
    /// <remarks>42502500000 × 10^−7 is 4250.2500000.</remarks>
    /// <returns>the text, without group separators and with a point</returns>
    public override string ToString()
    {
        Span<char> text = stackalloc char[TextLengthMax];
        return TryFormat(text, out int length, default, null) ? text[..length].ToString() : $"{mantissa}E{exponent}";
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes the text of <see cref="ToString()"/>; format and provider are not used.</summary>
    /// <param name="destination">where the text goes</param>
    /// <param name="charsWritten">characters written; 0 when the result is false</param>
    /// <param name="format">not used</param>
    /// <param name="provider">not used</param>
    /// <returns>false when the destination is too short</returns>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        Span<char> digits = stackalloc char[DigitCountMax];
        ulong magnitude = mantissa < 0 ? 0UL - (ulong)mantissa : (ulong)mantissa;
        magnitude.TryFormat(digits, out int digitCount, default, CultureInfo.InvariantCulture);
        digits = digits[..digitCount];

        int decimals = Math.Max(0, -exponent);
        int trailingZeros = mantissa == 0 ? 0 : Math.Max(0, exponent);
        int leadingZeros = Math.Max(0, decimals + 1 - digitCount);
        int length = (mantissa < 0 ? 1 : 0) + leadingZeros + digitCount + trailingZeros + (decimals > 0 ? 1 : 0);
        if (length > destination.Length)
            return false;

        Span<char> rest = destination;
        if (mantissa < 0)
            rest = Append(rest, '-', 1);
        rest = Append(rest, '0', Math.Min(leadingZeros, 1));
        int wholeDigits = Math.Max(0, digitCount - decimals);
        rest = Append(rest, digits[..wholeDigits]);
        if (decimals > 0)
            rest = Append(rest, '.', 1);
        rest = Append(rest, '0', Math.Max(0, leadingZeros - 1));
        rest = Append(rest, digits[wholeDigits..]);
        Append(rest, '0', trailingZeros);
        charsWritten = length;
        return true;
    }

    private static Span<char> Append(Span<char> destination, char character, int count)
    {
        destination[..count].Fill(character);
        return destination[count..];
    }

    private static Span<char> Append(Span<char> destination, scoped ReadOnlySpan<char> text)
    {
        text.CopyTo(destination);
        return destination[text.Length..];
    }
}
