using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>What counts and lengths in headers can say.</summary>
internal static class HeaderNumbers
{
    /// <summary>The greatest value: what the schema says, else all but the null of the type (SBE 1.0, section 2.4.2).</summary>
    public static long Max(HeaderMember member)
    {
        PrimitiveType type = member.Primitive;
        int bitCount = (8 * type.Size()) - (type.IsSigned() ? 1 : 0);
        long greatest = bitCount >= 63 ? long.MaxValue : (1L << bitCount) - (type.IsSigned() ? 1 : 2);
        return member.MaxValue is { Bits: > 0 and var own } ? Math.Min(own, greatest) : greatest;
    }
}
