using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

public sealed partial record DynamicValue
{
    /// <summary>Makes the value of a field that is no composite and no constant.</summary>
    /// <param name="field">the field</param>
    /// <param name="elements">raw values, as many as the type has; the null value makes an optional field null</param>
    /// <returns>the value</returns>
    public static DynamicValue Of(SbeField field, params IEnumerable<PrimitiveValue> elements)
        => Judge(new(field.Name, field.Type, DynamicState.Present, null, new(elements), default), field.Presence == Presence.Optional);

    /// <summary>Makes the value of a composite's member that is no composite and no constant.</summary>
    /// <param name="member">the member</param>
    /// <param name="elements">raw values, as many as the type has; the null value makes an optional member null</param>
    /// <returns>the value</returns>
    public static DynamicValue Of(CompositeMember member, params IEnumerable<PrimitiveValue> elements)
        => Judge(new(member.Name, member.Type, DynamicState.Present, null, new(elements), default), NullTest.IsOptional(member.Type));

    /// <summary>Makes the value of a composite field.</summary>
    /// <param name="field">the field</param>
    /// <param name="members">by name; those left out are written null or zero</param>
    /// <returns>the value</returns>
    public static DynamicValue OfMembers(SbeField field, params IEnumerable<DynamicValue> members)
        => Judge(new(field.Name, field.Type, DynamicState.Present, null, default, new(members)), field.Presence == Presence.Optional);

    /// <summary>Makes the value of a composite inside a composite.</summary>
    /// <param name="member">the member</param>
    /// <param name="members">by name; those left out are written null or zero</param>
    /// <returns>the value</returns>
    public static DynamicValue OfMembers(CompositeMember member, params IEnumerable<DynamicValue> members)
        => Judge(new(member.Name, member.Type, DynamicState.Present, null, default, new(members)), isOptional: false);

    /// <summary>Makes what a message has of a constant field.</summary>
    /// <param name="field">the field</param>
    /// <returns>the value</returns>
    public static DynamicValue OfConstant(SbeField field)
        => new(field.Name, field.Type, DynamicState.Constant, field.Constant, default, default);

    /// <summary>Makes what a composite has of a constant member.</summary>
    /// <param name="member">the member</param>
    /// <returns>the value</returns>
    public static DynamicValue OfConstant(CompositeMember member)
        => new(member.Name, member.Type, DynamicState.Constant, (member.Type as EncodedType)?.Constant, default, default);

    private static DynamicValue Judge(DynamicValue value, bool isOptional)
        => NullTest.IsNull(value.Type, isOptional, value.ToBytes(), ByteOrder.LittleEndian)
            ? value with { State = DynamicState.Null }
            : value;
}
