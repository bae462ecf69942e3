using FeedHandler.Codecs.Schema;
using FeedHandler.Host.Inspect.Output;

namespace FeedHandler.Host.Inspect;

/// <summary>What the value of a filter means for a type: what cannot be a value of it is nothing.</summary>
internal static class FilterValue
{
    /// <summary>The one number that is asked for, by name, decimal, hexadecimal behind 0x, or as a character; null when it is none of the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">As typed.</param>
    public static PrimitiveValue? Number(SbeType type, string value) => type switch
    {
        EnumType named => Named(named, value) ?? Raw(named.Primitive, value),
        SetType set => Raw(set.Primitive, value) ?? Union(set, value),
        EncodedType { Length: <= 1 } encoded => Raw(encoded.Primitive, value),
        _ => null,
    };

    /// <summary>Whether a field can have a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">As typed.</param>
    public static bool IsPossible(FilteredField field, string value)
    {
        if (field.IsOptional && value.Equals("null", StringComparison.OrdinalIgnoreCase)) return true;
        return field.Type switch
        {
            null => field.IsText || IsHexadecimal(value),
            EncodedType { Presence: Presence.Constant } or EncodedType { Length: > 1, Primitive: PrimitiveType.Char } => true,
            EncodedType { Length: > 1, Primitive: PrimitiveType.UInt8 } bytes => value.Length == 2 * bytes.Length && IsHexadecimal(value),
            CompositeType when DecimalShape.IsDecimal(field.Type) => DecimalShape.Written(value) is not null,
            CompositeType => value.StartsWith('{'),
            SetType set when Choice(set, value) is not null => true,
            _ => Number(field.Type, value) is not null,
        };
    }

    /// <summary>What can be asked of a field whose values have no names.</summary>
    /// <param name="field">The field.</param>
    public static string Advice(FilteredField field) => field.Type switch
    {
        null => "bytes in hexadecimal",
        EncodedType { Length: > 1, Primitive: PrimitiveType.UInt8 } bytes => $"{bytes.Length} bytes in hexadecimal",
        EncodedType { Length: > 1 } => "no value: arrays cannot be asked for",
        EncodedType { Primitive: PrimitiveType.Char } => "a character or its number",
        EncodedType encoded => $"a number of {encoded.Primitive.ToString().ToLowerInvariant()}",
        CompositeType when DecimalShape.IsDecimal(field.Type) => "a decimal number such as 4250.25",
        _ => "one of its members by that member's name",
    };

    private static PrimitiveValue? Raw(PrimitiveType primitive, string value) => PrimitiveValue.Parse(primitive, value, isCharacter: true);

    private static PrimitiveValue? Named(EnumType type, string value)
    {
        for (int index = 0; index < type.Values.Count; index++)
        {
            if (type.Values[index].Name.Equals(value, StringComparison.OrdinalIgnoreCase)) return type.Values[index].Value;
        }

        return null;
    }

    // As it is shown, `a|b` or `a|0x40`, in any order. A name alone asks for its bit, whatever others there are.
    private static PrimitiveValue? Union(SetType set, string value)
    {
        string[] parts = value.Split('|');
        if (parts.Length == 1) return null;
        long bits = 0;
        foreach (string part in parts)
        {
            if (Choice(set, part) is { } bit) bits |= 1L << bit;
            else if (part.Length > 0 && Raw(set.Primitive, part) is { } raw) bits |= raw.Bits;
            else return null;
        }

        return new PrimitiveValue(set.Primitive, bits);
    }

    private static int? Choice(SetType set, string name)
    {
        for (int index = 0; index < set.Choices.Count; index++)
        {
            if (set.Choices[index].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return set.Choices[index].Bit;
        }

        return null;
    }

    private static bool IsHexadecimal(string value) => value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit);
}
