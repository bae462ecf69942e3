namespace FeedHandler.Codecs.Tests.Oracle;

internal sealed partial class SchemaMaker
{
    private static readonly (string Name, int Size)[] Primitives =
    [
        ("char", 1), ("int8", 1), ("int16", 2), ("int32", 4), ("int64", 8), ("uint8", 1), ("uint16", 2), ("uint32", 4), ("uint64", 8),
        ("float", 4), ("double", 8),
    ];

    private void Types()
    {
        _fieldTypes.AddRange(Primitives);
        for (int index = 0; index < 6; index++)
            Simple();
        for (int index = 0; index < 2; index++)
            Constant();
        for (int index = 0; index < 3; index++)
        {
            (string? enumName, string? setName) = (TypeName("Enum"), TypeName("Set"));
            _types.AppendLine(Enum(enumName, out int enumSize, isNested: false)).AppendLine(Set(setName, out int setSize));
            _fieldTypes.AddRange([(enumName, enumSize), (setName, setSize)]);
        }

        for (int index = 0; index < 4; index++)
        {
            string name = TypeName("Composite");
            _types.AppendLine(CompositeType(name, 0, "", out int size));
            if (size > 0)
                _fieldTypes.Add((name, size));
        }
    }

    private void Simple()
    {
        (string? name, (string? primitive, int size)) = (TypeName("Type"), OneOf(Primitives));
        int length = Chance(30) ? 1 + _random.Next(6) : 1;
        bool isOptional = Chance(50);
        _types.AppendLine($"<type name=\"{name}\" primitiveType=\"{primitive}\"{Shape(primitive, length, isOptional)}/>");
        _fieldTypes.Add((name, size * length));
        if (isOptional && length == 1 && primitive is "uint8" or "uint16" or "uint32" or "uint64")
            _optionalNumbers.Add(name);
    }

    private string Shape(string primitive, int length, bool isOptional)
        => (length != 1 ? $" length=\"{length}\"" : "")
            + (isOptional ? " presence=\"optional\"" : Chance(20) ? " presence=\"required\"" : "")
            + (isOptional && Chance(40) ? $" nullValue=\"{Null(primitive)}\"" : "")
            + (primitive == "char" && Chance(50) ? " characterEncoding=\"UTF-8\"" : "")
            + (Chance(20) ? $" description=\"&lt;any&gt; &quot;{OneOf(Words)}&quot;\"" : "");

    private string Null(string primitive) => primitive switch
    {
        "char" => "0",
        "int8" => OneOf("127", "-1", "0"),
        "int16" => OneOf("32767", "-32768"),
        "int32" => "2147483647",
        "int64" => OneOf("9223372036854775807", "-9223372036854775808", "0"),
        "uint64" => OneOf("18446744073709551615", "0"),
        "float" or "double" => OneOf("NaN", "0", "-1.5"),
        _ => OneOf("0", "254"),
    };

    private void Constant()
    {
        string name = TypeName("Constant");
        _types.AppendLine($"<type name=\"{name}\" {ConstantContent()}</type>");
        _constantTypes.Add(name);
    }

    private string ConstantContent() => OneOf(
        "primitiveType=\"int8\" presence=\"constant\">-9",
        "primitiveType=\"uint64\" presence=\"constant\"> 18446744073709551615 ",
        "primitiveType=\"char\" presence=\"constant\">5",
        "primitiveType=\"char\" length=\"4\" presence=\"constant\">ab\"\\",
        "primitiveType=\"double\" presence=\"constant\">-1.25",
        "primitiveType=\"int64\" presence=\"constant\">-9223372036854775808");

    private string Enum(string name, out int size, bool isNested)
    {
        (string? primitive, int width) = OneOf(("char", 1), ("uint8", 1), ("uint8", 1), ("int8", 1), ("uint16", 2), ("int32", 4), ("uint64", 8));
        string encoding = _optionalNumbers.Count > 0 && Chance(25) ? OneOf(_optionalNumbers.ToArray()) : primitive;
        if (encoding != primitive)
            (primitive, width) = ("uint8", _fieldTypes.First(type => type.Name == encoding).Size);
        List<string> values = new List<string>();
        foreach (string? word in Words.OrderBy(_ => _random.Next()).Take(_random.Next(1, 6)))
        {
            string value = primitive == "char" ? Text(values.Count) : Text(primitive.StartsWith('u') ? values.Count * 20 : (values.Count * 20) - 40);
            values.Add($"<validValue name=\"{word}\"{Since(Chance(20) ? _version : 0)}>{(Chance(20) ? $" {value}\n" : value)}</validValue>");
            if (!isNested)
                _enumValues.Add((name, word));
        }

        size = width;
        return $"<enum name=\"{name}\" encodingType=\"{encoding}\">{string.Concat(values)}</enum>";
    }

    private string Set(string name, out int size)
    {
        (string? primitive, size) = OneOf(("uint8", 1), ("uint16", 2), ("uint32", 4), ("uint64", 8));
        int[] bits = Enumerable.Range(0, size * 8).OrderBy(_ => _random.Next()).Take(_random.Next(1, 6)).Order().ToArray();
        IEnumerable<string> choices = Words.OrderBy(_ => _random.Next()).Zip(bits, static (word, bit) => $"<choice name=\"{word}\">{bit}</choice>");
        return $"<set name=\"{name}\" encodingType=\"{primitive}\">{string.Concat(choices)}</set>";
    }

    private string CompositeType(string name, int depth, string attributes, out int size)
    {
        List<string> members = new List<string>();
        string[] names = Words.DistinctBy(static word => word.ToUpperInvariant()).OrderBy(_ => _random.Next()).ToArray();
        size = 0;
        for (int index = _random.Next(1, 5); index > 0; index--)
        {
            int offset = Chance(15) ? size + _random.Next(4) : size;
            string since = index == 1 && size > 0 && Chance(30) ? Since(_random.Next(_version + 1)) : "";
            members.Add(Member(names[index], depth, (offset == size ? "" : $" offset=\"{offset}\"") + since, out int memberSize));
            size = memberSize == 0 ? size : offset + memberSize;
        }

        if (depth == 0 && Chance(30))
        {
            members = ["<type name=\"mantissa\" primitiveType=\"int64\" presence=\"optional\"/>", OneOf(
                "<type name=\"exponent\" primitiveType=\"int8\"/>", "<type name=\"exponent\" primitiveType=\"int8\" presence=\"constant\">-7</type>")];
            size = members[1].Contains("constant") ? 8 : 9;
        }

        return $"<composite name=\"{name}\"{attributes}>{string.Concat(members)}</composite>";
    }

    private string Member(string name, int depth, string offset, out int size)
    {
        switch (_random.Next(depth < 2 ? 7 : 4))
        {
            case 0:
                (string? type, size) = OneOf(_fieldTypes.Skip(Primitives.Length).ToArray());
                return $"<ref name=\"{name}\" type=\"{type}\"{offset}/>";
            case 1:
                size = 0;
                return $"<type name=\"{name}\" {ConstantContent()}</type>";
            case 4:
                return Enum(name, out size, isNested: true).Replace("<enum", "<enum" + offset);
            case 5:
                return Set(name, out size).Replace("<set", "<set" + offset);
            case 6:
                return CompositeType(name, depth + 1, offset, out size);
            default:
                (string? primitive, int width) = OneOf(Primitives);
                int length = Chance(25) ? 1 + _random.Next(4) : 1;
                size = width * length;
                return $"<type name=\"{name}\" primitiveType=\"{primitive}\"{offset}{Shape(primitive, length, Chance(40))}/>";
        }
    }
}
