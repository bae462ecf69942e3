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
