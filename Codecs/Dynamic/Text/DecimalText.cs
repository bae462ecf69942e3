using System.Globalization;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Decimal numbers, scaled and exact whatever the widths of mantissa and exponent.</summary>
internal static class DecimalText
{
    private const int DigitCountMax = 20;

    public static void Append(ref TextSpan text, DecimalParts parts)
    {
        if (parts.IsNull)
        {
            text.Append("null");
            return;
        }

        Span<char> digits = stackalloc char[DigitCountMax];
        ulong magnitude = parts.IsNegative ? 0UL - unchecked((ulong)parts.Mantissa.Bits) : unchecked((ulong)parts.Mantissa.Bits);
        magnitude.TryFormat(digits, out int digitCount, default, CultureInfo.InvariantCulture);
        if (parts.IsNegative)
            text.Append('-');
        if (parts.CanBeWrittenOut)
            Append(ref text, digits[..digitCount], (int)parts.Exponent);
        else
        {
            text.Append(digits[..digitCount]);
            text.Append('E');
            text.Append(parts.Exponent);
        }
    }

    private static void Append(ref TextSpan text, scoped ReadOnlySpan<char> digits, int exponent)
    {
        int wholeCount = digits.Length + Math.Min(exponent, 0);
        if (wholeCount <= 0)
            text.Append('0');
        else
            text.Append(digits[..wholeCount]);
        if (exponent > 0 && digits is not "0")
            AppendZeros(ref text, exponent);
        if (exponent >= 0)
            return;
        text.Append('.');
        AppendZeros(ref text, -wholeCount);
        text.Append(digits[Math.Max(0, wholeCount)..]);
    }

    private static void AppendZeros(ref TextSpan text, int count)
    {
        for (int index = 0; index < count; index++)
            text.Append('0');
    }
}
