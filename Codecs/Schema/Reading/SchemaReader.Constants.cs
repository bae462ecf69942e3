using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private ConstantValue? ReadConstant(XElement element, PrimitiveType primitive, int? length)
    {
        if (Find(element, "valueRef") is { } valueRef)
        {
            return ReadValueRef(valueRef, null) is { } reference
                ? new(reference.Value.Value with { Type = primitive }, null, reference)
                : null;
        }

        // What an editor broke over lines or set in quotes is one word all the same.
        string text = Text(ValueOf(element));
        if (text.Length == 0)
        {
            Report(SchemaRules.MissingConstant, element, NameOf(element));
            return null;
        }

        if (primitive == PrimitiveType.Char && (length > 1 || (text.Length > 1 && PrimitiveValue.Read(primitive, text, isCharacter: true) is null)))
            return new(null, text, null);
        if (PrimitiveValue.Read(primitive, text, isCharacter: true) is { } value)
            return new(value, null, null);
        Report(SchemaRules.ValueRange, element, text, primitive.SchemaName(), "the constant is left out");
        return null;
    }

    private EnumReference? ReadValueRef(XAttribute valueRef, EnumType? fieldType)
    {
        string text = valueRef.Value.Trim();
        int point = text.LastIndexOf('.');
        string enumName = point > 0 ? text.Substring(0, point).Trim() : "";
        EnumType? type = _declarations.ContainsKey(enumName) ? Resolve(enumName, valueRef.Parent!) as EnumType : fieldType;
        if (type is not null && FindValue(type, text.Substring(point + 1).Trim()) is { } value)
            return new(type, value);
        Report(SchemaRules.ValueRef, valueRef, text);
        return null;
    }

    private static EnumValue? FindValue(EnumType type, string name)
    {
        EnumValue? similar = null;
        foreach (EnumValue value in type.Values)
        {
            if (value.Name == name)
                return value;
            if (string.Equals(value.Name, name, StringComparison.OrdinalIgnoreCase))
                similar ??= value;
        }

        return similar;
    }

    private ConstantValue? FieldConstant(XElement element, SbeType type)
    {
        if (Find(element, "valueRef") is { } valueRef)
            return ReadValueRef(valueRef, type as EnumType) is { } reference ? new(null, null, reference) : null;
        if (type is EncodedType { Constant: { } constant })
            return constant;
        string text = Text(ValueOf(element));
        if (type is EnumType named && FindConstant(named, text) is { } value)
            return new(null, null, new(named, value));
        if (type is EncodedType encoded && text.Length > 0)
            return ReadConstant(element, encoded.Primitive, encoded.Length);
        Report(SchemaRules.MissingConstant, element, NameOf(element));
        return null;
    }

    private static EnumValue? FindConstant(EnumType type, string text)
    {
        if (FindValue(type, text) is { } named)
            return named;
        PrimitiveValue? number = PrimitiveValue.Read(type.Primitive, text, isCharacter: true);
        foreach (EnumValue value in type.Values)
        {
            if (value.Value == number)
                return value;
        }

        return null;
    }
}
