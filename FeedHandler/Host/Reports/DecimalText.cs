using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FeedHandler.Host.Reports;

/// <summary>Prices as exact decimal texts: no binary fraction ever comes near them. Zeros at the end of the fraction are left out.</summary>
internal static class DecimalText
{
    /// <summary>The most bytes that <see cref="Format"/> writes: a sign, ten digits, a point and nine digits.</summary>
    public const int BytesMax = 24;

    private const int NanoDigits = 9;
    private const long NanoPerUnit = 1_000_000_000;

    /// <summary>A price in 1e-9.</summary>
    public static string OfNano(long nano)
    {
        Span<byte> text = stackalloc byte[BytesMax];
        return Encoding.ASCII.GetString(text[..Format(nano, text)]);
    }

    /// <summary>A price as the exchange displays it, or the wire's where no factor was told.</summary>
    /// <param name="priceNano">The price in 1e-9 of the wire's unit.</param>
    /// <param name="factorNano">The factor in 1e-9; 0 for none.</param>
    public static string OfDisplayed(long priceNano, long factorNano) => factorNano == 0 ? OfNano(priceNano) : OfProduct(priceNano, factorNano);

    /// <summary>A price in 1e-9 times a factor in 1e-9, with all 18 digits that this can have.</summary>
    public static string OfProduct(long nano, long factorNano)
    {
        Int128 product = (Int128)nano * factorNano;
        string digits = Int128.Abs(product).ToString(CultureInfo.InvariantCulture).PadLeft((2 * NanoDigits) + 1, '0');
        string fraction = digits[^(2 * NanoDigits)..].TrimEnd('0');
        string whole = digits[..^(2 * NanoDigits)];
        return (product < 0 ? "-" : "") + (fraction.Length == 0 ? whole : $"{whole}.{fraction}");
    }

    /// <summary>Writes a price in 1e-9 without allocating.</summary>
    /// <param name="nano">The price.</param>
    /// <param name="text">Takes the text, at least <see cref="BytesMax"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Format(long nano, Span<byte> text)
    {
        int length = 0;
        if (nano < 0) text[length++] = (byte)'-';
        ulong magnitude = nano < 0 ? 0 - (ulong)nano : (ulong)nano;
        Utf8Formatter.TryFormat(magnitude / NanoPerUnit, text[length..], out int written);
        length += written;
        ulong fraction = magnitude % NanoPerUnit;
        if (fraction == 0) return length;
        text[length++] = (byte)'.';
        for (ulong place = NanoPerUnit / 10; fraction != 0; fraction %= place, place /= 10) text[length++] = (byte)('0' + (fraction / place));
        return length;
    }

    /// <summary>Reads a decimal into 1e-9, exactly.</summary>
    /// <param name="text">A sign or none, digits, and up to nine behind a point.</param>
    /// <param name="nano">The price.</param>
    /// <returns>False when it is none, or beyond 64 bits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long nano)
    {
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        if (isNegative) text = text[1..];
        int point = text.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? [] : text[(point + 1)..];
        bool isDecimal = whole.Length is > 0 and < BytesMax && (point < 0 || fraction.Length is > 0 and <= NanoDigits);
        Int128 value = 0;
        foreach (byte digit in whole) isDecimal &= TryAppend(ref value, digit);
        foreach (byte digit in fraction) isDecimal &= TryAppend(ref value, digit);
        for (int place = fraction.Length; isDecimal && place < NanoDigits; place++) value *= 10;
        if (isNegative) value = -value;
        isDecimal &= value >= long.MinValue && value <= long.MaxValue;
        nano = isDecimal ? (long)value : 0;
        return isDecimal;
    }

    private static bool TryAppend(ref Int128 value, byte digit)
    {
        if (digit is < (byte)'0' or > (byte)'9') return false;
        value = (value * 10) + (digit - '0');
        return true;
    }
}
