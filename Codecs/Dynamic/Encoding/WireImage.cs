using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Values as bytes on the wire.</summary>
internal static class WireImage
{
    /// <summary>Writes a value; of a composite those members that the value has, the others null or zero.</summary>
    public static void Write(Span<byte> bytes, DynamicValue value, ByteOrder order)
    {
        switch (value.Type)
        {
            case CompositeType composite:
                WriteMembers(bytes, composite, value, order);
                break;
            case EncodedType type:
                Write(bytes, value.Elements, type.Primitive, order);
                break;
            case EnumType type:
                Write(bytes, value.Elements, type.Primitive, order);
                break;
            case SetType type:
                Write(bytes, value.Elements, type.Primitive, order);
                break;
        }
    }

    /// <summary>
    /// Writes what stands for no value: the null of every element, zeros for text. A required value is zero; a composite is null by its
    /// first member on the wire, and its optional members are null too.
    /// </summary>
    public static void WriteNull(Span<byte> bytes, SbeType type, bool isNull, ByteOrder order)
    {
        bytes.Clear();
        switch (type)
        {
            case CompositeType composite:
                foreach (CompositeMember member in composite.Members)
                    WriteNullMember(bytes, composite, member, isNull, order);
                break;
            case EncodedType { Presence: Presence.Constant }:
                break;
            case EncodedType encoded when isNull || encoded.Presence == Presence.Optional:
                Fill(bytes, encoded.NullValue, encoded.Primitive == PrimitiveType.Char ? Math.Min(1, encoded.Length) : encoded.Length, order);
                break;
            case EnumType named when isNull || named.IsOptional:
                Fill(bytes, named.NullValue, 1, order);
                break;
            case SetType named when isNull || named.IsOptional:
                Fill(bytes, named.NullValue, 1, order);
                break;
        }
    }

    private static void WriteNullMember(Span<byte> bytes, CompositeType composite, CompositeMember member, bool isNull, ByteOrder order)
    {
        // What takes no bytes may have an offset past the end.
        if (member.Type.Size > 0)
            WriteNull(bytes.Slice(member.Offset, member.Type.Size), member.Type, isNull && ReferenceEquals(member, composite.FirstOnWire), order);
    }

    private static void WriteMembers(Span<byte> bytes, CompositeType composite, DynamicValue value, ByteOrder order)
    {
        WriteNull(bytes, composite, isNull: false, order);
        foreach (CompositeMember member in composite.Members)
        {
            if (member.Type.Size > 0 && value.Member(member.Name) is { State: not (DynamicState.Absent or DynamicState.Constant) } inner)
                Write(bytes.Slice(member.Offset, member.Type.Size), inner, order);
        }
    }

    private static void Write(Span<byte> bytes, EquatableArray<PrimitiveValue> elements, PrimitiveType type, ByteOrder order)
    {
        int count = Math.Min(elements.Count, bytes.Length / type.Size());
        for (int index = 0; index < count; index++)
            WireNumber.Write(bytes[(index * type.Size())..], type, order, elements[index].Bits);
    }

    private static void Fill(Span<byte> bytes, PrimitiveValue value, int count, ByteOrder order)
    {
        for (int index = 0; index < count; index++)
            WireNumber.Write(bytes[(index * value.Type.Size())..], value.Type, order, value.Bits);
    }
}
