using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private readonly HashSet<string> _checkedHeaders = new(StringComparer.Ordinal);

    // In a block an overlap is read as written; the numbers of a header say where everything else stands, and none of them can be given up.
    private void ReportOverlaps(CompositeType type, XElement place)
    {
        if (!_checkedHeaders.Add(type.Key))
            return;
        List<CompositeMember> members = type.Members.Where(static member => member.Type.Size > 0).ToList();
        for (int index = 1; index < members.Count; index++)
        {
            CompositeMember later = members[index];
            CompositeMember? hit = members.Take(index).FirstOrDefault(earlier => later.Offset < EndOf(earlier) && earlier.Offset < EndOf(later));
            if (hit is not null)
                Report(SchemaRules.HeaderOverlap, PlaceOf(type, later, place), later.Name, later.Offset, hit.Name, EndOf(hit), type.Name);
        }
    }

    private static int EndOf(CompositeMember member) => member.Offset + member.Type.Size;

    private XElement PlaceOf(CompositeType type, CompositeMember member, XElement otherwise)
        => _declarations.TryGetValue(type.Key, out XElement? declaration)
            ? declaration.Elements().FirstOrDefault(child => NameOf(child) == member.Name) ?? declaration
            : otherwise;
}
