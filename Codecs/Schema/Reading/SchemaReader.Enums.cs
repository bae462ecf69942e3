using System.Globalization;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private EnumType? ReadEnum(XElement element, string name, string key)
    {
        if (ReadEncoding(element, name) is not { } encoding)
            return null;
        if (encoding.Primitive.IsFloatingPoint())
        {
            Report(SchemaRules.Encoding, element, name, encoding.Primitive.SchemaName());
            return null;
        }

        var values = new List<EnumValue>();
        var elements = element.Elements().Where(static child => Is(child, "validValue")).ToList();
        ReportDuplicates(elements, name);
        foreach (var child in elements)
        {
            if (PrimitiveValue.Parse(encoding.Primitive, child.Value.Trim(), isCharacter: true) is { } value)
                values.Add(new(RequiredAttribute(child, "name"), value, Notes(child)));
            else
                Report(SchemaRules.ValueRange, child, child.Value.Trim(), encoding.Primitive.SchemaName());
        }

        return new(name, key, Notes(element), encoding.Primitive, encoding.IsOptional, encoding.NullValue, new(values));
    }

    private SetType? ReadSet(XElement element, string name, string key)
    {
        if (ReadEncoding(element, name) is not { } encoding)
            return null;
        if (encoding.Primitive.IsFloatingPoint() || encoding.Primitive == PrimitiveType.Char)
        {
            Report(SchemaRules.Encoding, element, name, encoding.Primitive.SchemaName());
            return null;
        }

        var choices = new List<SetChoice>();
        var elements = element.Elements().Where(static child => Is(child, "choice")).ToList();
        ReportDuplicates(elements, name);
        foreach (var child in elements)
        {
            if (int.TryParse(child.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bit)
                && bit < 8 * encoding.Primitive.Size())
                choices.Add(new(RequiredAttribute(child, "name"), bit, Notes(child)));
            else
                Report(SchemaRules.ValueRange, child, child.Value.Trim(), $"a bit of {encoding.Primitive.SchemaName()}");
        }

        return new(name, key, Notes(element), encoding.Primitive, encoding.IsOptional, encoding.NullValue, new(choices));
    }

    // The encoding of an enum or set is a primitive or a type declared over one, which may bring its own null.
    private (PrimitiveType Primitive, bool IsOptional, PrimitiveValue NullValue)? ReadEncoding(XElement element, string name)
    {
        var encodingName = RequiredAttribute(element, "encodingType");
        if (encodingName.Length == 0)
            return null;
        switch (Resolve(encodingName, element))
        {
            case EncodedType { Length: 1, Presence: not Presence.Constant } type:
                var ownNull = Value(element, "nullValue", type.Primitive) ?? type.NullValue;
                return (type.Primitive, type.Presence == Presence.Optional || PresenceOf(element) == Presence.Optional, ownNull);
            case null:
                return null;
            default:
                Report(SchemaRules.Encoding, element, name, encodingName);
                return null;
        }
    }
}
