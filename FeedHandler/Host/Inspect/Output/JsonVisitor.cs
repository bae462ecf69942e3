using System.Text.Json;
using FeedHandler.Codecs.Dynamic;
using FeedHandler.Codecs.Schema;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Writes the elements of a message as members of the JSON object that is open. What the sender's version lacks is left out.</summary>
internal struct JsonVisitor(Utf8JsonWriter json, ValueRoom room) : IDynamicVisitor
{
    // Members of a composite without a value are not written.
    private int _hiddenDepth;

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
        if (field.State == DynamicState.Null) json.WriteNull(field.Name);
        else if (field.Type is EnumType || field.Constant?.EnumValue is not null) WriteEnum(field);
        else if (field.Type is SetType set) WriteSet(field, set);
        else if (field.ElementCount > 1 && field.Primitive is not (PrimitiveType.Char or PrimitiveType.UInt8)) WriteArray(field);
        else if (IsNumber(field) && field.TryGetNumber(out PrimitiveValue value)) WriteNumber(field.Name, value);
        else json.WriteString(field.Name, room.Of(field));
    }

    public void BeginComposite(in DynamicField field)
    {
        bool hasValue = field.State == DynamicState.Present;
        if (_hiddenDepth > 0 || !hasValue)
        {
            if (_hiddenDepth++ == 0 && field.State == DynamicState.Null) json.WriteNull(field.Name);
            return;
        }

        json.WriteStartObject(field.Name);
        if (DecimalShape.IsDecimal(field.Type)) json.WriteString("value"u8, room.Of(field));
    }

    public void EndComposite(in DynamicField field)
    {
        if (_hiddenDepth > 0) _hiddenDepth--;
        else json.WriteEndObject();
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
        if (!data.IsAbsent) json.WriteString(data.Name, room.Of(data));
    }

    private static bool IsNumber(in DynamicField field) => field.ElementCount <= 1 && field.Primitive != PrimitiveType.Char;

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
