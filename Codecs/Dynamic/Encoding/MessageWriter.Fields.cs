using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

internal ref partial struct MessageWriter
{
    private bool Fields(BlockPlan plan, Span<byte> block, DynamicBlock content)
    {
        for (int index = 0; index < plan.Fields.Length; index++)
        {
            (SbeField? field, bool isIn) = (plan.Fields[index].Field, plan.Fields[index].IsIn(version));
            if (!isIn || field.Size == 0)
                continue;
            Span<byte> bytes = block.Slice(field.Offset, field.Size);
            if (Find(content.Fields, index, field.Name) is not { State: not (DynamicState.Absent or DynamicState.Constant) } value)
                WireImage.WriteNull(bytes, field.Type, field.Presence == Presence.Optional, _order);
            else if (value.Type.Key != field.Type.Key || !IsOf(value, field.Type))
                return Fail(DynamicEncodeStatus.WrongType, field.Name);
            else
                WireImage.Write(bytes, value, _order);
        }

        return true;
    }

    // A decoded message has its elements where the schema has them: that also tells elements of one name apart.
    private static T? Find<T>(EquatableArray<T> elements, int index, string name)
        where T : class, IDynamicElement, IEquatable<T>
    {
        if (index < elements.Count && elements[index].Name == name)
            return elements[index];
        foreach (T element in elements)
        {
            if (element.Name == name)
                return element;
        }

        return null;
    }

    private static bool IsOf(DynamicValue value, SbeType type) => type switch
    {
        CompositeType composite => value.Elements.Count == 0 && AreOf(value.Members, composite),
        EncodedType encoded => AreOf(value.Elements, encoded.Primitive, encoded.Length),
        EnumType named => AreOf(value.Elements, named.Primitive, 1),
        SetType named => AreOf(value.Elements, named.Primitive, 1),
        _ => false,
    };

    private static bool AreOf(EquatableArray<PrimitiveValue> elements, PrimitiveType type, int count)
        => elements.Count == count && elements.All(element => element.Type == type);

    private static bool AreOf(EquatableArray<DynamicValue> members, CompositeType type)
        => members.All(member => type.Member(member.Name) is { } known
            && (member.State is DynamicState.Absent or DynamicState.Constant || IsOf(member, known.Type)));

    private bool HasOnlyKnown(SbeBlock block, DynamicBlock content)
    {
        foreach (DynamicValue field in content.Fields)
        {
            if (!block.Fields.Any(known => known.Name == field.Name))
                return Fail(DynamicEncodeStatus.UnknownElement, field.Name);
        }

        foreach (DynamicGroup group in content.Groups)
        {
            if (!block.Groups.Any(known => known.Name == group.Name))
                return Fail(DynamicEncodeStatus.UnknownElement, group.Name);
        }

        foreach (DynamicBytes data in content.Variables)
        {
            if (!block.Variables.Any(known => known.Name == data.Name))
                return Fail(DynamicEncodeStatus.UnknownElement, data.Name);
        }

        return true;
    }
}
