using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private static readonly string[] HeaderNames = ["blockLength", "templateId", "schemaId", "version"];

    private MessageHeader? _header;

    private MessageHeader? ReadHeader(XElement root)
    {
        string name = Attribute(root, "headerType") ?? "messageHeader";
        if (!_declarations.ContainsKey(name))
        {
            Report(SchemaRules.AssumedHeader, root, name);
            return Header(UsualHeader(name), root);
        }

        if (Resolve(name, root) is CompositeType type)
            return Header(type, root);
        Report(SchemaRules.HeaderMember, root, name, "templateId", "a message header");
        return null;
    }

    private MessageHeader Header(CompositeType type, XElement place)
    {
        ReportOverlaps(type, place);
        return new(type, Number(type, "blockLength", place), Number(type, "templateId", place), Number(type, "schemaId", place), Number(type, "version", place))
        {
            NumGroups = Number(type, "numGroups", place),
            NumVarDataFields = Number(type, "numVarDataFields", place),
        };
    }

    // The header that SBE 1.0 recommends and nearly everybody sends: four uint16.
    private CompositeType UsualHeader(string name)
    {
        EncodedType number = Plain("uint16", PrimitiveType.UInt16);
        IEnumerable<CompositeMember> members = HeaderNames.Select((member, index) => new CompositeMember(member, number, index * sizeof(ushort), number.Notes));
        CompositeType type = new CompositeType(name, name, number.Notes, new(members), HeaderNames.Length * sizeof(ushort));
        _generatedTypes.Add(type);
        return type;
    }

    private GroupDimension? ReadDimension(XElement group)
    {
        string name = Attribute(group, "dimensionType") ?? "groupSizeEncoding";
        if (Resolve(name, group) is not { } type)
            return null;
        CompositeType? composite = type as CompositeType;
        HeaderMember? blockLength = RequiredMember(group, name, composite, "blockLength", "a group dimension");
        HeaderMember? numInGroup = RequiredMember(group, name, composite, "numInGroup", "a group dimension");
        if (composite is not null)
            ReportOverlaps(composite, group);
        return blockLength is null || numInGroup is null
            ? null
            : new(composite!, blockLength, numInGroup)
            {
                NumGroups = Number(composite!, "numGroups", group),
                NumVarDataFields = Number(composite!, "numVarDataFields", group),
            };
    }

    private SbeVariable? ReadVariable(XElement element)
    {
        string typeName = RequiredAttribute(element, "type");
        if (typeName.Length == 0 || Resolve(typeName, element) is not { } type)
            return null;
        CompositeType? composite = type as CompositeType;
        if (RequiredMember(element, typeName, composite, "length", "variable-length data") is not { } length)
            return null;
        if (MemberOf(composite!, "varData", element) is not { Type: EncodedType { Presence: not Presence.Constant } data } member
            || !ReferenceEquals(member, composite!.Members[composite.Members.Count - 1]) || member.Offset < length.Offset + length.Primitive.Size())
        {
            Report(SchemaRules.VariableMember, element, typeName);
            return null;
        }

        int id = NoteNumber(element, "id") ?? 0;
        return new(NameOr(element, "Data" + PrimitiveValue.Text(id)), id, length, member.Offset, data.CharacterEncoding, Notes(element))
        {
            Type = composite,
            Primitive = data.Primitive,
        };
    }

    private HeaderMember? RequiredMember(XElement place, string typeName, CompositeType? type, string member, string use)
    {
        HeaderMember? number = type is null ? null : Number(type, member, place);
        if (number is null)
            Report(SchemaRules.HeaderMember, place, typeName, member, use);
        return number;
    }

    private HeaderMember? Number(CompositeType type, string name, XElement place)
        => MemberOf(type, name, place) is { Type: EncodedType { Length: 1, Presence: not Presence.Constant } encoded } member
            && encoded.Primitive != PrimitiveType.Char && !encoded.Primitive.IsFloatingPoint()
            ? new(encoded.Primitive, member.Offset) { MinValue = encoded.MinValue, MaxValue = encoded.MaxValue }
            : null;

    private CompositeMember? MemberOf(CompositeType type, string name, XElement place)
    {
        if (type.Member(name) is { } exact)
            return exact;
        foreach (CompositeMember member in type.Members)
        {
            if (!string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                continue;
            Report(SchemaRules.Spelling, place, member.Name, name);
            return member;
        }

        return null;
    }

    private void ReportWhatTheHeaderCannotHold(XElement root, int schemaId)
    {
        ReportTooLarge(root, _header?.SchemaId, schemaId, "schema id");
        ReportTooLarge(root, _header?.Version, _schemaVersion, "schema version");
    }

    private void ReportTooLarge(XElement place, HeaderMember? member, int number, string use)
    {
        if (member?.Holds(number) == false)
            Report(SchemaRules.HeaderRange, place, use, number, member.Primitive.SchemaName());
    }
}
