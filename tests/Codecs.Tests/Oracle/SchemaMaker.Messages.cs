using System.Text;

namespace FeedHandler.Codecs.Tests.Oracle;

internal sealed partial class SchemaMaker
{
    private const int DepthMax = 3;

    private int _nextId;

    private string Message(int id)
    {
        int since = Chance(20) ? _random.Next(_version + 1) : 0;
        string name = OneOf(Words) + Text(id);
        string content = Block(since, 0, new HashSet<string>(StringComparer.Ordinal), out int length);
        return $"<sbe:message name=\"{name}\" id=\"{id}\"{Since(since)}{Padding(length)}>\n{content}</sbe:message>\n";
    }

    private string Padding(int length) => Chance(25) ? $" blockLength=\"{Text(length + _random.Next(6))}\"" : "";

    private string Name(HashSet<string> names)
    {
        for (; ; )
        {
            string name = Chance(60) ? OneOf(Words) : OneOf(Words) + OneOf("Raw", "Null", "Value", "Group", "Entry", "Length", Text(_random.Next(20)));
            if (names.Add(name))
                return name;
        }
    }

    // What comes in a later version comes after what was there before.
    private int Later(int since) => since < _version && Chance(25) ? _random.Next(since, _version + 1) : since;

    private string Block(int since, int depth, HashSet<string> names, out int length)
    {
        StringBuilder text = new StringBuilder();
        length = 0;
        int version = since;
        for (int count = _random.Next(8); count > 0; count--)
        {
            version = Later(version);
            text.AppendLine(Field(Name(names), Since(version > since ? version : 0), ref length));
        }

        version = since;
        for (int count = depth < DepthMax ? _random.Next(3 - (depth / 2)) : 0; count > 0; count--)
        {
            version = Later(version);
            string content = Block(version, depth + 1, new HashSet<string>(StringComparer.Ordinal), out int entryLength);
            string attributes = $"dimensionType=\"{OneOf(_dimensions.ToArray())}\"{Since(version > since ? version : 0)}{Padding(entryLength)}";
            text.AppendLine($"<group name=\"{Name(names)}\" id=\"{++_nextId}\" {attributes}>\n{content}</group>");
        }

        version = since;
        for (int count = Chance(40) ? _random.Next(3) : 0; count > 0; count--)
        {
            version = Later(version);
            string type = OneOf(_variables.ToArray());
            text.AppendLine($"<data name=\"{Name(names)}\" id=\"{++_nextId}\" type=\"{type}\"{Since(version > since ? version : 0)}/>");
        }

        return text.ToString();
    }

    private string Field(string name, string since, ref int length)
    {
        int id = ++_nextId;
        if (Chance(8))
            return $"<field name=\"{name}\" id=\"{id}\" type=\"{OneOf(_constantTypes.ToArray())}\"{since}/>";
        if (Chance(8))
        {
            (string? type, string? value) = OneOf(_enumValues.ToArray());
            return $"<field name=\"{name}\" id=\"{id}\" type=\"{type}\" presence=\"constant\" valueRef=\"{type}.{value}\"{since}/>";
        }

        (string? fieldType, int size) = OneOf(_fieldTypes.ToArray());
        string offset = "";
        if (Chance(20))
        {
            length += _random.Next(4);
            offset = $" offset=\"{Text(length)}\"";
        }

        length += size;
        string presence = Chance(30) ? " presence=\"optional\"" : Chance(10) ? " presence=\"required\"" : "";
        return $"<field name=\"{name}\" id=\"{id}\" type=\"{fieldType}\"{offset}{presence}{since}/>";
    }
}
