namespace FeedHandler.Codecs.Schema;

/// <summary>Where a number stands in a header that the protocol itself reads.</summary>
/// <param name="Primitive">a whole number</param>
/// <param name="Offset">bytes from the start of the header</param>
public sealed record HeaderMember(PrimitiveType Primitive, int Offset)
{
    /// <summary>Least valid value; null when the schema names none.</summary>
    public PrimitiveValue? MinValue { get; init; }

    /// <summary>Greatest valid value, such as the most entries of a group; null when the schema names none.</summary>
    public PrimitiveValue? MaxValue { get; init; }

    /// <summary>Whether a number can be carried.</summary>
    /// <param name="number">0 or more</param>
    /// <returns>true when the member's type has the number</returns>
    public bool Holds(long number)
    {
        var bitCount = (8 * Primitive.Size()) - (Primitive.IsSigned() ? 1 : 0);
        return number >= 0 && (bitCount >= 63 || number < 1L << bitCount);
    }
}
