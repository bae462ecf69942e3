using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>One pass over a message to be encoded.</summary>
internal ref partial struct MessageWriter(Span<byte> destination, DynamicSchema schema, int version)
{
    private readonly Span<byte> _destination = destination;
    private readonly ByteOrder _order = schema.Schema.ByteOrder;
    private int _position;
    private DynamicEncodeStatus _status;
    private string? _element;

    public readonly DynamicEncodeResult Result(string message) => new(_status, _element ?? message, _element is null ? _position : 0);

    public void Message(MessagePlan plan, DynamicBlock body)
    {
        if (Header(plan))
            Block(plan.Block, plan.Block.LengthAt(version), body, plan.Message.Name);
    }

    private bool Header(MessagePlan plan)
    {
        MessageHeader layout = schema.Schema.Header;
        if (!TryTake(layout.Type.Size, plan.Message.Name, out Span<byte> header))
            return false;
        Put(header, layout.TemplateId, plan.Message.Id);
        Put(header, layout.SchemaId, schema.Schema.Id);
        Put(header, layout.Version, version);
        PutCounts(header, layout.NumGroups, layout.NumVarDataFields, plan.Block);
        return Put(header, layout.BlockLength, plan.Block.LengthAt(version))
            || Fail(DynamicEncodeStatus.BlockTooLong, plan.Message.Name);
    }

    // Elements that only later versions have are not counted: an older sender does not send them.
    private readonly void PutCounts(Span<byte> header, HeaderMember? groupCount, HeaderMember? variableCount, BlockPlan plan)
    {
        int acting = version;
        Put(header, groupCount, plan.Groups.Count(group => group.IsIn(acting)));
        Put(header, variableCount, plan.Variables.Count(data => data.IsIn(acting)));
    }

    private readonly bool Put(Span<byte> header, HeaderMember? member, long number)
    {
        if (member is null)
            return true;
        WireNumber.Write(header[member.Offset..], member.Primitive, _order, number);
        return number <= WireNumber.Greatest(member);
    }

    private bool Block(BlockPlan plan, int blockLength, DynamicBlock content, string owner)
    {
        if (!TryTake(blockLength, owner, out Span<byte> block) || !Fields(plan, block, content))
            return false;
        for (int index = 0; index < plan.Groups.Length; index++)
        {
            if (plan.Groups[index] is var group && group.IsIn(version) && !Group(group, Find(content.Groups, index, group.Group.Name)))
                return false;
        }

        for (int index = 0; index < plan.Variables.Length; index++)
        {
            if (plan.Variables[index] is var data && data.IsIn(version)
                && !Variable(data.Variable, Find(content.Variables, index, data.Variable.Name)))
                return false;
        }

        return HasOnlyKnown(plan.Block, content);
    }

    private bool Group(GroupPlan plan, DynamicGroup? group)
    {
        (string? name, GroupDimension? layout, int blockLength) = (plan.Group.Name, plan.Dimension, plan.Block.LengthAt(version));
        int count = group?.Entries.Count ?? 0;
        if (!TryTake(layout.Type.Size, name, out Span<byte> dimension))
            return false;
        if (!Put(dimension, layout.BlockLength, blockLength))
            return Fail(DynamicEncodeStatus.BlockTooLong, name);
        if (!Put(dimension, layout.NumInGroup, count))
            return Fail(DynamicEncodeStatus.TooManyEntries, name);
        PutCounts(dimension, layout.NumGroups, layout.NumVarDataFields, plan.Block);
        for (int index = 0; index < count; index++)
        {
            if (!Block(plan.Block, blockLength, group!.Entries[index], name))
                return false;
        }

        return true;
    }

    private bool Variable(SbeVariable variable, DynamicBytes? data)
    {
        int length = data?.Bytes.Count ?? 0;
        if (!TryTake(variable.HeaderSize, variable.Name, out Span<byte> header))
            return false;
        if (!Put(header, variable.Length, length))
            return Fail(DynamicEncodeStatus.DataTooLong, variable.Name);
        if (!TryTake(length, variable.Name, out Span<byte> bytes))
            return false;
        for (int index = 0; index < length; index++)
            bytes[index] = data!.Bytes[index];
        return true;
    }

    private bool TryTake(int length, string element, out Span<byte> bytes)
    {
        bytes = default;
        if (length > _destination.Length - _position)
            return Fail(DynamicEncodeStatus.DestinationTooShort, element);
        bytes = _destination.Slice(_position, length);
        bytes.Clear();
        _position += length;
        return true;
    }

    private bool Fail(DynamicEncodeStatus status, string element)
    {
        _status = status;
        _element = element;
        return false;
    }
}
