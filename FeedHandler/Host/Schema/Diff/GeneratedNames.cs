using FeedHandler.Codecs.Generator;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Schema.Diff;

/// <summary>What the code generator makes of each element of a schema, by the generator's own rules.</summary>
internal sealed class GeneratedNames
{
    private readonly Dictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);
    private readonly EmitContext _context;

    /// <summary>Names everything of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="prefix">What handler interface and dispatcher are called after.</param>
    public GeneratedNames(SbeSchema schema, string prefix)
    {
        _context = new EmitContext("", prefix, schema.Id, schema.Version, schema.ByteOrder, schema.Header, TypeNames.Of(schema, prefix));
        foreach (SbeMessage message in schema.Messages) AddMessage(message, $"I{prefix}Handler");
        foreach (SbeType type in schema.Types) AddType(type);
    }

    /// <summary>What is generated of an element; empty when nothing is.</summary>
    /// <param name="path">Names in the schema, separated by points.</param>
    public IReadOnlyList<string> Of(string path) => _byPath.TryGetValue(path, out List<string>? names) ? names : [];

    private void AddMessage(SbeMessage message, string handler)
    {
        string name = _context.Names.Of(message);
        Add(message.Name, name, name + "Encoder", $"{handler}.On(in {name})");
        NameScope scope = new([name, .. MessageEmitter.Reserved]);
        AddBlock(BlockPlan.Of(message.Block, name, scope, extra: null), message.Name, name);
        NameScope encoderScope = new([name + "Encoder", name, .. EncoderEmitter.Reserved]);
        AddEncoder(
            EncoderLeaf.Of(message.Block, encoderScope), EncoderElement.Of(message.Block, encoderScope, name + "Encoder", _context.ByteOrder),
            message.Block, message.Name, name + "Encoder");
    }

    private void AddBlock(BlockPlan plan, string path, string owner)
    {
        foreach ((SbeField field, PlannedField planned) in plan.Block.Fields.Zip(plan.Fields))
            Add($"{path}.{field.Name}", [.. MembersOf(planned).Select(member => $"{owner}.{member}")]);
        foreach (PlannedElement element in plan.Elements)
        {
            string name = element.Group?.Name ?? element.Variable!.Name;
            Add($"{path}.{name}", $"{owner}.TryGet{element.Name}");
            if (element.Group is not { } group) continue;
            Add($"{path}.{name}", element.GroupType, element.EntryType);
            NameScope scope = new([$"{element.Name}Entry", .. GroupEmitter.Reserved]);
            AddBlock(BlockPlan.Of(group.Block, element.EntryType, scope, extra: null), $"{path}.{name}", element.EntryType);
        }
    }

    private void AddEncoder(List<EncoderLeaf> leaves, List<EncoderElement> elements, SbeBlock block, string path, string owner)
    {
        foreach (EncoderLeaf leaf in leaves)
        {
            bool isArray = leaf.Type is EncodedType { Length: > 1 };
            string field = block.Fields.First(candidate => Holds(candidate, leaf)).Name;
            Add($"{path}.{field}", $"{owner}.{(isArray ? "Set" : "")}{leaf.Name}");
        }

        foreach (EncoderElement element in elements)
        {
            string name = element.Group?.Name ?? element.Variable!.Name;
            Add($"{path}.{name}", element.Group is null ? $"{owner}.Set{element.Name}" : $"{owner}.Begin{element.Name}");
            if (element.Group is not { } group) continue;
            string entry = $"{element.Name}EntryEncoder";
            NameScope scope = new([entry, .. EncoderEntryEmitter.Reserved]);
            AddEncoder(
                EncoderLeaf.Of(group.Block, scope), EncoderElement.Of(group.Block, scope, element, _context.ByteOrder), group.Block, $"{path}.{name}",
                $"{owner}.{entry}");
        }
    }

    private static bool Holds(SbeField field, EncoderLeaf leaf) => field.Size > 0 && leaf.Offset >= field.Offset && leaf.Offset < field.End;

    private void AddType(SbeType type)
    {
        string name = _context.Names.Of(type);
        Add(type.Key, name);
        switch (type)
        {
            case EnumType named:
                foreach ((string member, EnumValue value) in EnumEmitter.NamesOf(named)) Add($"{type.Key}.{value.Name}", $"{name}.{member}");
                break;
            case SetType set:
                foreach ((string member, SetChoice choice) in EnumEmitter.NamesOf(set)) Add($"{type.Key}.{choice.Name}", $"{name}.{member}");
                break;
            case CompositeType composite:
                AddMembers(composite, name);
                break;
        }
    }

    private void AddMembers(CompositeType type, string name)
    {
        NameScope scope = new([name, .. CompositeEmitter.Reserved]);
        foreach (CompositeMember member in type.Members.Where(static member => member.Type is not EncodedType { Length: 0 }))
        {
            PlannedField planned = PlannedField.Of(member, type, scope);
            Add($"{type.Key}.{member.Name}", [.. MembersOf(planned).Select(made => $"{name}.{made}")]);
        }
    }

    // A name is kept free and not always made: whether there is a value, where nobody needs to ask it.
    private static IEnumerable<string> MembersOf(PlannedField field)
    {
        bool hasPresence = field.Shape switch
        {
            FieldShape.OptionalNamed => true,
            FieldShape.OptionalScalar => field.Tag is null,
            FieldShape.ConstantText => false,
            _ => field.IsLater,
        };
        return FieldShapes.Members(field.Shape, field.Name).Where(member => hasPresence || member != "Has" + field.Name);
    }

    private void Add(string path, params string[] names)
    {
        if (!_byPath.TryGetValue(path, out List<string>? known)) _byPath.Add(path, known = []);
        known.AddRange(names.Where(name => !known.Contains(name)));
    }
}
