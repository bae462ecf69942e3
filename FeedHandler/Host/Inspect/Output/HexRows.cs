using FeedHandler.Codecs.Dynamic;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Rows of an annotated hex dump: where in the packet, the bytes, what they are.</summary>
internal sealed class HexRows(OutputBuffer output, ValueWriter values)
{
    private const int BytesPerRow = 16;
    private const int HexWidth = (BytesPerRow * 3) + 1;
    private byte[] _bytes = [];
    private int _length;
    private int _origin;
    private int _next;

    /// <summary>The bytes that offsets count in.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Begins a message.</summary>
    /// <param name="bytes">The message from the schema's header on.</param>
    /// <param name="origin">Bytes in front of them in the packet.</param>
    public void Begin(ReadOnlySpan<byte> bytes, int origin)
    {
        if (_bytes.Length < bytes.Length) _bytes = new byte[bytes.Length];
        bytes.CopyTo(_bytes);
        (_length, _origin, _next) = (bytes.Length, origin, 0);
    }

    /// <summary>Writes bytes with a text beside them.</summary>
    public void Row(int offset, int length, string text, int indent)
    {
        PadTo(offset, indent);
        WriteFirst(offset, length, indent);
        output.Append(PlainName.Of(text));
        output.Append("\n"u8);
        WriteRest(offset, length);
    }

    /// <summary>Writes a field.</summary>
    public void Field(in DynamicField field, int indent)
    {
        bool isOnWire = field.State is not (DynamicState.Absent or DynamicState.Constant);
        if (isOnWire) PadTo(field.Offset, indent);
        WriteFirst(field.Offset, field.Bytes.Length, indent, isOnWire);
        output.Append(PlainName.Of(field.Name));
        output.Append(" "u8);
        values.Write(field);
        output.Append(field.State == DynamicState.Constant ? " (constant)\n"u8 : "\n"u8);
        if (isOnWire) WriteRest(field.Offset, field.Bytes.Length);
    }

    /// <summary>Writes the bytes of variable-length data.</summary>
    public void Data(in DynamicVariable data, int indent)
    {
        if (data.Bytes.IsEmpty) return;
        WriteFirst(data.Offset, data.Bytes.Length, indent);
        values.Write(data);
        output.Append("\n"u8);
        WriteRest(data.Offset, data.Bytes.Length);
    }

    /// <summary>Writes a line that has no bytes.</summary>
    public void Note(string text, int indent)
    {
        WriteFirst(0, 0, indent, isOnWire: false);
        output.Append(PlainName.Of(text));
        output.Append("\n"u8);
    }

    /// <summary>Writes what lies between the last row and an offset.</summary>
    public void PadTo(int offset, int indent)
    {
        int end = Math.Min(offset, _length);
        if (end > _next) Gap(end, "padding", indent);
    }

    /// <summary>Writes all that is left.</summary>
    public void Finish(string text)
    {
        if (_length > _next) Gap(_length, text, 0);
    }

    private void Gap(int end, string text, int indent)
    {
        (int offset, int length) = (_next, end - _next);
        WriteFirst(offset, length, indent);
        output.Append(PlainName.Of(text));
        output.Append("\n"u8);
        WriteRest(offset, length);
    }

    private void WriteFirst(int offset, int length, int indent, bool isOnWire = true)
    {
        int shown = Math.Min(length, BytesPerRow);
        if (isOnWire) WriteOffset(offset);
        else output.AppendSpaces(OffsetWidth);
        if (isOnWire) output.AppendHex(Bytes.Slice(offset, shown), " "u8);
        output.AppendSpaces(HexWidth - Math.Max(0, ((isOnWire ? shown : 0) * 3) - 1) + (2 * indent));
        if (isOnWire) _next = offset + length;
    }

    private const int OffsetWidth = 10;

    private void WriteOffset(int offset)
    {
        output.AppendSpaces(4);
        output.Append(_origin + offset, "x4");
        output.AppendSpaces(2);
    }

    private void WriteRest(int offset, int length)
    {
        for (int at = offset + BytesPerRow; at < offset + length; at += BytesPerRow)
        {
            WriteOffset(at);
            output.AppendHex(Bytes.Slice(at, Math.Min(BytesPerRow, offset + length - at)), " "u8);
            output.Append("\n"u8);
        }
    }
}
