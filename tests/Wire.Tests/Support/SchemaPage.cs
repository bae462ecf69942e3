using System.Globalization;
using System.Text;
using System.Xml.Linq;
using FeedHandler.Tests.Support;

namespace FeedHandler.Wire.Tests.Support;

/// <summary>What docs/normalized.md says of messages, types and enums, made of the schema.</summary>
internal sealed class SchemaPage
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["char"] = 1,
        ["int8"] = 1,
        ["uint8"] = 1,
        ["int16"] = 2,
        ["uint16"] = 2,
        ["int32"] = 4,
        ["uint32"] = 4,
        ["int64"] = 8,
        ["uint64"] = 8,
    };

    private readonly StringBuilder _text = new();
    private readonly XElement _schema = XDocument.Load(Repository.PathOf("Codecs/Schemas/normalized.xml")).Root!;

    private SchemaPage()
    {
    }

    /// <summary>The text.</summary>
    public static string Text()
    {
        SchemaPage page = new();
        page.WriteMessages();
        page.WriteComposites();
        page.WriteTypes();
        page.WriteEnums();
        return page._text.ToString();
    }

    private IEnumerable<XElement> Types => _schema.Elements("types").Elements();

    private void WriteMessages()
    {
        foreach (XElement message in _schema.Elements().Where(static element => element.Name.LocalName == "message"))
        {
            Line($"### {Name(message)}: template {message.Attribute("id")!.Value}", "");
            if (What(message).Length > 0) Line($"{What(message)}.", "");
            WriteFields(message);
            foreach (XElement group in message.Elements("group"))
            {
                Line($"Group `{Name(group)}`, an entry:{(What(group).Length > 0 ? $" {What(group)}." : "")}", "");
                WriteFields(group);
            }
        }
    }

    private void WriteFields(XElement owner)
    {
        if (!owner.Elements("field").Any() && !owner.Elements("data").Any()) return;
        Line("| offset | field | type | what |", "|---|---|---|---|");
        int offset = 0;
        foreach (XElement field in owner.Elements("field"))
        {
            string optional = field.Attribute("presence")?.Value == "optional" ? ", or null" : "";
            Line($"| {offset} | {Name(field)} | {TypeName(field)}{optional} | {What(field)} |");
            offset += SizeOf(TypeName(field));
        }

        foreach (XElement data in owner.Elements("data")) Line($"| behind | {Name(data)} | {TypeName(data)} | {What(data)} |");
        Line("");
    }

    private void WriteComposites()
    {
        foreach (XElement composite in Types.Where(static type => type.Name.LocalName == "composite"))
        {
            Line($"### {Name(composite)}", "", $"{What(composite)}.", "", "| offset | member | type | what |", "|---|---|---|---|");
            int offset = 0;
            foreach (XElement member in composite.Elements())
            {
                string type = member.Attribute("type")?.Value ?? member.Attribute("primitiveType")!.Value;
                Line($"| {offset} | {Name(member)} | {type} | {What(member)} |");
                offset += SizeOfMember(member);
            }

            Line("");
        }
    }

    private void WriteTypes()
    {
        Line("### Simple types", "", "| type | on the wire | null | what |", "|---|---|---|---|");
        foreach (XElement type in Types.Where(static type => type.Name.LocalName == "type"))
        {
            string length = type.Attribute("length") is { } count ? $"[{count.Value}]" : "";
            Line($"| {Name(type)} | {type.Attribute("primitiveType")!.Value}{length} | {type.Attribute("nullValue")?.Value} | {What(type)} |");
        }

        Line("");
    }

    private void WriteEnums()
    {
        foreach (XElement type in Types.Where(static type => type.Name.LocalName is "enum" or "set"))
        {
            bool isSet = type.Name.LocalName == "set";
            string kind = $"{type.Attribute("encodingType")!.Value}{(isSet ? ", bits" : "")}";
            Line($"### {Name(type)}: {kind}", "", What(type).Length > 0 ? $"{What(type)}." : "", "", $"| {(isSet ? "bit" : "value")} | name | what |", "|---|---|---|");
            foreach (XElement value in type.Elements()) Line($"| {value.Value} | {Name(value)} | {What(value)} |");
            Line("");
        }
    }

    private int SizeOf(string typeName)
    {
        XElement type = Types.Single(type => Name(type) == typeName);
        return type.Name.LocalName switch
        {
            "composite" => type.Elements().Sum(SizeOfMember),
            "type" => SizeOfMember(type),
            _ => Sizes[type.Attribute("encodingType")!.Value],
        };
    }

    private int SizeOfMember(XElement member)
    {
        if (member.Name.LocalName == "ref") return SizeOf(TypeName(member));
        int length = int.Parse(member.Attribute("length")?.Value ?? "1", CultureInfo.InvariantCulture);
        return Sizes[member.Attribute("primitiveType")!.Value] * length;
    }

    private void Line(params ReadOnlySpan<string> lines)
    {
        foreach (string line in lines) _text.Append(line.TrimEnd()).Append('\n');
    }

    private static string Name(XElement element) => element.Attribute("name")!.Value;

    private static string TypeName(XElement element) => element.Attribute("type")!.Value;

    private static string What(XElement element) => element.Attribute("description")?.Value ?? "";
}
