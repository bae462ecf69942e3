using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Makes objects of a message, from the innermost blocks outwards.</summary>
internal struct TreeVisitor() : IDynamicVisitor
{
    private readonly Stack<BlockDraft> _blocks = new();
    private readonly Stack<List<DynamicValue>> _composites = new();
    private SbeMessage? _template;
    private int _actingVersion;

    /// <summary>What has been read so far; null when no message had begun. Entries that were cut short are not in it.</summary>
    public readonly DynamicMessage? Message
        => _template is null ? null : new(_template, _actingVersion, _blocks.Last().ToBlock());

    public void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
        _template = message;
        _actingVersion = actingVersion;
        _blocks.Push(new());
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public readonly void Field(in DynamicField field)
    {
        PrimitiveValue[] elements = new PrimitiveValue[field.ElementCount];
        for (int index = 0; index < elements.Length; index++)
            elements[index] = field.Element(index);
        Add(new(field.Name, field.Type, field.State, field.Constant, new(elements), default));
    }

    public readonly void BeginComposite(in DynamicField field) => _composites.Push([]);

    public readonly void EndComposite(in DynamicField field)
    {
        List<DynamicValue> members = _composites.Pop();
        Add(new(field.Name, field.Type, field.State, null, default, new(members)));
    }

    public readonly void BeginGroup(SbeGroup group, int count, bool isAbsent)
        => _blocks.Peek().Groups.Add(new(group, isAbsent));

    public readonly void EndGroup(SbeGroup group)
    {
    }

    public readonly void BeginEntry(SbeGroup group, int index) => _blocks.Push(new());

    public readonly void EndEntry(SbeGroup group, int index)
    {
        DynamicBlock entry = _blocks.Pop().ToBlock();
        _blocks.Peek().Groups[^1].Entries.Add(entry);
    }

    public readonly void Variable(in DynamicVariable data)
        => _blocks.Peek().Variables.Add(new(data.Source, data.IsAbsent, new(data.Bytes.ToArray())));

    private readonly void Add(DynamicValue value)
    {
        if (_composites.TryPeek(out List<DynamicValue>? members))
            members.Add(value);
        else
            _blocks.Peek().Fields.Add(value);
    }
}
