using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private readonly Dictionary<string, XElement> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SbeType?> _types = new(StringComparer.Ordinal);
    private readonly List<SbeType> _generatedTypes = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    private static bool IsTypeElement(XElement element) => element.Name.LocalName is "type" or "composite" or "enum" or "set";

    private void Declare(XElement root)
    {
        foreach (var element in root.Elements().Where(static element => Is(element, "types")).Elements())
        {
            if (!IsTypeElement(element))
            {
                Report(SchemaRules.NotSupported, element, $"<{element.Name.LocalName}> among the types");
                continue;
            }

            var name = RequiredAttribute(element, "name");
            if (_declarations.TryGetValue(name, out var first))
                Report(SchemaRules.DuplicateType, element, name, ((IXmlLineInfo)first).LineNumber);
            else
                _declarations.Add(name, element);
        }
    }

    private EquatableArray<SbeType> ReadAllTypes(CancellationToken cancellation)
    {
        foreach (var declaration in _declarations)
        {
            cancellation.ThrowIfCancellationRequested();
            Resolve(declaration.Key, declaration.Value);
        }

        return new(_generatedTypes);
    }

    // A declared name wins over a primitive of the same name: schemas redeclare "char" and "int8" with their own nulls.
    private SbeType? Resolve(string name, XElement place)
    {
        if (_types.TryGetValue(name, out var known))
            return known;
        if (!_declarations.TryGetValue(name, out var declaration))
        {
            if (PrimitiveTypes.Parse(name) is { } primitive)
                return _types[name] = Plain(name, primitive);
            Report(SchemaRules.UndefinedType, place, name);
            return null;
        }

        if (!_open.Add(name))
        {
            Report(SchemaRules.Recursion, declaration, name);
            return null;
        }

        var type = ReadType(declaration, name, name);
        _open.Remove(name);
        return _types[name] = type;
    }

    private static EncodedType Plain(string name, PrimitiveType primitive)
        => new(name, name, new("", "", 0, null), primitive, 1, Presence.Required, primitive.DefaultNull(), null, null, null, "");

    private SbeType? ReadType(XElement element, string name, string key)
    {
        SbeType? type = element.Name.LocalName switch
        {
            "type" => ReadEncodedType(element, name, key),
            "composite" => ReadComposite(element, name, key),
            "enum" => ReadEnum(element, name, key),
            _ => ReadSet(element, name, key),
        };
        if (type is not null and not EncodedType)
            _generatedTypes.Add(type);
        return type;
    }

    private EncodedType? ReadEncodedType(XElement element, string name, string key)
    {
        var primitiveName = RequiredAttribute(element, "primitiveType");
        if (PrimitiveTypes.Parse(primitiveName) is not { } primitive)
        {
            if (primitiveName.Length > 0)
                Report(SchemaRules.UndefinedType, element.Attribute("primitiveType")!, primitiveName);
            return null;
        }

        var presence = PresenceOf(element) ?? Presence.Required;
        var length = OptionalNumber(element, "length", ushort.MaxValue);
        var constant = presence == Presence.Constant ? ReadConstant(element, primitive, length) : null;
        return new(
            name,
            key,
            Notes(element),
            primitive,
            constant?.Text?.Length ?? length ?? 1,
            presence,
            Value(element, "nullValue", primitive) ?? primitive.DefaultNull(),
            constant,
            Value(element, "minValue", primitive),
            Value(element, "maxValue", primitive),
            Attribute(element, "characterEncoding") ?? "");
    }

    private ConstantValue? ReadConstant(XElement element, PrimitiveType primitive, int? length)
    {
        if (element.Attribute("valueRef") is { } valueRef)
            return ReadValueRef(valueRef) is { } reference ? new(reference.Value.Value with { Type = primitive }, null, reference) : null;
        var text = element.Value.Trim();
        if (text.Length == 0)
        {
            Report(SchemaRules.MissingConstant, element, NameOf(element));
            return null;
        }

        if (primitive == PrimitiveType.Char && (text.Length > 1 || length > 1))
            return new(null, text, null);
        if (PrimitiveValue.Parse(primitive, text, isCharacter: true) is { } value)
            return new(value, null, null);
        Report(SchemaRules.ValueRange, element, text, primitive.SchemaName());
        return null;
    }

    private EnumReference? ReadValueRef(XAttribute valueRef)
    {
        var text = valueRef.Value.Trim();
        var point = text.LastIndexOf('.');
        if (point > 0 && _declarations.ContainsKey(text.Substring(0, point))
            && Resolve(text.Substring(0, point), valueRef.Parent!) is EnumType type)
        {
            foreach (var value in type.Values)
            {
                if (value.Name == text.Substring(point + 1))
                    return new(type, value);
            }
        }

        Report(SchemaRules.ValueRef, valueRef, text);
        return null;
    }
}
