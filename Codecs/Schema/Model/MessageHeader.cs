namespace FeedHandler.Codecs.Schema;

/// <summary>The header before every message (SBE 1.0, section 3.2). A member that the schema leaves out is null.</summary>
/// <param name="Type">the composite, for its size and further members</param>
/// <param name="BlockLength">bytes of the root block</param>
/// <param name="TemplateId">message id</param>
/// <param name="SchemaId">schema id</param>
/// <param name="Version">schema version of the sender</param>
public sealed record MessageHeader(
    CompositeType Type,
    HeaderMember? BlockLength,
    HeaderMember? TemplateId,
    HeaderMember? SchemaId,
    HeaderMember? Version)
{
    /// <summary>Number of groups in the root of the message; null in the header of eight bytes.</summary>
    public HeaderMember? NumGroups { get; init; }

    /// <summary>Number of variable-length data in the root of the message; null in the header of eight bytes.</summary>
    public HeaderMember? NumVarDataFields { get; init; }
}

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
        int bitCount = (8 * Primitive.Size()) - (Primitive.IsSigned() ? 1 : 0);
        return number >= 0 && (bitCount >= 63 || number < 1L << bitCount);
    }
}

/// <summary>Layout of the header of a group (SBE 1.0, section 3.4.8).</summary>
/// <param name="Type">the composite, for its size</param>
/// <param name="BlockLength">the member that carries the bytes of an entry's block</param>
/// <param name="NumInGroup">the member that carries the number of entries</param>
public sealed record GroupDimension(CompositeType Type, HeaderMember BlockLength, HeaderMember NumInGroup)
{
    /// <summary>Number of groups in each entry; null in the dimension of four bytes.</summary>
    public HeaderMember? NumGroups { get; init; }

    /// <summary>Number of variable-length data in each entry; null in the dimension of four bytes.</summary>
    public HeaderMember? NumVarDataFields { get; init; }
}
