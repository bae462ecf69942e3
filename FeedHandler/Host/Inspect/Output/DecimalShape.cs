using System.Globalization;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Which composites are decimals: whole numbers "mantissa" and "exponent" (SBE 1.0, section 2.6).</summary>
internal static class DecimalShape
{
    /// <summary>What JSON calls the digits.</summary>
    public const string Mantissa = "mantissa";

    private const string Exponent = "exponent";
    private const int ZerosMax = 128; // beyond it decimals are written with an exponent
    private const int ExponentMax = 100_000;

    /// <summary>Whether a type is a decimal.</summary>
    public static bool IsDecimal(SbeType type) => type is CompositeType composite && Has(composite, Mantissa) && Has(composite, Exponent);

    /// <summary>What JSON calls a member of a decimal; null for a member that is no part of the number.</summary>
    public static string? PartOf(string name) =>
        name.Equals(Mantissa, StringComparison.OrdinalIgnoreCase) ? Mantissa : name.Equals(Exponent, StringComparison.OrdinalIgnoreCase) ? Exponent : null;

    /// <summary>A decimal without the zeros at the end of its fraction: every output has that form.</summary>
    public static ReadOnlySpan<char> Shortest(ReadOnlySpan<char> text) =>
        text.Contains('.') && !text.Contains('E') ? text.TrimEnd('0').TrimEnd('.') : text;

    /// <summary>A decimal that somebody typed, as every output has it; null when it is none.</summary>
    /// <param name="typed">Such as `4250.250`, `+4250.25` or `42.5025e2`.</param>
    public static string? Written(string typed)
    {
        int mark = typed.AsSpan().IndexOfAny('e', 'E');
        int exponent = 0;
        if (mark >= 0 && !int.TryParse(typed.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return null;
        string number = mark < 0 ? typed : typed[..mark];
        string sign = number.StartsWith('-') ? "-" : "";
        if (number.StartsWith('-') || number.StartsWith('+')) number = number[1..];
        int point = number.IndexOf('.', StringComparison.Ordinal);
        string digits = point < 0 ? number : number.Remove(point, 1);
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit) || Math.Abs((long)exponent) > ExponentMax) return null;
        if (point >= 0) exponent -= number.Length - point - 1;
        return digits.TrimStart('0').Length == 0 ? "0" : sign + Written(digits.TrimStart('0'), exponent);
    }

    private static string Written(string digits, int exponent)
    {
        string significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        if (Math.Abs(exponent) > ZerosMax) return string.Create(CultureInfo.InvariantCulture, $"{significant}E{exponent}");
        if (exponent >= 0) return significant + new string('0', exponent);
        string padded = significant.PadLeft(1 - exponent, '0');
        return $"{padded[..^-exponent]}.{padded[^-exponent..]}";
    }

    private static bool Has(CompositeType type, string name)
    {
        for (int index = 0; index < type.Members.Count; index++)
        {
            CompositeMember member = type.Members[index];
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Type is EncodedType { Length: 1 } number)
                return number.Primitive != PrimitiveType.Char && !number.Primitive.IsFloatingPoint();
        }

        return false;
    }
}
