using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>
/// C# names of all messages and types of a schema. Only names that differ from the schema's are kept, so that two versions of a schema
/// mostly have equal tables and unchanged messages stay cached.
/// </summary>
internal sealed record TypeNames(EquatableArray<RenamedType> Renamed)
{
    public static TypeNames Of(SbeSchema schema, string prefix)
    {
        List<RenamedType> renamed = new List<RenamedType>();
        NameScope scope = new NameScope(
            $"I{prefix}Handler", $"{prefix}Dispatcher", $"{prefix}Header", $"{prefix}Enums",
            FileOf("Enums"), FileOf("Sets"), FileOf("Composites"), FileOf(prefix + "Enums"), FileOf(prefix + "Dispatcher"));
        foreach (SbeMessage message in schema.Messages)
        {
            string preferred = Preferred(message.Name, MessageEmitter.Reserved, "Message");
            string name = scope.Take(preferred, "Message", static name => [name, name + "Encoder", FileOf(name)]);
            Keep(renamed, KeyOf(message), message.Name, name);
        }

        foreach (SbeType type in schema.Types)
        {
            string preferred = Preferred(type.Name, type is CompositeType ? CompositeEmitter.Reserved : [], "Type");
            bool isInner = type.Key != type.Name;
            string outer = isInner ? string.Concat(type.Key.Split('.').Select(Identifiers.Pascal)) : preferred;
            string name = isInner && !scope.TryTake(preferred) ? scope.Take(outer, "Type")
                : isInner ? preferred : scope.Take(preferred, "Type");
            Keep(renamed, type.Key, type.Name, name);
        }

        return new(new EquatableArray<RenamedType>(renamed));
    }

    public string Of(SbeMessage message) => Find(KeyOf(message)) ?? Identifiers.Pascal(message.Name);

    public string Of(SbeType type) => Find(type.Key) ?? Identifiers.Pascal(type.Name);

    // A type cannot be called like one of its members.
    private static string Preferred(string schemaName, string[] members, string suffix)
    {
        string name = Identifiers.Pascal(schemaName);
        return Array.IndexOf(members, name) < 0 ? name : name + suffix;
    }

    // Every message has a file, and the names of files differ by more than case.
    private static string FileOf(string name) => "file " + name.ToUpperInvariant();

    private static string KeyOf(SbeMessage message) => $"message {Docs.Number(message.Id)} {message.Name}";

    private static void Keep(List<RenamedType> renamed, string key, string schemaName, string name)
    {
        if (name != Identifiers.Pascal(schemaName))
            renamed.Add(new(key, name));
    }

    private string? Find(string key)
    {
        foreach (RenamedType entry in Renamed)
        {
            if (entry.Key == key)
                return entry.Name;
        }

        return null;
    }
}

/// <summary>A message or type whose C# name is not its schema name.</summary>
internal sealed record RenamedType(string Key, string Name);
