using System.Globalization;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private static string? Attribute(XElement element, string name) => element.Attribute(name)?.Value.Trim();

    private static bool Is(XElement element, string localName) => element.Name.LocalName == localName;

    private static string NameOf(XElement element) => Attribute(element, "name") ?? "";

    private string RequiredAttribute(XElement element, string name)
    {
        if (Attribute(element, name) is { Length: > 0 } value)
            return value;
        Report(SchemaRules.MissingAttribute, element, element.Name.LocalName, name);
        return "";
    }

    private int RequiredNumber(XElement element, string name, int greatest)
    {
        if (element.Attribute(name) is not null)
            return OptionalNumber(element, name, greatest) ?? 0;
        Report(SchemaRules.MissingAttribute, element, element.Name.LocalName, name);
        return 0;
    }

    private int? OptionalNumber(XElement element, string name, int greatest)
    {
        if (element.Attribute(name) is not { } attribute)
            return null;
        if (int.TryParse(attribute.Value.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= greatest)
            return number;
        Report(SchemaRules.Number, attribute, name, attribute.Value, 0, greatest);
        return null;
    }

    private T Word<T>(XElement element, string name, T absent, params (string Word, T Value)[] words)
    {
        if (element.Attribute(name) is not { } attribute)
            return absent;
        foreach (var (word, value) in words)
        {
            if (string.Equals(word, attribute.Value.Trim(), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Report(SchemaRules.Word, attribute, name, attribute.Value, string.Join(" or ", words.Select(static word => word.Word)));
        return absent;
    }

    private Presence? PresenceOf(XElement element)
        => element.Attribute("presence") is null
            ? null
            : Word(
                element,
                "presence",
                Presence.Required,
                ("required", Presence.Required),
                ("optional", Presence.Optional),
                ("constant", Presence.Constant));

    private ElementNotes Notes(XElement element)
    {
        var since = OptionalNumber(element, "sinceVersion", int.MaxValue) ?? 0;
        if (since > _schemaVersion)
            Report(SchemaRules.SinceVersion, element.Attribute("sinceVersion")!, NameOf(element), since, _schemaVersion);
        return new(
            Attribute(element, "description") ?? "",
            Attribute(element, "semanticType") ?? "",
            since,
            OptionalNumber(element, "deprecated", int.MaxValue));
    }

    private PrimitiveValue? Value(XElement element, string name, PrimitiveType type)
    {
        if (element.Attribute(name) is not { } attribute)
            return null;
        var value = PrimitiveValue.Parse(type, attribute.Value.Trim(), isCharacter: false);
        if (value is null)
            Report(SchemaRules.ValueRange, attribute, attribute.Value, type.SchemaName());
        return value;
    }

    private void ReportDuplicates(IEnumerable<XElement> elements, string owner)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            if (!names.Add(NameOf(element)))
                Report(SchemaRules.DuplicateName, element, NameOf(element), owner);
        }
    }
}
