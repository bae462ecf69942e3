using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>Members of headers beside those that every version of the protocol reads.</summary>
internal static class HeaderMembers
{
    /// <summary>The member that counts the groups of a block: newer forms of the headers have it.</summary>
    public static HeaderMember? GroupCount(CompositeType header) => Find(header, "numGroups");

    /// <summary>The member that counts the variable-length data of a block.</summary>
    public static HeaderMember? VariableCount(CompositeType header) => Find(header, "numVarDataFields");

    private static HeaderMember? Find(CompositeType header, string name)
        => header.Member(name) is { Type: EncodedType { Length: 1, Presence: not Presence.Constant } type } member
            && type.Primitive != PrimitiveType.Char && !type.Primitive.IsFloatingPoint()
            ? new(type.Primitive, member.Offset)
            : null;
}
