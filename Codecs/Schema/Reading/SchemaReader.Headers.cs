using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private MessageHeader? ReadHeader(XElement root)
    {
        var name = Attribute(root, "headerType") ?? "messageHeader";
        if (Resolve(name, root) is not CompositeType type)
        {
            if (_declarations.ContainsKey(name))
                Report(SchemaRules.HeaderMember, root, name, "templateId", "a message header");
            return null;
        }

        return new(type, Number(type, "blockLength"), Number(type, "templateId"), Number(type, "schemaId"), Number(type, "version"));
    }

    private GroupDimension? ReadDimension(XElement group)
    {
        var name = Attribute(group, "dimensionType") ?? "groupSizeEncoding";
        if (Resolve(name, group) is not { } type)
            return null;
        var composite = type as CompositeType;
        var blockLength = RequiredMember(group, name, composite, "blockLength", "a group dimension");
        var numInGroup = RequiredMember(group, name, composite, "numInGroup", "a group dimension");
        return blockLength is null || numInGroup is null ? null : new(composite!, blockLength, numInGroup);
    }

    private SbeVariable? ReadVariable(XElement element)
    {
        var typeName = RequiredAttribute(element, "type");
        if (Resolve(typeName, element) is not { } type)
            return null;
        var composite = type as CompositeType;
        if (RequiredMember(element, typeName, composite, "length", "variable-length data") is not { } length)
            return null;
        if (composite!.Member("varData") is not { Type: EncodedType data } member)
        {
            Report(SchemaRules.HeaderMember, element, typeName, "varData", "variable-length data");
            return null;
        }

        return new(
            RequiredAttribute(element, "name"),
            RequiredNumber(element, "id", int.MaxValue),
            length,
            member.Offset,
            data.CharacterEncoding,
            Notes(element));
    }

    private HeaderMember? RequiredMember(XElement place, string typeName, CompositeType? type, string member, string use)
    {
        var number = type is null ? null : Number(type, member);
        if (number is null)
            Report(SchemaRules.HeaderMember, place, typeName, member, use);
        return number;
    }

    private static HeaderMember? Number(CompositeType type, string name)
        => type.Member(name) is { Type: EncodedType { Length: 1, Presence: not Presence.Constant } encoded } member
            && encoded.Primitive != PrimitiveType.Char && !encoded.Primitive.IsFloatingPoint()
            && (encoded.Primitive.Size() <= sizeof(uint))
            ? new(encoded.Primitive, member.Offset)
            : null;
}
