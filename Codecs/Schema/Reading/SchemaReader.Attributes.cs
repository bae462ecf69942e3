using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

public sealed partial class SchemaReader
{
    private const string InstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly HashSet<XAttribute> _misspelt = [];
    private readonly HashSet<XAttribute> _byteOrders = [];

    private static bool Is(XElement element, string localName) => element.Name.LocalName == localName;

    // A name that differs by case or prefix only can mean nothing else.
    private XAttribute? Find(XElement element, string name)
    {
        if (element.Attribute(name) is { } exact)
            return exact;
        foreach (XAttribute attribute in element.Attributes())
        {
            if (attribute.IsNamespaceDeclaration || attribute.Name.Namespace == XNamespace.Xml || attribute.Name.NamespaceName == InstanceNamespace
                || !string.Equals(attribute.Name.LocalName, name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (attribute.Name.LocalName != name && _misspelt.Add(attribute))
                Report(SchemaRules.Spelling, attribute, attribute.Name.LocalName, name);
            return attribute;
        }

        return null;
    }

    private string? Attribute(XElement element, string name) => Find(element, name) is { } attribute ? Text(attribute.Value) : null;

    private static string Text(string value)
    {
        string text = value.Trim();
        foreach (char character in text)
        {
            if (char.IsControl(character) || character is '\u2028' or '\u2029')
                return new([.. text.Select(static character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character)]);
        }

        return text;
    }

    // What stands directly in the element: elements inside are no part of a value, however deep they nest.
    private static string ValueOf(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(static text => text.Value));

    private string NameOf(XElement element) => Attribute(element, "name") ?? "";

    private string RequiredAttribute(XElement element, string name)
    {
        if (Attribute(element, name) is { Length: > 0 } value)
            return value;
        Report(SchemaRules.MissingAttribute, element, element.Name.LocalName, name);
        return "";
    }

    // Names are for people: where one is missing, another word serves.
    private string NameOr(XElement element, string substitute)
    {
        if (NameOf(element) is { Length: > 0 } name)
            return name;
        Report(SchemaRules.Assumed, element, element.Name.LocalName, "name", substitute);
        return substitute;
    }

    private int RequiredNumber(XElement element, string name, int greatest)
    {
        if (Find(element, name) is not null)
            return OptionalNumber(element, name, greatest) ?? 0;
        Report(SchemaRules.MissingAttribute, element, element.Name.LocalName, name);
        return 0;
    }

    private int NumberOr(XElement element, string name, int greatest, int substitute)
    {
        if (Find(element, name) is not null)
            return OptionalNumber(element, name, greatest) ?? substitute;
        Report(SchemaRules.Assumed, element, element.Name.LocalName, name, substitute);
        return substitute;
    }

    private int? OptionalNumber(XElement element, string name, int greatest)
    {
        if (Find(element, name) is not { } attribute)
            return null;
        if (TryNumber(attribute, greatest) is { } number)
            return number;
        Report(SchemaRules.Number, attribute, name, attribute.Value, 0, greatest);
        return null;
    }

    // A number that moves no byte: a wrong one is told and passed over.
    private int? NoteNumber(XElement element, string name)
    {
        if (Find(element, name) is not { } attribute)
            return null;
        int? number = TryNumber(attribute, int.MaxValue);
        if (number is null)
            Report(SchemaRules.Ignored, attribute, name, NameOf(element), $"'{attribute.Value}' is no whole number from 0 to {int.MaxValue}");
        return number;
    }

    private static int? TryNumber(XAttribute attribute, int greatest)
        => int.TryParse(attribute.Value.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            && number >= 0 && number <= greatest ? number : null;

    private T Word<T>(XElement element, string name, T absent, params (string Word, T Value)[] words)
    {
        if (Find(element, name) is not { } attribute)
            return absent;
        foreach ((string? word, T? value) in words)
        {
            if (string.Equals(word, attribute.Value.Trim(), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        Report(SchemaRules.Word, attribute, name, attribute.Value, string.Join(" or ", words.Select(static word => word.Word)));
        return absent;
    }

    private Presence? PresenceOf(XElement element)
        => Find(element, "presence") is null
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
        int since = OptionalNumber(element, "sinceVersion", int.MaxValue) ?? 0;
        if (since > _schemaVersion)
            Report(SchemaRules.SinceVersion, Find(element, "sinceVersion")!, NameOf(element), since, _schemaVersion);
        if (Find(element, "byteOrder") is { } order && _byteOrders.Add(order))
            Report(SchemaRules.Ignored, order, "byteOrder", NameOf(element), "all numbers have the order that messageSchema says");
        return new(
            Attribute(element, "description") ?? "",
            Attribute(element, "semanticType") ?? "",
            since,
            NoteNumber(element, "deprecated"));
    }

    private PrimitiveValue? Value(XElement element, string name, PrimitiveType type)
    {
        if (Find(element, name) is not { } attribute)
            return null;
        PrimitiveValue? value = PrimitiveValue.Read(type, attribute.Value, isCharacter: false);
        if (value is null)
            Report(SchemaRules.ValueRange, attribute, attribute.Value, type.SchemaName(), $"the {name} is taken as not given");
        return value;
    }

    private void ReportDuplicates(IEnumerable<XElement> elements, string owner)
    {
        HashSet<string> names = new HashSet<string>(StringComparer.Ordinal);
        foreach (XElement element in elements)
        {
            if (NameOf(element) is { Length: > 0 } name && !names.Add(name))
                Report(SchemaRules.DuplicateName, element, name, owner);
        }
    }

    private void ReportUnknown(XElement element)
    {
        bool isNote = element.Name.LocalName is "metadata" or "annotation" or "documentation" or "description" or "comment" or "fallback";
        bool isForeign = element.Name.NamespaceName.Length > 0 && element.Name.Namespace != element.Document?.Root?.Name.Namespace;
        if (element.Name.LocalName is "field" or "group" or "data" or "message")
            Report(SchemaRules.Misplaced, element, element.Name.LocalName, element.Parent!.Name.LocalName);
        else if (!isNote && !isForeign)
            Report(SchemaRules.Unknown, element, element.Name.LocalName, element.Parent!.Name.LocalName);
    }
}
