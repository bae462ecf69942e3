using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private SbeType? ReadEnum(XElement element, string name, string key)
    {
        if (ReadEncoding(element, name) is not { } encoding)
            return null;
        if (encoding is { Primitive: PrimitiveType.Char, Length: > 1 })
        {
            Report(SchemaRules.WideEnum, element, name, encoding.Length);
            return WideEnum(encoding, name, key, Notes(element));
        }

        if (encoding.Length != 1 || encoding.Primitive.IsFloatingPoint())
        {
            Report(SchemaRules.Encoding, element, name, Attribute(element, "encodingType")!);
            return null;
        }

        List<EnumValue> values = new List<EnumValue>();
        Dictionary<PrimitiveValue, string> names = new Dictionary<PrimitiveValue, string>();
        foreach (XElement child in NamedChildren(element, name, "validValue"))
        {
            if (ReadValue(child, name, encoding, names) is { } value)
                values.Add(value);
        }

        return new EnumType(name, key, Notes(element), encoding.Primitive, encoding.Presence == Presence.Optional, encoding.NullValue, new(values));
    }

    private static EncodedType WideEnum(EncodedType encoding, string name, string key, ElementNotes notes)
        => encoding with { Name = name, Key = key, Notes = notes };

    private EnumValue? ReadValue(XElement element, string enumName, EncodedType encoding, Dictionary<PrimitiveValue, string> names)
    {
        PrimitiveType primitive = encoding.Primitive;
        string text = ValueOf(element);
        if (PrimitiveValue.Read(primitive, text, isCharacter: true) is not { } value)
        {
            Report(SchemaRules.ValueRange, element, Text(text), primitive.SchemaName(), "the enum is read without it");
            return null;
        }

        string name = NameOr(element, "Value" + value);
        if (names.TryGetValue(value, out string? first))
            Report(SchemaRules.DuplicateValue, element, name, Text(text), first);
        else
            names.Add(value, name);
        if (value.Bits == encoding.NullValue.Bits)
            Report(SchemaRules.NullValue, element, Text(text), name, enumName);
        return new(name, value, Notes(element));
    }

    private SetType? ReadSet(XElement element, string name, string key)
    {
        if (ReadEncoding(element, name) is not { } encoding)
            return null;
        if (encoding.Length != 1 || encoding.Primitive.IsFloatingPoint())
        {
            Report(SchemaRules.Encoding, element, name, Attribute(element, "encodingType")!);
            return null;
        }

        // Bits have no character and no sign: a set over char is one over the byte.
        PrimitiveType primitive = encoding.Primitive == PrimitiveType.Char ? PrimitiveType.UInt8 : encoding.Primitive;
        PrimitiveValue nullValue = encoding.Primitive == primitive ? encoding.NullValue : encoding.NullValue with { Type = primitive };
        List<SetChoice> choices = new List<SetChoice>();
        foreach (XElement child in NamedChildren(element, name, "choice"))
            AddChoice(choices, child, primitive);
        return new(name, key, Notes(element), primitive, encoding.Presence == Presence.Optional, nullValue, new(choices));
    }

    private void AddChoice(List<SetChoice> choices, XElement element, PrimitiveType primitive)
    {
        string text = Text(ValueOf(element));
        if (PrimitiveValue.Read(PrimitiveType.UInt8, text, isCharacter: false) is not { } number || number.Bits >= 8 * primitive.Size())
        {
            Report(SchemaRules.ValueRange, element, text, $"a bit of {primitive.SchemaName()}", "the set is read without it");
            return;
        }

        int bit = (int)number.Bits;
        if (choices.Find(other => other.Bit == bit) is { } first)
            Report(SchemaRules.DuplicateValue, element, NameOf(element), text, first.Name);
        choices.Add(new(NameOr(element, "Bit" + number), bit, Notes(element)));
    }

    private List<XElement> NamedChildren(XElement element, string name, string kind)
    {
        List<XElement> elements = element.Elements().Where(child => Is(child, kind)).ToList();
        ReportDuplicates(elements, name);
        foreach (XElement? stranger in element.Elements().Except(elements))
            ReportUnknown(stranger);
        return elements;
    }

    // The encoding of an enum or set is a primitive or a type declared over one, which may bring its own null.
    private EncodedType? ReadEncoding(XElement element, string name)
    {
        string encodingName = RequiredAttribute(element, "encodingType");
        if (encodingName.Length == 0)
            return null;
        switch (Resolve(encodingName, element))
        {
            case EncodedType { Presence: not Presence.Constant } type:
                return (EncodedType)WithOwnNull(element, type)!;
            case null:
                return null;
            default:
                Report(SchemaRules.Encoding, element, name, encodingName);
                return null;
        }
    }
}
