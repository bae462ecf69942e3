using System.Xml.Linq;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Breaks schemas at random places, by chance alone of a seed.</summary>
internal static class SchemaMutation
{
    private static readonly string[] Garble =
        ["", " ", "0", "-1", "1", "65536", "99999999999", "x", "uint8", "char", "constant", "optional", "messageHeader", "E.A", "\u00FC", "{0}", "0x7F", "NaN"];

    /// <summary>The text with one to five changes of elements and attributes.</summary>
    public static string Of(string xml, Random random)
    {
        XElement root = XDocument.Parse(xml).Root!;
        for (int change = random.Next(1, 6); change > 0; change--)
            Change(root, random);
        return root.ToString();
    }

    private static void Change(XElement root, Random random)
    {
        List<XElement> elements = root.Descendants().ToList();
        if (elements.Count == 0)
            return;
        XElement element = elements[random.Next(elements.Count)];
        List<XAttribute> attributes = element.Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration).ToList();
        XAttribute? attribute = attributes.Count == 0 ? null : attributes[random.Next(attributes.Count)];
        switch (random.Next(7))
        {
            case 0: attribute?.Remove(); break;
            case 1: element.Remove(); break;
            case 2: element.AddAfterSelf(new XElement(element)); break;
            case 3: element.Value = Garble[random.Next(Garble.Length)]; break;
            case 4: element.Name = elements[random.Next(elements.Count)].Name; break;
            case 5: element.SetAttributeValue("offset", random.Next(-2, 70000)); break;
            default: attribute?.SetValue(Garble[random.Next(Garble.Length)]); break;
        }
    }
}
