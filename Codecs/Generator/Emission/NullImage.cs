using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>Bytes of a block before anything is set: optional values null, everything else and padding zero.</summary>
internal static class NullImage
{
    public static byte[] Of(SbeBlock block, ByteOrder byteOrder)
    {
        byte[] image = new byte[block.BlockLength];
        foreach (SbeField field in block.Fields)
        {
            if (field.Presence != Presence.Constant)
                Fill(image, field.Offset, field.Type, field.Presence == Presence.Optional, byteOrder);
        }

        return image;
    }

    /// <summary>A composite that is null: its first member is, and every optional one.</summary>
    public static byte[] Of(CompositeType type, ByteOrder byteOrder)
    {
        byte[] image = new byte[type.Size];
        FillComposite(image, 0, type, isNull: true, byteOrder);
        return image;
    }

    /// <summary>A group dimension of no entries.</summary>
    public static byte[] Of(SbeGroup group, ByteOrder byteOrder)
    {
        byte[] image = new byte[group.Dimension.Type.Size];
        Put(group.Dimension.BlockLength, group.Block.BlockLength);
        Put(group.Dimension.NumGroups, group.Block.Groups.Count);
        Put(group.Dimension.NumVarDataFields, group.Block.Variables.Count);
        return image;

        void Put(HeaderMember? member, int number)
        {
            if (member is not null)
                new PrimitiveValue(member.Primitive, number).ToBytes(byteOrder).CopyTo(image, member.Offset);
        }
    }

    private static void Fill(byte[] image, int offset, SbeType type, bool isNull, ByteOrder byteOrder)
    {
        switch (type)
        {
            case EncodedType { Presence: Presence.Constant }:
                break;
            case EncodedType encoded when (isNull || encoded.Presence == Presence.Optional) && encoded.Primitive != PrimitiveType.Char:
                for (int index = 0; index < encoded.Length; index++)
                    encoded.NullValue.ToBytes(byteOrder).CopyTo(image, offset + (index * encoded.Primitive.Size()));
                break;
            case EncodedType { Length: 1, Primitive: PrimitiveType.Char } encoded when isNull || encoded.Presence == Presence.Optional:
                encoded.NullValue.ToBytes(byteOrder).CopyTo(image, offset);
                break;
            case EnumType named when isNull || named.IsOptional:
                named.NullValue.ToBytes(byteOrder).CopyTo(image, offset);
                break;
            case SetType named when isNull || named.IsOptional:
                named.NullValue.ToBytes(byteOrder).CopyTo(image, offset);
                break;
            case CompositeType composite:
                FillComposite(image, offset, composite, isNull, byteOrder);
                break;
        }
    }

    private static void FillComposite(byte[] image, int offset, CompositeType type, bool isNull, ByteOrder byteOrder)
    {
        foreach (CompositeMember member in type.Members)
            Fill(image, offset + member.Offset, member.Type, isNull && ReferenceEquals(member, type.FirstOnWire), byteOrder);
    }
}
