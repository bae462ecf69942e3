using System.Globalization;
using System.Text;

namespace FeedHandler.Codecs.Tests.Oracle;

/// <summary>Makes a random valid schema with every feature of SBE 1.0, and with names that collide with one another and with C#.</summary>
internal sealed partial class SchemaMaker
{
    private const int VersionMax = 5;

    private static readonly string[] Words =
    [
        "price", "Price", "PRICE", "class", "string", "value", "Value", "Order", "order", "Raw", "Null", "Has", "Rest", "Count", "Size", "Length",
        "TryGetOrder", "BlockLength", "TemplateId", "x", "_x", "Item", "Current", "Enumerator", "group", "body", "Begin", "Next", "IsNull",
    ];

    private readonly Random _random;
    private readonly StringBuilder _types = new();
    private readonly List<(string Name, int Size)> _fieldTypes = [];
    private readonly List<string> _constantTypes = [];
    private readonly List<string> _optionalNumbers = [];
    private readonly List<(string Enum, string Value)> _enumValues = [];
    private readonly List<string> _dimensions = [];
    private readonly List<string> _variables = [];
    private readonly HashSet<string> _typeNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _version;

    private SchemaMaker(int seed)
    {
        _random = new(seed);
        _version = _random.Next(VersionMax + 1);
    }

    /// <summary>The text of a schema; the same for the same seed.</summary>
    public static string Make(int seed)
    {
        SchemaMaker maker = new SchemaMaker(seed);
        maker.Headers();
        maker.Types();
        string messages = string.Concat(Enumerable.Range(1, 1 + maker._random.Next(3)).Select(maker.Message));
        string byteOrder = maker.OneOf("", " byteOrder=\"littleEndian\"", " byteOrder=\"bigEndian\"");
        return $"""
            <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="random" id="{maker._random.Next(200)}" version="{maker._version}"{byteOrder} headerType="head">
            <types>
            {maker._types}</types>
            {messages}</sbe:messageSchema>
            """;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private T OneOf<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string TypeName(string lead)
    {
        for (; ; )
        {
            string name = Chance(50) ? OneOf(Words) : lead + Text(_random.Next(1000));
            if (_typeNames.Add(name))
                return name;
        }
    }

    private string Since(int version) => version > 0 ? $" sinceVersion=\"{Text(version)}\"" + (Chance(10) ? $" deprecated=\"{_version}\"" : "") : "";

    private void Headers()
    {
        _typeNames.UnionWith(["head", "char", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double"]);
        List<string> members = new List<string>
        {
            Number("templateId", OneOf("uint8", "uint16", "uint32")),
            Number("version", OneOf("uint8", "uint16", "uint32", "int32")),
        };
        if (Chance(80))
            members.Add(Number("blockLength", OneOf("uint16", "uint32", "uint64")));
        if (Chance(80))
            members.Add(Number("schemaId", OneOf("uint8", "uint16", "uint32")));
        if (Chance(30))
            members.AddRange([Number("numGroups", "uint16"), Number("numVarDataFields", OneOf("uint8", "uint16"))]);
        if (Chance(30))
            members.Add(Number("sequence", OneOf("uint8", "uint64")));
        Composite("head", members.OrderBy(_ => _random.Next()));
        for (int index = 0; index < 3; index++)
            Dimension();
        for (int index = 0; index < 2; index++)
            Variable();
    }

    private static string Number(string name, string primitive) => $"<type name=\"{name}\" primitiveType=\"{primitive}\"/>";

    private void Composite(string name, IEnumerable<string> members)
        => _types.Append($"<composite name=\"{name}\">\n  ").AppendJoin("\n  ", members).Append("\n</composite>\n");

    private void Dimension()
    {
        string name = TypeName("dimension");
        List<string> members = new List<string> { Number("blockLength", OneOf("uint8", "uint16", "uint16", "uint32", "uint64")) };
        members.Add(Chance(30)
            ? $"<type name=\"numInGroup\" primitiveType=\"{OneOf("uint8", "uint16")}\" offset=\"{Text(8 + _random.Next(3))}\"/>"
            : Number("numInGroup", OneOf("uint8", "int8", "uint16", "uint16", "uint32", "int32", "uint64")));
        if (Chance(30))
            members.AddRange([Number("numGroups", OneOf("uint8", "uint16")), Number("numVarDataFields", "uint16")]);
        Composite(name, members);
        _dimensions.Add(name);
    }

    private void Variable()
    {
        string name = TypeName("variable");
        string encoding = OneOf("", " characterEncoding=\"UTF-8\"", " characterEncoding=\"ISO-8859-1\"");
        Composite(name,
        [
            Number("length", OneOf("uint8", "uint8", "uint16", "uint32", "int16", "uint64")),
            $"<type name=\"varData\" length=\"0\" primitiveType=\"{OneOf("uint8", "char")}\"{encoding}/>",
        ]);
        _variables.Add(name);
    }
}
