namespace FeedHandler.Codecs.Schema;

/// <summary>Named values of a character or a whole number (SBE 1.0, section 4.4.6).</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Key">name that is unique in the schema</param>
/// <param name="Notes">what the schema says about it</param>
/// <param name="Primitive">type on the wire</param>
/// <param name="IsOptional">whether the encoding type is an optional one</param>
/// <param name="NullValue">null of the encoding type</param>
/// <param name="Values">in the order of the schema</param>
public sealed record EnumType(
    string Name,
    string Key,
    ElementNotes Notes,
    PrimitiveType Primitive,
    bool IsOptional,
    PrimitiveValue NullValue,
    EquatableArray<EnumValue> Values) : SbeType(Name, Key, Notes)
{
    /// <inheritdoc/>
    public override int Size => Primitive.Size();
}

/// <summary>A named value of an enum.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Value">value on the wire</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record EnumValue(string Name, PrimitiveValue Value, ElementNotes Notes);

/// <summary>Named bits of an unsigned number (SBE 1.0, section 4.4.7).</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Key">name that is unique in the schema</param>
/// <param name="Notes">what the schema says about it</param>
/// <param name="Primitive">type on the wire</param>
/// <param name="IsOptional">whether the encoding type is an optional one</param>
/// <param name="NullValue">null of the encoding type, for schemas that declare a set optional</param>
/// <param name="Choices">in the order of the schema</param>
public sealed record SetType(
    string Name,
    string Key,
    ElementNotes Notes,
    PrimitiveType Primitive,
    bool IsOptional,
    PrimitiveValue NullValue,
    EquatableArray<SetChoice> Choices) : SbeType(Name, Key, Notes)
{
    /// <inheritdoc/>
    public override int Size => Primitive.Size();
}

/// <summary>A named bit of a set.</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Bit">0 is the least significant bit</param>
/// <param name="Notes">what the schema says about it</param>
public sealed record SetChoice(string Name, int Bit, ElementNotes Notes);
