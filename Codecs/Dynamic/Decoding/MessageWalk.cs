using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>One pass over the bytes of a message.</summary>
internal ref partial struct MessageWalk
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ByteOrder _order;
    private readonly int _version;
    private readonly bool _isNewer;
    private int _position;
    private int _zeroLengthEntriesLeft;
    private DynamicDecodeStatus _status;
    private string? _element;
    private int _elementOffset;

    public MessageWalk(ReadOnlySpan<byte> bytes, int start, DynamicSchema schema, long? version)
    {
        _bytes = bytes;
        _position = start;
        _order = schema.Schema.ByteOrder;
        _version = (int)Math.Min(version ?? schema.Schema.Version, schema.Schema.Version);
        _isNewer = version > schema.Schema.Version;
        _zeroLengthEntriesLeft = DynamicDecoder.ZeroLengthEntryCountMax;
    }

    private readonly int Left => _bytes.Length - _position;

    public readonly DynamicDecodeResult Result(string message)
        => new(_status, _element ?? message, _elementOffset, _position, Left);

    public void Message<TVisitor>(MessagePlan plan, in DynamicHeader header, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        visitor.BeginMessage(plan.Message, header, _version);
        long blockLength = header.BlockLength ?? plan.Block.LengthAt(_version);
        if (blockLength < plan.Block.BaseLength)
        {
            Fail(DynamicDecodeStatus.BlockTooShort, plan.Message.Name, _position);
            return;
        }

        if (blockLength > Left)
        {
            Fail(DynamicDecodeStatus.Truncated, plan.Message.Name, _position);
            return;
        }

        ExtraElements extra = ExtraElements.Of(_isNewer, plan.Block, header.GroupCount, header.VariableCount);
        if (Block(plan.Block, (int)blockLength, isRoot: true, extra, ref visitor))
            visitor.EndMessage(plan.Message);
    }

    // The caller has made sure that the block lies inside the bytes and has its oldest fields.
    private bool Block<TVisitor>(BlockPlan plan, int blockLength, bool isRoot, ExtraElements extra, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        foreach (FieldPlan field in plan.Fields)
            Field(field, blockLength, ref visitor);
        _position += blockLength;
        foreach (GroupPlan group in plan.Groups)
        {
            if (!Group(group, isRoot, ref visitor))
                return false;
        }

        if (!PassGroups(extra.GroupCount, plan.Extra, 0))
            return false;
        foreach (VariablePlan variable in plan.Variables)
        {
            if (!Variable(variable, isRoot, ref visitor))
                return false;
        }

        return PassVariables(extra.VariableCount, plan.Extra);
    }

    private readonly void Field<TVisitor>(FieldPlan plan, int blockLength, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        SbeField field = plan.Field;
        if (field.Presence == Presence.Constant)
        {
            visitor.Field(new(field, DynamicState.Constant, default, 0, _order));
            return;
        }

        bool isAbsent = !plan.IsIn(_version, blockLength);
        int offset = _position + field.Offset;
        ReadOnlySpan<byte> bytes = isAbsent || field.Type.Size == 0 ? default : _bytes.Slice(offset, field.Type.Size);
        DynamicState state = isAbsent ? DynamicState.Absent : StateOf(field.Type, field.Presence == Presence.Optional, bytes);
        DynamicField value = new DynamicField(field, state, bytes, offset, _order);
        Value(value, ref visitor);
    }

    private readonly DynamicState StateOf(SbeType type, bool isOptional, ReadOnlySpan<byte> bytes)
        => NullTest.IsNull(type, isOptional, bytes, _order) ? DynamicState.Null : DynamicState.Present;

    private readonly void Value<TVisitor>(in DynamicField value, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        if (value.Type is not CompositeType composite)
        {
            visitor.Field(value);
            return;
        }

        visitor.BeginComposite(value);
        for (int index = 0; index < composite.Members.Count; index++)
            Member(composite, composite.Members[index], value, ref visitor);
        visitor.EndComposite(value);
    }

    private readonly void Member<TVisitor>(CompositeType type, CompositeMember member, in DynamicField outer, ref TVisitor visitor)
        where TVisitor : IDynamicVisitor, allows ref struct
    {
        if (member.Type is EncodedType { Presence: Presence.Constant, Constant: var constant })
        {
            visitor.Field(new(member.Name, member.Type, constant, DynamicState.Constant, default, 0, _order));
            return;
        }

        if (member.Type is EncodedType { Length: 0 })
            return;
        bool isAbsent = outer.State == DynamicState.Absent || IsAbsent(type, member);
        ReadOnlySpan<byte> bytes = isAbsent || member.Type.Size == 0 ? default : outer.Bytes.Slice(member.Offset, member.Type.Size);
        DynamicState state = isAbsent ? DynamicState.Absent : StateOf(member.Type, NullTest.IsOptional(member.Type), bytes);
        DynamicField value = new DynamicField(member.Name, member.Type, null, state, bytes, outer.Offset + member.Offset, _order);
        Value(value, ref visitor);
    }

    // A member that came after its composite: an older sender has other bytes there, or none.
    private readonly bool IsAbsent(CompositeType type, CompositeMember member)
        => member.Notes.SinceVersion > type.Notes.SinceVersion && _version < member.Notes.SinceVersion;

    private bool Fail(DynamicDecodeStatus status, string element, int offset)
    {
        _status = status;
        _element = element;
        _elementOffset = offset;
        return false;
    }
}
