namespace FeedHandler.Codecs.Schema;

/// <summary>A simple encoding: one primitive, a fixed array, or a constant (SBE 1.0, section 4.4.2).</summary>
/// <param name="Name">name in the schema</param>
/// <param name="Key">name that is unique in the schema</param>
/// <param name="Notes">what the schema says about it</param>
/// <param name="Primitive">type of each element</param>
/// <param name="Length">elements: 1 for a single value, 0 for variable-length data</param>
/// <param name="Presence">required, optional or constant</param>
/// <param name="NullValue">null of the type: its own, else the default of the primitive</param>
/// <param name="Constant">the value of a constant; null otherwise</param>
/// <param name="MinValue">least valid value; null when the schema names none</param>
/// <param name="MaxValue">greatest valid value; null when the schema names none</param>
/// <param name="CharacterEncoding">encoding of text, such as "UTF-8"; empty when not named</param>
public sealed record EncodedType(
    string Name,
    string Key,
    ElementNotes Notes,
    PrimitiveType Primitive,
    int Length,
    Presence Presence,
    PrimitiveValue NullValue,
    ConstantValue? Constant,
    PrimitiveValue? MinValue,
    PrimitiveValue? MaxValue,
    string CharacterEncoding) : SbeType(Name, Key, Notes)
{
    /// <inheritdoc/>
    public override int Size => Presence == Presence.Constant ? 0 : Primitive.Size() * Length;

    /// <summary>Whether text is UTF-8; every other encoding in use has one byte per character.</summary>
    public bool IsUtf8 => string.Equals(CharacterEncoding, "UTF-8", StringComparison.OrdinalIgnoreCase)
        || string.Equals(CharacterEncoding, "UTF8", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A value that is in the schema and not on the wire.</summary>
/// <param name="Number">a single value of a primitive type; null for text and for a field that names an enum value</param>
/// <param name="Text">a constant array of characters; null otherwise</param>
/// <param name="EnumValue">the named value that a valueRef points at; null otherwise</param>
public sealed record ConstantValue(PrimitiveValue? Number, string? Text, EnumReference? EnumValue);

/// <summary>What a valueRef names.</summary>
/// <param name="Enum">the enum</param>
/// <param name="Value">one of its values</param>
public sealed record EnumReference(EnumType Enum, EnumValue Value);

/// <summary>Whether a value is sent (SBE 1.0, section 2.4.1).</summary>
public enum Presence
{
    /// <summary>Always a value.</summary>
    Required,

    /// <summary>A value or null.</summary>
    Optional,

    /// <summary>Known from the schema; takes no bytes.</summary>
    Constant,
}

/// <summary>Order of the bytes of all numbers of a schema (SBE 1.0, section 4.3.1).</summary>
public enum ByteOrder
{
    /// <summary>Least significant byte first; the default.</summary>
    LittleEndian,

    /// <summary>Most significant byte first.</summary>
    BigEndian,
}
