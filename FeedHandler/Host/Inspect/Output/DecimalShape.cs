using FeedHandler.Codecs.Schema;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Which composites are decimals: whole numbers "mantissa" and "exponent" (SBE 1.0, section 2.6).</summary>
internal static class DecimalShape
{
    /// <summary>Whether a type is a decimal.</summary>
    public static bool IsDecimal(SbeType type) => type is CompositeType composite && Has(composite, "mantissa") && Has(composite, "exponent");

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
