using System.Text;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Gateway.Web;

/// <summary>A block of fields with what follows it, as JSON has it.</summary>
internal sealed class JsonBlock
{
    /// <summary>Makes it of a schema's block. Composites are told by their members.</summary>
    internal JsonBlock(SbeBlock block)
    {
        Bytes = block.BlockLength;
        Fields = [.. block.Fields.SelectMany(FieldsOf)];
        Groups = [.. block.Groups.Select(static group => new JsonGroup(group.Name, new JsonBlock(group.Block)))];
        Variables = [.. block.Variables.Select(static data => new JsonVariable(data.Name, Encoding.ASCII.GetBytes($",\"{data.Name}\":")))];
        FieldBytesMax = Fields.Sum(static field => field.BytesMax) + 4;
    }

    /// <summary>Bytes of the block in the schema's version.</summary>
    internal int Bytes { get; }

    internal JsonField[] Fields { get; }

    internal JsonGroup[] Groups { get; }

    internal JsonVariable[] Variables { get; }

    /// <summary>The most bytes that the fields become, as an object.</summary>
    internal int FieldBytesMax { get; }

    private static IEnumerable<JsonField> FieldsOf(SbeField field) => field.Type is CompositeType composite
        ? composite.Members.Select(member => new JsonField(member.Name, member.Type, field.Offset + member.Offset, isOptional: false))
        : [new JsonField(field.Name, field.Type, field.Offset, field.Presence == Presence.Optional)];
}

/// <summary>A repeating group: a list of objects.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Block">An entry.</param>
internal sealed record JsonGroup(string Name, JsonBlock Block)
{
    /// <summary>A comma, its name, a colon and a bracket.</summary>
    internal byte[] Prefix { get; } = Encoding.ASCII.GetBytes($",\"{Name}\":[");
}

/// <summary>Text of any length.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prefix">A comma, its name and a colon.</param>
internal sealed record JsonVariable(string Name, byte[] Prefix);

/// <summary>A message.</summary>
/// <param name="Id">Its template.</param>
/// <param name="Name">Its type in JSON.</param>
/// <param name="Block">What it holds.</param>
internal sealed record JsonTemplate(ushort Id, string Name, JsonBlock Block)
{
    /// <summary>How its object begins: with its type.</summary>
    internal byte[] Begin { get; } = Encoding.ASCII.GetBytes($"{{\"type\":\"{Name}\"");
}

/// <summary>
/// The JSON of every message, worked out from the schema itself, which the assembly holds: the member of a field has the field's name, so that there is one
/// contract and not two.
/// </summary>
internal sealed class JsonSchema
{
    private const string Resource = "normalized.xml";
    private static readonly Lazy<JsonSchema> Only = new(Read);
    private readonly JsonTemplate?[] _templates;

    private JsonSchema(SbeSchema schema)
    {
        Id = schema.Id;
        All = [.. schema.Messages.Select(static message => new JsonTemplate(message.Id, JsonField.WordOf(message.Name), new JsonBlock(message.Block)))];
        _templates = new JsonTemplate?[All.Max(static template => template.Id) + 1];
        foreach (JsonTemplate template in All) _templates[template.Id] = template;
    }

    /// <summary>That of the normalized messages; read when it is first asked for.</summary>
    internal static JsonSchema Normalized => Only.Value;

    /// <summary>The schema's number.</summary>
    internal ushort Id { get; }

    /// <summary>Every message.</summary>
    internal JsonTemplate[] All { get; }

    /// <summary>The message of a template; null where there is none.</summary>
    internal JsonTemplate? this[int id] => id < _templates.Length ? _templates[id] : null;

    /// <summary>The message of a type in JSON; null where there is none.</summary>
    internal JsonTemplate? Find(ReadOnlySpan<byte> name)
    {
        foreach (JsonTemplate template in All)
        {
            if (Ascii.Equals(name, template.Name)) return template;
        }

        return null;
    }

    private static JsonSchema Read()
    {
        using Stream stream = typeof(JsonSchema).Assembly.GetManifestResourceStream(Resource)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return new JsonSchema(SchemaReader.Read(reader.ReadToEnd()).Schema!);
    }
}
