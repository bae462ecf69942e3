using System.Text.Json;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;
using FeedHandler.Engine;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Writes the elements of a message as members of the JSON object that is open. What the sender's version lacks is left out.</summary>
internal struct JsonVisitor(Utf8JsonWriter json, ValueRoom room) : IDynamicVisitor
{
    // Members of a composite without a value are not written.
    private int _hiddenDepth;

    // Which of the open composites are decimals, the innermost in the lowest bit.
    private ulong _decimals;

    // The part that makes the open decimal null; null when it has a value.
    private string? _nullPart;

    /// <summary>Whether the innermost open value is the list of a group's entries.</summary>
    public bool IsInList { get; private set; }

    public readonly void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion)
    {
    }

    public readonly void EndMessage(SbeMessage message)
    {
    }

    public readonly void Field(in DynamicField field)
    {
        if (_hiddenDepth > 0 || field.State == DynamicState.Absent) return;
        if ((_decimals & 1) != 0 && DecimalShape.PartOf(field.Name) is { } part) WritePart(part, field);
        else if (field.State == DynamicState.Null && !HasTextBehind(field)) json.WriteNull(field.Name);
        else if (field.Type is EnumType || field.Constant?.EnumValue is not null) WriteEnum(field);
        else if (field.Type is SetType set) WriteSet(field, set);
        else if (field.ElementCount > 1 && field.Primitive is not (PrimitiveType.Char or PrimitiveType.UInt8)) WriteArray(field);
        else if (IsNumber(field) && field.TryGetNumber(out PrimitiveValue value)) WriteNumber(field.Name, value);
        else if (field.Primitive == PrimitiveType.Char && field.ElementCount > 0) WriteText(field);
        else if (field.Constant?.Text is { } text) json.WriteString(field.Name, text);
        else if (field.ElementCount > 1) json.WriteString(field.Name, System.Convert.ToHexStringLower(field.Bytes));
        else json.WriteString(field.Name, room.Of(field));
    }

    public void BeginComposite(in DynamicField field)
    {
        bool isDecimal = DecimalShape.IsDecimal(field.Type);
        bool hasValue = field.State == DynamicState.Present || (field.State == DynamicState.Null && isDecimal);
        if (_hiddenDepth > 0 || !hasValue)
        {
            if (_hiddenDepth++ == 0 && field.State == DynamicState.Null) json.WriteNull(field.Name);
            return;
        }

        json.WriteStartObject(field.Name);
        _decimals = (_decimals << 1) | (isDecimal ? 1UL : 0);
        if (!isDecimal) return;
        _nullPart = field.State == DynamicState.Null ? ((CompositeType)field.Type).FirstOnWire?.Name : null;
        ReadOnlySpan<char> value = room.Of(field);
        if (value is "null") json.WriteNull("value"u8);
        else json.WriteString("value"u8, value);
    }

    public void EndComposite(in DynamicField field)
    {
        if (_hiddenDepth > 0)
        {
            _hiddenDepth--;
            return;
        }

        _decimals >>= 1;
        json.WriteEndObject();
    }

    public void BeginGroup(SbeGroup group, int count, bool isAbsent)
    {
        IsInList = true;
        json.WriteStartArray(group.Name);
    }

    public void EndGroup(SbeGroup group)
    {
        json.WriteEndArray();
        IsInList = false;
    }

    public void BeginEntry(SbeGroup group, int index)
    {
        IsInList = false;
        json.WriteStartObject();
    }

    public void EndEntry(SbeGroup group, int index)
    {
        json.WriteEndObject();
        IsInList = true;
    }

    public readonly void Variable(in DynamicVariable data)
    {
        if (data.IsAbsent) return;
        if (data.IsText) JsonText.Write(json, data.Name, data.Bytes, data.IsUtf8);
        else json.WriteString(data.Name, System.Convert.ToHexStringLower(data.Bytes));
    }

    private static bool IsNumber(in DynamicField field) => field.ElementCount <= 1 && field.Primitive != PrimitiveType.Char;

    // Text is null by its first character, and what stands behind it would be lost.
    private static bool HasTextBehind(in DynamicField field) =>
        field.Primitive == PrimitiveType.Char && field.ElementCount > 1 && field.Bytes[1..].ContainsAnyExcept((byte)0, (byte)' ', field.Bytes[0]);

    // Zeros at the end fill the field up to its length; everything else is text.
    private readonly void WriteText(in DynamicField field)
    {
        ReadOnlySpan<byte> bytes = field.ElementCount > 1 ? field.Bytes.TrimEnd((byte)0) : field.Bytes;
        JsonText.Write(json, field.Name, bytes, field.Type is EncodedType { IsUtf8: true });
    }

    // Whatever the schema calls them and how wide they are, parts of a decimal have one form.
    private readonly void WritePart(string part, in DynamicField field)
    {
        if (field.State == DynamicState.Null || field.Name == _nullPart || !field.TryGetNumber(out PrimitiveValue value)) json.WriteNull(part);
        else if (part == DecimalShape.Mantissa || IsText(value)) json.WriteString(part, value.ToString());
        else json.WriteNumber(part, value.Bits);
    }

    private readonly void WriteEnum(in DynamicField field)
    {
        json.WriteStartObject(field.Name);
        if (field.EnumValue is { } named) json.WriteString("name"u8, named.Name);
        else json.WriteNull("name"u8);
        if (field.TryGetNumber(out PrimitiveValue raw)) WriteRaw(raw);
        json.WriteEndObject();
    }

    private readonly void WriteSet(in DynamicField field, SetType set)
    {
        _ = field.TryGetNumber(out PrimitiveValue raw);
        json.WriteStartObject(field.Name);
        json.WriteStartArray("names"u8);
        for (int index = 0; index < set.Choices.Count; index++)
        {
            if ((raw.Bits & (1L << set.Choices[index].Bit)) != 0) json.WriteStringValue(set.Choices[index].Name);
        }

        json.WriteEndArray();
        WriteRaw(raw);
        json.WriteEndObject();
    }

    private readonly void WriteRaw(PrimitiveValue raw)
    {
        if (raw.Type == PrimitiveType.Char) json.WriteString("raw"u8, [(char)raw.Bits]);
        else WriteNumber("raw", raw);
    }

    // Other programs read numbers as doubles, so what may need more than 53 bits is text.
    private readonly void WriteNumber(string name, PrimitiveValue value)
    {
        if (IsText(value)) json.WriteString(name, value.ToString());
        else if (value.Type == PrimitiveType.Float) json.WriteNumber(name, BitConverter.Int32BitsToSingle(unchecked((int)value.Bits)));
        else if (value.Type == PrimitiveType.Double) json.WriteNumber(name, BitConverter.Int64BitsToDouble(value.Bits));
        else json.WriteNumber(name, value.Bits);
    }

    private readonly void WriteArray(in DynamicField field)
    {
        json.WriteStartArray(field.Name);
        for (int index = 0; index < field.ElementCount; index++)
        {
            PrimitiveValue value = field.Element(index);
            if (IsText(value)) json.WriteStringValue(value.ToString());
            else if (value.Type == PrimitiveType.Float) json.WriteNumberValue(BitConverter.Int32BitsToSingle(unchecked((int)value.Bits)));
            else if (value.Type == PrimitiveType.Double) json.WriteNumberValue(BitConverter.Int64BitsToDouble(value.Bits));
            else json.WriteNumberValue(value.Bits);
        }

        json.WriteEndArray();
    }

    // JSON has no infinity and no not-a-number either.
    private static bool IsText(PrimitiveValue value) => value.Type switch
    {
        PrimitiveType.Int64 or PrimitiveType.UInt64 => true,
        PrimitiveType.Float => !float.IsFinite(BitConverter.Int32BitsToSingle(unchecked((int)value.Bits))),
        PrimitiveType.Double => !double.IsFinite(BitConverter.Int64BitsToDouble(value.Bits)),
        _ => false,
    };
}
