using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private CompositeType ReadComposite(XElement element, string name, string key)
    {
        var members = new List<CompositeMember>();
        var end = 0;
        var elements = element.Elements().Where(static child => IsTypeElement(child) || Is(child, "ref")).ToList();
        ReportDuplicates(elements, name);
        foreach (var child in elements)
        {
            var memberName = RequiredAttribute(child, "name");
            var type = Is(child, "ref")
                ? Resolve(RequiredAttribute(child, "type"), child)
                : ReadType(child, memberName, key + "." + memberName);
            if (type is null)
                continue;
            var offset = ReadOffset(child, end);
            members.Add(new(memberName, type, offset, Notes(child)));
            end = type.Size == 0 ? end : offset + type.Size;
        }

        return new(name, key, Notes(element), new(members), end);
    }

    private int ReadOffset(XElement element, int end)
    {
        var offset = OptionalNumber(element, "offset", ushort.MaxValue) ?? end;
        if (offset >= end)
            return offset;
        Report(SchemaRules.Offset, element.Attribute("offset")!, NameOf(element), offset, end);
        return end;
    }
}
