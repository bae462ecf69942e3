using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private EquatableArray<SbeMessage> ReadMessages(XElement root, CancellationToken cancellation)
    {
        var messages = new List<SbeMessage>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ids = new Dictionary<int, string>();
        foreach (var element in root.Elements().Where(static child => Is(child, "message")))
        {
            cancellation.ThrowIfCancellationRequested();
            var name = RequiredAttribute(element, "name");
            var id = RequiredNumber(element, "id", ushort.MaxValue);
            if (!names.Add(name))
                Report(SchemaRules.DuplicateMessage, element, "name", name, name);
            if (ids.TryGetValue(id, out var first))
                Report(SchemaRules.DuplicateMessage, element, "id", id, first);
            else
                ids.Add(id, name);
            var notes = Notes(element);
            messages.Add(new(name, (ushort)id, ReadBlock(element, notes.SinceVersion), notes));
        }

        return new(messages);
    }

    private SbeBlock ReadBlock(XElement element, int baseVersion)
    {
        var fields = new List<SbeField>();
        var groups = new List<SbeGroup>();
        var variables = new List<SbeVariable>();
        var end = 0;
        var elements = element.Elements().Where(static child => child.Name.LocalName is "field" or "group" or "data").ToList();
        ReportDuplicates(elements, NameOf(element));
        ReportDuplicateIds(elements);
        ReportOrder(elements);
        foreach (var child in elements)
        {
            if (Is(child, "field") && ReadField(child, end) is { } field)
            {
                fields.Add(field);
                end = Math.Max(end, field.Size == 0 ? end : field.End);
            }
            else if (Is(child, "group") && ReadGroup(child, baseVersion) is { } group)
                groups.Add(group);
            else if (Is(child, "data") && ReadVariable(child) is { } variable)
                variables.Add(variable);
        }

        return new(new(fields), ReadBlockLength(element, end), baseVersion, new(groups), new(variables));
    }

    private int ReadBlockLength(XElement element, int end)
    {
        var blockLength = OptionalNumber(element, "blockLength", ushort.MaxValue) ?? end;
        if (blockLength >= end)
            return blockLength;
        Report(SchemaRules.BlockLength, element.Attribute("blockLength")!, NameOf(element), blockLength, end);
        return end;
    }

    private SbeGroup? ReadGroup(XElement element, int outerVersion)
    {
        var notes = Notes(element);
        var name = RequiredAttribute(element, "name");
        var id = RequiredNumber(element, "id", int.MaxValue);
        var block = ReadBlock(element, Math.Max(outerVersion, notes.SinceVersion));
        return ReadDimension(element) is { } dimension ? new(name, id, dimension, block, notes) : null;
    }

    private SbeField? ReadField(XElement element, int end)
    {
        var name = RequiredAttribute(element, "name");
        var id = RequiredNumber(element, "id", int.MaxValue);
        var typeName = RequiredAttribute(element, "type");
        if (typeName.Length == 0 || Resolve(typeName, element) is not { } type)
            return null;
        var encoded = type as EncodedType;
        var presence = PresenceOf(element) ?? PresenceOfType(type);
        var constant = presence == Presence.Constant ? FieldConstant(element, encoded) : null;
        var offset = presence == Presence.Constant ? end : ReadOffset(element, end);
        return new(name, id, type, presence, offset, constant, Attribute(element, "timeUnit") ?? "", Notes(element));
    }

    private static Presence PresenceOfType(SbeType type) => type switch
    {
        EncodedType encoded => encoded.Presence,
        EnumType { IsOptional: true } or SetType { IsOptional: true } => Presence.Optional,
        _ => Presence.Required,
    };

    private ConstantValue? FieldConstant(XElement element, EncodedType? type)
    {
        if (element.Attribute("valueRef") is { } valueRef)
            return ReadValueRef(valueRef) is { } reference ? new(null, null, reference) : null;
        if (type?.Constant is { } constant)
            return constant;
        if (type is not null && element.Value.Trim().Length > 0)
            return ReadConstant(element, type.Primitive, type.Length);
        Report(SchemaRules.MissingConstant, element, NameOf(element));
        return null;
    }

    private void ReportDuplicateIds(IEnumerable<XElement> elements)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            if (Attribute(element, "id") is not { } id)
                continue;
            if (names.TryGetValue(id, out var first))
                Report(SchemaRules.DuplicateFieldId, element, id, NameOf(element), first);
            else
                names.Add(id, NameOf(element));
        }
    }

    private void ReportOrder(IEnumerable<XElement> elements)
    {
        var latest = 0;
        foreach (var element in elements)
        {
            var rank = element.Name.LocalName switch { "field" => 0, "group" => 1, _ => 2 };
            if (rank < latest)
                Report(SchemaRules.Order, element, element.Name.LocalName, NameOf(element));
            latest = Math.Max(latest, rank);
        }
    }
}
