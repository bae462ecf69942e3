using FeedHandler.Codecs;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Writes a message for people: a field of the root on a line, an entry of a group on a line.</summary>
internal struct TextVisitor(OutputBuffer output, ValueWriter values) : IDynamicVisitor
{
    private const int NameWidth = 24;
    private const int IndentStep = 2;
    private int _indent = 2 * IndentStep;
    private int _entryDepth;
    private int _compositeDepth;
    private bool _isLineOpen;

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public readonly void Field(in DynamicField field)
    {
        if (_compositeDepth > 0) return;
        BeginElement(field.Name);
        values.Write(field);
        EndElement();
    }

    public void BeginComposite(in DynamicField field)
    {
        if (_compositeDepth++ > 0) return;
        BeginElement(field.Name);
        values.Write(field);
        if (field.State == DynamicState.Present && DecimalShape.IsDecimal(field.Type)) WriteRaw(field);
        EndElement();
    }

    public void EndComposite(in DynamicField field) => _compositeDepth--;

    public void BeginGroup(SbeGroup group, int count, bool isAbsent)
    {
        if (_entryDepth > 0) EndLineOfEntry();
        output.AppendSpaces(_indent);
        output.Append(PlainName.Of(group.Name));
        output.Append(": "u8);
        if (isAbsent) output.Append("absent"u8);
        else output.Append(count);
        output.Append("\n"u8);
        _indent += IndentStep;
    }

    public void EndGroup(SbeGroup group) => _indent -= IndentStep;

    public void BeginEntry(SbeGroup group, int index)
    {
        _entryDepth++;
        output.AppendSpaces(_indent);
        output.Append(index + 1);
        output.Append(":"u8);
        _isLineOpen = true;
        _indent += IndentStep;
    }

    public void EndEntry(SbeGroup group, int index)
    {
        EndLineOfEntry();
        _indent -= IndentStep;
        _entryDepth--;
    }

    public void Variable(in DynamicVariable data)
    {
        if (_entryDepth > 0 && !_isLineOpen) output.AppendSpaces(_indent);
        if (_entryDepth > 0) _isLineOpen = true;
        BeginElement(data.Name);
        values.Write(data);
        EndElement();
    }

    /// <summary>Ends a line that decoding left open.</summary>
    public void EndLineOfEntry()
    {
        if (_isLineOpen) output.Append("\n"u8);
        _isLineOpen = false;
    }

    private readonly void BeginElement(string name)
    {
        output.AppendSpaces(_entryDepth > 0 ? 1 : _indent);
        output.Append(PlainName.Of(name));
        if (_entryDepth > 0) output.Append("="u8);
        else output.AppendSpaces(Math.Max(1, NameWidth - name.Length));
    }

    private readonly void EndElement()
    {
        if (_entryDepth == 0) output.Append("\n"u8);
    }

    private readonly void WriteRaw(in DynamicField field)
    {
        if (!field.TryGetDecimal(out SbeDecimal value)) return;
        output.Append("("u8);
        output.Append(value.Mantissa);
        output.Append("E"u8);
        output.Append(value.Exponent);
        output.Append(")"u8);
    }
}
