namespace FeedHandler.Codecs.Schema;

/// <summary>A value that is in the schema and not on the wire.</summary>
/// <param name="Number">a single value of a primitive type; null for text and for a field that names an enum value</param>
/// <param name="Text">a constant array of characters; null otherwise</param>
/// <param name="EnumValue">the named value that a valueRef points at; null otherwise</param>
public sealed record ConstantValue(PrimitiveValue? Number, string? Text, EnumReference? EnumValue);
