using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private readonly List<MessageElement> _messageElements = [];
    private readonly UniqueNames _messageNames = new();
    private readonly Dictionary<int, string> _messageIds = [];

    private EquatableArray<SbeMessage> ReadMessages()
    {
        List<SbeMessage> messages = new List<SbeMessage>();
        foreach ((XElement? element, string? package) in _messageElements)
        {
            _cancellation.ThrowIfCancellationRequested();
            int id = RequiredNumber(element, "id", ushort.MaxValue);
            string name = MessageName(element, id);
            ElementNotes notes = Notes(element);
            ReportTooLarge(element, _header?.TemplateId, id, $"id of '{name}'");
            SbeBlock block = ReadBlock(element, notes.SinceVersion, depth: 0);
            ReportTooLarge(element, _header?.BlockLength, block.BlockLength, $"block length of '{name}'");
            ReportPadding(element, block, _header?.Type.Size ?? 0, name);
            messages.Add(new(name, (ushort)id, block, notes) { Package = package });
        }

        return new(messages);
    }

    // Two of a name would be one: the later one gets a name of its own. Two of an id stay two; the first is the one that is dispatched to.
    private string MessageName(XElement element, int id)
    {
        string preferred = NameOr(element, "Message" + PrimitiveValue.Text(id));
        string name = _messageNames.Take(preferred, "_");
        if (name != preferred)
            Report(SchemaRules.DuplicateMessage, element, "name", preferred, preferred, $"this one is read as '{name}'");
        if (_messageIds.TryGetValue(id, out string? first))
            Report(SchemaRules.DuplicateMessage, element, "id", id, first, $"messages of the id are taken for '{first}'");
        else
            _messageIds.Add(id, name);
        return name;
    }

    private SbeBlock ReadBlock(XElement element, int baseVersion, int depth)
    {
        List<SbeField> fields = new List<SbeField>();
        List<SbeGroup> groups = new List<SbeGroup>();
        List<SbeVariable> variables = new List<SbeVariable>();
        int end = 0;
        foreach (XElement child in BlockElements(element))
        {
            if (Is(child, "field") && ReadField(child, end) is { } field)
            {
                fields.Add(field);
                end = Math.Max(end, field.Size == 0 ? end : field.End);
            }
            else if (Is(child, "group") && ReadGroup(child, baseVersion, depth + 1) is { } group)
                groups.Add(group);
            else if (Is(child, "data") && ReadVariable(child) is { } variable)
                variables.Add(variable);
        }

        return new(new(fields), ReadBlockLength(element, end), baseVersion, new(groups), new(variables))
        {
            Alignment = OptionalNumber(element, "alignment", SchemaLimits.BytesMax) ?? 0,
        };
    }

    private List<XElement> BlockElements(XElement element)
    {
        List<XElement> elements = element.Elements().Where(static child => child.Name.LocalName is "field" or "group" or "data").ToList();
        ReportDuplicates(elements, NameOf(element));
        ReportDuplicateIds(elements);
        ReportOrder(elements);
        foreach (XElement? stranger in element.Elements().Except(elements))
            ReportUnknown(stranger);
        return elements;
    }

    // The reference implementation takes a block length of zero for none.
    private int ReadBlockLength(XElement element, int end)
    {
        int blockLength = OptionalNumber(element, "blockLength", SchemaLimits.BytesMax) ?? end;
        if (blockLength < end && blockLength > 0)
            Report(SchemaRules.BlockLength, Find(element, "blockLength")!, NameOf(element), blockLength, end);
        if (end <= SchemaLimits.BytesMax)
            return Math.Max(blockLength, end);
        Report(SchemaRules.Limit, element, $"The block of '{NameOf(element)}' has more than {SchemaLimits.BytesMax} bytes; split it");
        return 0;
    }

    private SbeGroup? ReadGroup(XElement element, int outerVersion, int depth)
    {
        if (depth > SchemaLimits.NestingMax)
        {
            Report(SchemaRules.Limit, element, $"Groups are nested deeper than {SchemaLimits.NestingMax}; flatten them");
            return null;
        }

        ElementNotes notes = Notes(element);
        int id = NoteNumber(element, "id") ?? 0;
        string name = NameOr(element, "Group" + PrimitiveValue.Text(id));
        SbeBlock block = ReadBlock(element, Math.Max(outerVersion, notes.SinceVersion), depth);
        if (ReadDimension(element) is not { } dimension)
            return null;
        ReportTooLarge(element, dimension.BlockLength, block.BlockLength, $"block length of '{name}'");
        ReportPadding(element, block, null, name);
        return new(name, id, dimension, block, notes);
    }

    // Padding before a block depends on where it starts in the buffer, which only the first block of a message knows.
    private void ReportPadding(XElement element, SbeBlock block, int? start, string name)
    {
        if (block.Alignment > 1 && (start is null || start % block.Alignment != 0))
            Report(SchemaRules.Padding, Find(element, "alignment")!, name, block.Alignment);
    }

    private void ReportDuplicateIds(IEnumerable<XElement> elements)
    {
        Dictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (XElement element in elements)
        {
            if (Attribute(element, "id") is not { } id)
                continue;
            if (names.TryGetValue(id, out string? first))
                Report(SchemaRules.DuplicateFieldId, element, id, NameOf(element), first);
            else
                names.Add(id, NameOf(element));
        }
    }

    private void ReportOrder(IEnumerable<XElement> elements)
    {
        int latest = 0;
        foreach (XElement element in elements)
        {
            int rank = element.Name.LocalName switch { "field" => 0, "group" => 1, _ => 2 };
            if (rank < latest)
                Report(SchemaRules.Order, element, element.Name.LocalName, NameOf(element));
            latest = Math.Max(latest, rank);
        }
    }
}
