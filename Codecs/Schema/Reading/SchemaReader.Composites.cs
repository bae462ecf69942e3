using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private readonly Dictionary<string, int> _leafCounts = new(StringComparer.Ordinal);

    private CompositeType? ReadComposite(XElement element, string name, string key)
    {
        List<CompositeMember> members = new List<CompositeMember>();
        int end = 0;
        int leafCount = 0;
        List<XElement> elements = element.Elements().Where(static child => IsTypeElement(child) || Is(child, "ref")).ToList();
        ReportDuplicates(elements, name);
        foreach (XElement? stranger in element.Elements().Except(elements))
            ReportUnknown(stranger);
        foreach (XElement? child in elements)
        {
            if (ReadMember(child, key, end) is not { } member)
                continue;
            members.Add(member);
            end = member.Type.Size == 0 ? end : Math.Max(end, member.Offset + member.Type.Size);
            leafCount += _leafCounts.TryGetValue(member.Type.Key, out int inner) ? inner : 1;
            if (leafCount > SchemaLimits.LeafCountMax || end > SchemaLimits.BytesMax)
            {
                Report(SchemaRules.Limit, element, $"'{name}' has more than {SchemaLimits.LeafCountMax} values or {SchemaLimits.BytesMax} bytes; split it");
                return null;
            }
        }

        _leafCounts[key] = leafCount;
        return new(name, key, Notes(element), new(members), end);
    }

    private CompositeMember? ReadMember(XElement child, string outerKey, int end)
    {
        string name = NameOr(child, Is(child, "ref") ? Attribute(child, "type") ?? "Member" : "Member");
        SbeType? type = Is(child, "ref")
            ? WithOwnNull(child, Resolve(RequiredAttribute(child, "type"), child))
            : ReadType(child, name, outerKey + "." + name);
        if (type is null or EncodedType { Presence: Presence.Constant, Constant: null })
            return null;
        return new(name, type, ReadOffset(child, end), Notes(child));
    }

    // What a reference or a field says of null and presence goes before what the type says (SBE 2.0 says it nowhere else).
    private SbeType? WithOwnNull(XElement element, SbeType? type)
    {
        bool isOptional = PresenceOf(element) == Presence.Optional;
        return type switch
        {
            EncodedType { Presence: not Presence.Constant } encoded => encoded with
            {
                Presence = isOptional ? Presence.Optional : encoded.Presence,
                NullValue = Value(element, "nullValue", encoded.Primitive) ?? encoded.NullValue,
                MinValue = Value(element, "minValue", encoded.Primitive) ?? encoded.MinValue,
                MaxValue = Value(element, "maxValue", encoded.Primitive) ?? encoded.MaxValue,
            },
            EnumType named => named with
            {
                IsOptional = isOptional || named.IsOptional,
                NullValue = Value(element, "nullValue", named.Primitive) ?? named.NullValue,
            },
            SetType named => named with
            {
                IsOptional = isOptional || named.IsOptional,
                NullValue = Value(element, "nullValue", named.Primitive) ?? named.NullValue,
            },
            _ => type,
        };
    }

    private int ReadOffset(XElement element, int end)
    {
        int? offset = OptionalNumber(element, "offset", SchemaLimits.BytesMax);
        if (Find(element, "alignment") is { } alignment)
        {
            if (offset is null)
                return Align(end, OptionalNumber(element, "alignment", SchemaLimits.BytesMax) ?? 0);
            Report(SchemaRules.Ignored, alignment, "alignment", NameOf(element), "the offset says where it stands");
        }

        if (offset is null || offset >= end)
            return offset ?? end;

        // The reference implementation takes an offset of zero for none.
        Report(SchemaRules.Offset, Find(element, "offset")!, NameOf(element), offset, end,
            offset == 0 ? "0 is taken for none" : "the two overlap, as written");
        return offset == 0 ? end : offset.Value;
    }

    private static int Align(int offset, int alignment) => alignment <= 1 ? offset : offset + ((alignment - (offset % alignment)) % alignment);
}
