using System.Buffers.Binary;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

/// <summary>
/// From a frame to the JSON object that says the same: {"type":"levelUpdate","sequence":1,...}. One pass over the frame by the tables of
/// <see cref="JsonSchema"/>; allocates nothing.
/// </summary>
internal static class JsonMessages
{
    private const int DimensionBytes = 4;
    private const int LengthBytes = 2;

    /// <summary>The most bytes that a frame becomes.</summary>
    /// <param name="frame">A whole frame.</param>
    /// <returns>0 when it is none, or of a message that this version does not know.</returns>
    internal static int BytesMax(ReadOnlySpan<byte> frame)
    {
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None || JsonSchema.Normalized[header.TemplateId] is not { } template) return 0;
        JsonBlock block = template.Block;
        int bytes = template.Begin.Length + block.FieldBytesMax;
        ReadOnlySpan<byte> rest = frame[(FrameHeader.Bytes + header.BlockLength)..];
        foreach (JsonGroup group in block.Groups)
        {
            if (!TryTakeGroup(ref rest, out _, out int count, out _)) return 0;
            bytes += group.Prefix.Length + 1 + (count * (group.Block.FieldBytesMax + 1));
        }

        foreach (JsonVariable variable in block.Variables)
        {
            if (!TryTakeText(ref rest, out ReadOnlySpan<byte> text)) return 0;
            bytes += variable.Prefix.Length + 2 + (text.Length * JsonText.EscapeBytesMax);
        }

        return bytes + 1;
    }

    /// <summary>Writes the object of a frame.</summary>
    /// <param name="frame">A frame of which <see cref="BytesMax"/> is not 0.</param>
    /// <param name="json">As many bytes as <see cref="BytesMax"/> says.</param>
    /// <returns>Bytes written.</returns>
    internal static int Write(ReadOnlySpan<byte> frame, Span<byte> json)
    {
        FrameHeader.Read(frame, out FrameHeader header);
        JsonTemplate template = JsonSchema.Normalized[header.TemplateId]!;
        JsonText text = new(json);
        text.Raw(template.Begin);
        WriteFields(template.Block, frame.Slice(FrameHeader.Bytes, header.BlockLength), ref text);
        ReadOnlySpan<byte> rest = frame[(FrameHeader.Bytes + header.BlockLength)..];
        foreach (JsonGroup group in template.Block.Groups) WriteGroup(group, ref rest, ref text);
        foreach (JsonVariable variable in template.Block.Variables)
        {
            TryTakeText(ref rest, out ReadOnlySpan<byte> value);
            text.Raw(variable.Prefix);
            text.Text(value);
        }

        text.Raw((byte)'}');
        return text.Length;
    }

    private static void WriteGroup(JsonGroup group, ref ReadOnlySpan<byte> rest, ref JsonText text)
    {
        TryTakeGroup(ref rest, out ReadOnlySpan<byte> entries, out int count, out int entryBytes);
        text.Raw(group.Prefix);
        for (int i = 0; i < count; i++)
        {
            if (i > 0) text.Raw((byte)',');
            int begin = text.Length;
            WriteFields(group.Block, entries.Slice(i * entryBytes, entryBytes), ref text);

            // Each member brings the comma in front of it; of an object's first one it becomes the brace.
            if (text.Length == begin) text.Raw((byte)'{');
            else text.Replace(begin, (byte)'{');
            text.Raw((byte)'}');
        }

        text.Raw((byte)']');
    }

    private static void WriteFields(JsonBlock block, scoped ReadOnlySpan<byte> bytes, ref JsonText text)
    {
        foreach (JsonField field in block.Fields)
        {
            // A sender of an older version has less.
            if (field.Offset + field.Size > bytes.Length) continue;
            ReadOnlySpan<byte> value = bytes.Slice(field.Offset, field.Size);
            if (field.Form == JsonForm.Text) WriteText(field, value, ref text);
            else WriteNumber(field, Bits(value), ref text);
        }
    }

    private static void WriteText(JsonField field, scoped ReadOnlySpan<byte> value, ref JsonText text)
    {
        int end = value.IndexOf((byte)0);
        if (end >= 0) value = value[..end];
        if (value.IsEmpty) return;
        text.Raw(field.Prefix);
        text.Latin1(value);
    }

    private static void WriteNumber(JsonField field, ulong bits, ref JsonText text)
    {
        if (bits == field.NullBits || (field.Form == JsonForm.Words && bits == 0)) return;
        text.Raw(field.Prefix);
        if (field.Form == JsonForm.Words) WriteWords(field, bits, ref text);
        else if (field.Form == JsonForm.Word && bits < (ulong)field.Words.Length && field.Words[bits] is { } word) text.Raw(word);
        else if (field.Form == JsonForm.Truth) text.Raw(bits != 0 ? "true"u8 : "false"u8);
        else if (field.Form is JsonForm.Decimal or JsonForm.Whole) WriteQuoted(field, bits, ref text);
        else if (field.IsSigned) text.Number(Signed(bits, field.Size));
        else text.Number(bits);
    }

    private static void WriteQuoted(JsonField field, ulong bits, ref JsonText text)
    {
        text.Raw((byte)'"');
        if (field.Form == JsonForm.Decimal) text.Decimal((long)bits);
        else if (field.IsSigned) text.Number((long)bits);
        else text.Number(bits);
        text.Raw((byte)'"');
    }

    private static void WriteWords(JsonField field, ulong bits, ref JsonText text)
    {
        text.Raw((byte)'[');
        bool isFirst = true;
        for (int bit = 0; bit < field.Words.Length; bit++)
        {
            if ((bits >> bit & 1) == 0 || field.Words[bit] is not { } word) continue;
            if (!isFirst) text.Raw((byte)',');
            isFirst = false;
            text.Raw(word);
        }

        text.Raw((byte)']');
    }

    private static ulong Bits(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => value[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(value),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(value),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(value),
    };

    private static long Signed(ulong bits, int size) => (long)bits << (64 - (8 * size)) >> (64 - (8 * size));

    private static bool TryTakeGroup(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> entries, out int count, out int entryBytes)
    {
        entries = default;
        (count, entryBytes) = (0, 0);
        if (rest.Length < DimensionBytes) return false;
        entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        count = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        if (rest.Length - DimensionBytes < (long)count * entryBytes) return false;
        entries = rest.Slice(DimensionBytes, count * entryBytes);
        rest = rest[(DimensionBytes + (count * entryBytes))..];
        return true;
    }

    private static bool TryTakeText(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (rest.Length < LengthBytes) return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        if (rest.Length - LengthBytes < length) return false;
        text = rest.Slice(LengthBytes, length);
        rest = rest[(LengthBytes + length)..];
        return true;
    }
}
