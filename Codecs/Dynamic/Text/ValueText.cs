using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Values as text for people.</summary>
internal static class ValueText
{
    public static void AppendConstant(ref TextSpan text, SbeType type, ConstantValue? constant)
    {
        if (constant?.Text is { } characters)
            text.Append(PlainName.Of(characters));
        else if (constant?.EnumValue is { } named)
            text.Append(PlainName.Of(named.Value.Name));
        else if (constant?.Number is { } number)
            AppendNamed(ref text, type, number);
    }

    public static void Append(ref TextSpan text, SbeType type, ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        switch (type)
        {
            case EncodedType { Length: > 1, Primitive: PrimitiveType.Char } encoded:
                text.AppendText(SbeText.Trim(bytes), encoded.IsUtf8);
                break;
            case EncodedType { Length: > 1, Primitive: PrimitiveType.UInt8 }:
                text.AppendHex(bytes);
                break;
            case EncodedType encoded:
                AppendArray(ref text, encoded, bytes, order);
                break;
            case EnumType named:
                AppendNamed(ref text, named, WireNumber.Read(bytes, named.Primitive, order));
                break;
            case SetType named:
                AppendNamed(ref text, named, WireNumber.Read(bytes, named.Primitive, order));
                break;
            case CompositeType composite when DecimalParts.TryRead(composite, bytes, order, out DecimalParts parts):
                DecimalText.Append(ref text, parts);
                break;
            case CompositeType composite:
                AppendMembers(ref text, composite, bytes, order);
                break;
        }
    }

    private static void AppendNamed(ref TextSpan text, SbeType type, PrimitiveValue value)
    {
        if (type is EnumType named && DynamicNames.Find(named, value) is { } found)
            text.Append(PlainName.Of(found.Name));
        else if (type is SetType set)
            AppendChoices(ref text, set, value);
        else
            AppendNumber(ref text, value);
    }

    private static void AppendChoices(ref TextSpan text, SetType type, PrimitiveValue value)
    {
        string separator = "";
        for (int index = 0; index < type.Choices.Count; index++)
        {
            if ((value.Bits & (1L << type.Choices[index].Bit)) != 0)
            {
                text.Append(separator);
                text.Append(PlainName.Of(type.Choices[index].Name));
                separator = "|";
            }
        }

        ulong unknown = DynamicNames.UnknownBits(type, value);
        if (unknown == 0 && value.Bits != 0)
            return;
        text.Append(separator);
        text.Append(unknown == 0 ? "0" : "0x");
        if (unknown != 0)
            text.Append(unknown, "X");
    }

    private static void AppendArray(ref TextSpan text, EncodedType type, ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        int size = type.Primitive.Size();
        if (type.Length > 1)
            text.Append('[');
        for (int index = 0; index < type.Length; index++)
        {
            if (index > 0)
                text.Append(", ");
            AppendNumber(ref text, WireNumber.Read(bytes[(index * size)..], type.Primitive, order));
        }

        if (type.Length > 1)
            text.Append(']');
    }

    private static void AppendNumber(ref TextSpan text, PrimitiveValue value)
    {
        switch (value.Type)
        {
            case PrimitiveType.Char:
                text.AppendText([unchecked((byte)value.Bits)], isUtf8: false);
                break;
            case PrimitiveType.UInt64:
                text.Append(unchecked((ulong)value.Bits));
                break;
            case PrimitiveType.Float:
                text.Append(BitConverter.Int32BitsToSingle(unchecked((int)value.Bits)), "R");
                break;
            case PrimitiveType.Double:
                text.Append(BitConverter.Int64BitsToDouble(value.Bits), "R");
                break;
            default:
                text.Append(value.Bits);
                break;
        }
    }

    private static void AppendMembers(ref TextSpan text, CompositeType type, ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        string separator = "{";
        for (int index = 0; index < type.Members.Count; index++)
        {
            CompositeMember member = type.Members[index];
            if (member.Type is EncodedType { Length: 0 })
                continue;
            text.Append(separator);
            text.Append(PlainName.Of(member.Name));
            text.Append('=');
            if (member.Type is EncodedType { Presence: Presence.Constant } constant)
                AppendConstant(ref text, constant, constant.Constant);
            else if (member.Type.Size == 0)
                Append(ref text, member.Type, default, order);
            else if (NullTest.IsNull(member.Type, NullTest.IsOptional(member.Type), bytes[member.Offset..], order))
                text.Append("null");
            else
                Append(ref text, member.Type, bytes.Slice(member.Offset, member.Type.Size), order);
            separator = ", ";
        }

        text.Append('}');
    }
}
