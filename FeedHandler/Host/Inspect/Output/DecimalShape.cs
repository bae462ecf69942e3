using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Which composites are decimals: whole numbers "mantissa" and "exponent" (SBE 1.0, section 2.6).</summary>
internal static class DecimalShape
{
    /// <summary>What JSON calls the digits.</summary>
    public const string Mantissa = "mantissa";

    private const string Exponent = "exponent";

    /// <summary>Whether a type is a decimal.</summary>
    public static bool IsDecimal(SbeType type) => type is CompositeType composite && Has(composite, Mantissa) && Has(composite, Exponent);

    /// <summary>What JSON calls a member of a decimal; null for a member that is no part of the number.</summary>
    public static string? PartOf(string name) =>
        name.Equals(Mantissa, StringComparison.OrdinalIgnoreCase) ? Mantissa : name.Equals(Exponent, StringComparison.OrdinalIgnoreCase) ? Exponent : null;

    /// <summary>A decimal without the zeros at the end of its fraction: every output has that form.</summary>
    public static ReadOnlySpan<char> Shortest(ReadOnlySpan<char> text) =>
        text.Contains('.') && !text.Contains('E') ? text.TrimEnd('0').TrimEnd('.') : text;

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
