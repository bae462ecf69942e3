using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private readonly Dictionary<string, XElement> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SbeType?> _types = new(StringComparer.Ordinal);
    private readonly List<SbeType> _generatedTypes = [];
    private readonly UniqueNames _keys = new();
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private Dictionary<string, string?>? _similar;
    private int _typeDepth;

    // SBE 2.0 names its element types so; some writers took them for the elements' names.
    private static string KindOf(XElement element) => element.Name.LocalName switch
    {
        "simpleDataType" or "memberDataType" or "encodedDataType" => "type",
        "compositeDataType" => "composite",
        var name => name,
    };

    private static bool IsTypeElement(XElement element) => KindOf(element) is "type" or "composite" or "enum" or "set";

    // Types and messages stand in containers, which nest where whole schemas or type files are included.
    private void Declare(XElement container, string package, int depth)
    {
        if (depth > SchemaLimits.NestingMax)
        {
            Report(SchemaRules.Limit, container, $"Containers are nested deeper than {SchemaLimits.NestingMax}; flatten them");
            return;
        }

        foreach (XElement element in container.Elements())
        {
            if (element.Name.LocalName is "types" or "messages" or "messageSchema")
                Declare(element, Attribute(element, "package") ?? package, depth + 1);
            else if (IsTypeElement(element))
                DeclareType(element);
            else if (Is(element, "message"))
                _messageElements.Add(new(element, package));
            else if (!IsInclude(element))
                ReportUnknown(element);
        }
    }

    // The reference implementation reads all simple types, then composites, enums and sets, and keeps the last of a name.
    private void DeclareType(XElement element)
    {
        string name = RequiredAttribute(element, "name");
        if (!_declarations.TryGetValue(name, out XElement? first))
        {
            _declarations.Add(name, element);
            return;
        }

        if (OriginOf(first) == OriginOf(element) && LineOf(first) == LineOf(element))
            return;
        XElement kept = Rank(element) >= Rank(first) ? element : first;
        _declarations[name] = kept;
        Report(SchemaRules.DuplicateType, element, name, LineOf(first).Line, LineOf(kept).Line);
    }

    private static int Rank(XElement element) => KindOf(element) switch { "type" => 0, "composite" => 1, "enum" => 2, _ => 3 };

    private static (int Line, int Column) LineOf(XElement element)
    {
        IXmlLineInfo place = element;
        return (place.LineNumber, place.LinePosition);
    }

    private void ReadAllTypes()
    {
        foreach (KeyValuePair<string, XElement> declaration in _declarations)
        {
            _cancellation.ThrowIfCancellationRequested();
            Resolve(declaration.Key, declaration.Value);
        }
    }

    // A declared name wins over a primitive of the same name: schemas redeclare "char" and "int8" with their own nulls.
    private SbeType? Resolve(string name, XElement place)
    {
        if (_types.TryGetValue(name, out SbeType? known))
            return known;
        if (!_declarations.TryGetValue(name, out XElement? declaration))
            return ResolveUndeclared(name, place);

        if (!_open.Add(name))
        {
            Report(SchemaRules.Recursion, declaration, name);
            return null;
        }

        SbeType? type = ReadType(declaration, name, name);
        _open.Remove(name);
        return _types[name] = type;
    }

    private SbeType? ResolveUndeclared(string name, XElement place)
    {
        if (PrimitiveTypes.Parse(name) is { } primitive)
            return _types[name] = Plain(name, primitive);
        if (SimilarTo(name) is { } similar)
        {
            Report(SchemaRules.Spelling, place, name, similar);
            return Resolve(similar, place);
        }

        Report(SchemaRules.UndefinedType, place, name);
        return null;
    }

    // The one declared type, or else the primitive, whose name differs by case only.
    private string? SimilarTo(string name)
    {
        _similar ??= _declarations.Keys.GroupBy(static key => key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static same => same.Key, static same => same.Count() == 1 ? same.First() : null, StringComparer.OrdinalIgnoreCase);
        if (_similar.TryGetValue(name, out string? declared))
            return declared;
        string lower = name.ToLowerInvariant();
        return PrimitiveTypes.Parse(lower) is null ? null : lower;
    }

    private static EncodedType Plain(string name, PrimitiveType primitive)
        => new(name, name, new("", "", 0, null), primitive, 1, Presence.Required, primitive.DefaultNull(), null, null, null, "");

    private SbeType? ReadType(XElement element, string name, string preferredKey)
    {
        if (_typeDepth >= SchemaLimits.NestingMax)
        {
            Report(SchemaRules.Limit, element, $"Types are nested deeper than {SchemaLimits.NestingMax}; flatten them");
            return null;
        }

        string key = _keys.Take(preferredKey, ".");
        _typeDepth++;
        SbeType? type = KindOf(element) switch
        {
            "type" => ReadEncodedType(element, name, key),
            "composite" => ReadComposite(element, name, key),
            "enum" => ReadEnum(element, name, key),
            _ => ReadSet(element, name, key),
        };
        _typeDepth--;
        if (type is not null and not EncodedType)
            _generatedTypes.Add(type);
        return type;
    }

    private EncodedType? ReadEncodedType(XElement element, string name, string key)
    {
        if (ReadPrimitive(element) is not { } primitive)
            return null;
        Presence presence = PresenceOf(element) ?? Presence.Required;
        int? length = OptionalNumber(element, "length", SchemaLimits.BytesMax / primitive.Size());
        if (string.Equals(Attribute(element, "variableLength"), "true", StringComparison.OrdinalIgnoreCase))
            length = 0;
        ConstantValue? constant = presence == Presence.Constant ? ReadConstant(element, primitive, length) : null;
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

    // A type may stand for another simple type: what it does not say itself is then the primitive's, as everywhere.
    private PrimitiveType? ReadPrimitive(XElement element)
    {
        XAttribute? attribute = Find(element, "primitiveType") ?? Find(element, "type");
        string name = attribute?.Value.Trim() ?? "";
        if (PrimitiveTypes.Parse(name) is { } primitive)
            return primitive;
        if (name.Length == 0)
            Report(SchemaRules.MissingAttribute, element, element.Name.LocalName, "primitiveType");
        else if (PrimitiveTypes.Parse(name.ToLowerInvariant()) is { } similar)
        {
            Report(SchemaRules.Spelling, attribute!, name, similar.SchemaName());
            return similar;
        }
        else if (_declarations.ContainsKey(name) && Resolve(name, element) is EncodedType type)
            return type.Primitive;
        else
            Report(SchemaRules.UndefinedType, attribute!, name);
        return null;
    }
}
