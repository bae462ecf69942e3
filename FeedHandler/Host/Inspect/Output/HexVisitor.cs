using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Writes every byte of a message with what it is: fields, dimensions, lengths, and padding between them.</summary>
internal struct HexVisitor : IDynamicVisitor
{
    private readonly HexRows _rows;
    private readonly Stack<int> _entryLengths = new();
    private readonly ByteOrder _order;
    private int _structureEnd;
    private int _indent;
    private int _compositeDepth;

    /// <summary>Starts behind the message header.</summary>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="order">Order of the bytes of numbers.</param>
    /// <param name="bodyOffset">Bytes from where offsets count to the root block.</param>
    public HexVisitor(HexRows rows, ByteOrder order, int bodyOffset)
    {
        _rows = rows;
        _order = order;
        _structureEnd = bodyOffset;
    }

    public void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion) =>
        _structureEnd += (int)Math.Min(header.BlockLength ?? message.Block.LengthAt(actingVersion), int.MaxValue / 2);

    public readonly void EndMessage(SbeMessage message) => _rows.PadTo(_structureEnd, _indent);

    public readonly void Field(in DynamicField field)
    {
        if (_compositeDepth == 0) _rows.Field(field, _indent);
    }

    public void BeginComposite(in DynamicField field)
    {
        if (_compositeDepth++ == 0) _rows.Field(field, _indent);
    }

    public void EndComposite(in DynamicField field) => _compositeDepth--;

    public void BeginGroup(SbeGroup group, int count, bool isAbsent)
    {
        if (isAbsent)
        {
            _rows.Note($"{group.Name}: absent", _indent);
            _entryLengths.Push(0);
            return;
        }

        _rows.PadTo(_structureEnd, _indent);
        ReadOnlySpan<byte> dimension = _rows.Bytes.Slice(_structureEnd, group.Dimension.Type.Size);
        int entryLength = (int)Read(dimension, group.Dimension.BlockLength);
        _rows.Row(_structureEnd, dimension.Length, $"{group.Name}: {count} entries of {entryLength} bytes", _indent);
        _structureEnd += dimension.Length;
        _entryLengths.Push(entryLength);
        _indent++;
    }

    public void EndGroup(SbeGroup group)
    {
        _ = _entryLengths.Pop();
        _indent = Math.Max(0, _indent - 1);
    }

    public void BeginEntry(SbeGroup group, int index)
    {
        _rows.Note($"{group.Name} {index + 1}", _indent);
        _structureEnd += _entryLengths.Peek();
    }

    public readonly void EndEntry(SbeGroup group, int index) => _rows.PadTo(_structureEnd, _indent);

    public void Variable(in DynamicVariable data)
    {
        if (data.IsAbsent)
        {
            _rows.Note($"{data.Name}: absent", _indent);
            return;
        }

        _rows.PadTo(_structureEnd, _indent);
        _rows.Row(_structureEnd, data.Source.HeaderSize, $"{data.Name}: {data.Bytes.Length} bytes", _indent);
        _rows.Data(data, _indent);
        _structureEnd = data.Offset + data.Bytes.Length;
    }

    private readonly long Read(ReadOnlySpan<byte> bytes, HeaderMember member)
    {
        ReadOnlySpan<byte> number = bytes.Slice(member.Offset, member.Primitive.Size());
        long value = 0;
        for (int index = 0; index < number.Length; index++)
            value = (value << 8) | number[_order == ByteOrder.LittleEndian ? number.Length - 1 - index : index];
        return value;
    }
}
