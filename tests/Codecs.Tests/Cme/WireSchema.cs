using System.Globalization;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>
/// A plain reading of an SBE schema that shares no code with the product, so that a mistake in either shows.
/// Covers what CME schemas use: no nesting, no variable data.
/// </summary>
internal sealed class WireSchema
{
    private static readonly Dictionary<long, int> NoNumbers = [];

    private readonly Dictionary<string, WireType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _dimensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, long>> _enumValues = new(StringComparer.Ordinal);

    private WireSchema(XElement root)
    {
        Version = Int(root, "version");
        XElement[] declared = [.. root.Elements().Where(e => Is(e, "types")).SelectMany(e => e.Elements())];
        // Enums and sets name scalar types as their encoding, so scalars go first.
        foreach (XElement type in declared.OrderBy(e => Is(e, "type") ? 0 : 1)) _types.Add(Name(type), ReadType(type));
        Messages = root.Elements().Where(e => Is(e, "message")).Select(ReadMessage).ToDictionary(m => m.Id);
    }

    public int Version { get; }

    public IReadOnlyDictionary<string, WireType> Types => _types;

    /// <summary>Names of the values of enums and the bits of sets, with their numbers.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, long>> EnumValues => _enumValues;

    public IReadOnlyDictionary<int, WireMessage> Messages { get; }

    public static WireSchema Load(string path) => new(XElement.Load(path));

    private WireType ReadType(XElement e)
    {
        int since = Int(e, "sinceVersion", 0);
        switch (e.Name.LocalName)
        {
            case "type":
                return Scalar(e) with { Since = since };
            case "composite":
                _dimensions[Name(e)] = e;
                return Composite(e) with { Since = since };
            default:
                Dictionary<long, int> numbers = e.Elements().ToDictionary(
                    v => Number(v.Value, IsCharEnum(e)), v => Math.Max(since, Int(v, "sinceVersion", 0)));
                _enumValues[Name(e)] = e.Elements().ToDictionary(Name, v => Number(v.Value, IsCharEnum(e)), StringComparer.Ordinal);
                WireType encoding = _types[e.Attribute("encodingType")!.Value];
                return new WireType(encoding.SizeBytes, $"{e.Name.LocalName} {Name(e)}: {encoding.Shape}", null, since, numbers);
        }
    }

    private static WireType Scalar(XElement e)
    {
        string primitive = e.Attribute("primitiveType")!.Value;
        int length = Int(e, "length", 1);
        string shape = length == 1 ? primitive : $"{primitive}[{length}]";
        string? presence = (string?)e.Attribute("presence");
        if (presence == "constant") return new WireType(0, shape, Number(e.Value, primitive == "char"), 0, NoNumbers);
        if (presence == "optional") shape += $" null {(string?)e.Attribute("nullValue")}";
        return new WireType(PrimitiveBytes(primitive) * length, shape, null, 0, NoNumbers);
    }

    private static WireType Composite(XElement e)
    {
        int end = 0;
        List<string> members = [];
        foreach (XElement member in e.Elements())
        {
            WireType type = Scalar(member);
            int offset = Int(member, "offset", end);
            members.Add($"{Name(member)} {(type.Constant is long value ? $"= {value}" : $"@{offset}")} {type.Shape}");
            end = offset + type.SizeBytes;
        }

        return new WireType(end, string.Join(", ", members), null, 0, NoNumbers);
    }

    private WireMessage ReadMessage(XElement e)
    {
        int since = Int(e, "sinceVersion", 0);
        return new WireMessage(
            Int(e, "id"), Name(e), since, (int?)e.Attribute("deprecated"), ReadBlock(e, Name(e), since),
            [.. e.Elements().Where(g => Is(g, "group")).Select(g => ReadGroup(g, Name(e), since))]);
    }

    private WireGroup ReadGroup(XElement e, string message, int messageSince)
    {
        int since = Math.Max(messageSince, Int(e, "sinceVersion", 0));
        WireType dimension = _types[e.Attribute("dimensionType")!.Value];
        XElement count = _dimensions[e.Attribute("dimensionType")!.Value].Elements().Single(m => Name(m) == "numInGroup");
        return new WireGroup(
            Int(e, "id"), Name(e), since, ReadBlock(e, $"{message}.{Name(e)}", since),
            dimension.SizeBytes, Int(count, "offset", 2), dimension.Shape);
    }

    private WireBlock ReadBlock(XElement owner, string path, int ownerSince)
    {
        int end = 0;
        List<WireField> fields = [];
        foreach (XElement e in owner.Elements().Where(f => Is(f, "field")))
        {
            WireType type = _types[e.Attribute("type")!.Value];
            long? constant = (string?)e.Attribute("valueRef") is string reference ? Referenced(reference) : type.Constant;
            WireField field = new(
                Int(e, "id"), Name(e), Math.Max(ownerSince, Int(e, "sinceVersion", 0)), Int(e, "offset", end), type, constant);
            end = field.End;
            fields.Add(field);
        }

        return new WireBlock(path, Int(owner, "blockLength"), fields);
    }

    private long Referenced(string valueRef)
    {
        string[] parts = valueRef.Split('.');
        return _enumValues[parts[0]][parts[1]];
    }

    private static bool IsCharEnum(XElement e) => e.Attribute("encodingType")!.Value == "CHAR";

    private static long Number(string text, bool isChar) => isChar ? text.Trim()[0] : long.Parse(text, CultureInfo.InvariantCulture);

    private static int PrimitiveBytes(string primitive) => primitive switch
    {
        "char" or "int8" or "uint8" => 1,
        "int16" or "uint16" => 2,
        "int32" or "uint32" => 4,
        "int64" or "uint64" => 8,
        _ => throw new NotSupportedException($"primitive type {primitive}"),
    };

    private static bool Is(XElement e, string name) => e.Name.LocalName == name;

    private static string Name(XElement e) => e.Attribute("name")!.Value;

    private static int Int(XElement e, string attribute) => (int)e.Attribute(attribute)!;

    private static int Int(XElement e, string attribute, int absent) => (int?)e.Attribute(attribute) ?? absent;
}
