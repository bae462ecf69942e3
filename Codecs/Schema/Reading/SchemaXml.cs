using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

/// <summary>Parses the XML of schemas as leniently as its meaning allows; nothing outside the text is ever fetched.</summary>
internal static class SchemaXml
{
    public const string IncludeNamespace = "http://www.w3.org/2001/XInclude";

    /// <summary>Parses a text.</summary>
    /// <param name="xml">the text of a file</param>
    /// <returns>the root element with line numbers</returns>
    /// <exception cref="XmlException">the text is no XML, or too large</exception>
    public static XElement Parse(string xml)
    {
        if (xml.Length > SchemaLimits.TextCharsMax)
            throw new XmlException($"The file has {xml.Length} characters; at most {SchemaLimits.TextCharsMax} are read");
        string text = SchemaText.Blank(xml);
        try
        {
            return Parse(text, DtdProcessing.Parse);
        }
        catch (XmlException) when (text.Contains("<!DOCTYPE"))
        {
            // A document type that is itself at fault, as some venues publish, is passed over.
            return Parse(text, DtdProcessing.Ignore);
        }
    }

    private static XElement Parse(string text, DtdProcessing documentType)
    {
        XmlReaderSettings settings = new XmlReaderSettings
        {
            DtdProcessing = documentType,
            XmlResolver = null,
            MaxCharactersFromEntities = SchemaLimits.EntityCharsMax,
            MaxCharactersInDocument = SchemaLimits.TextCharsMax,
        };
        NameTable names = new NameTable();
        XmlParserContext context = new XmlParserContext(names, Prefixes(text, names), null, XmlSpace.None);
        using (XmlReader scout = XmlReader.Create(new StringReader(text), settings, context))
            RequireShallow(scout);
        using XmlReader reader = XmlReader.Create(new StringReader(text), settings, context);
        return XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
    }

    // To build a tree takes a time that grows with the square of its depth.
    private static void RequireShallow(XmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.Depth > SchemaLimits.ElementDepthMax && reader is IXmlLineInfo place)
                throw new XmlException(
                    $"Elements are nested deeper than {SchemaLimits.ElementDepthMax}; flatten them", null, place.LineNumber, place.LinePosition);
        }
    }

    // Published schemas forget to declare prefixes. Names are matched without their namespaces, so any will do, save that of XInclude.
    private static XmlNamespaceManager Prefixes(string text, NameTable names)
    {
        XmlNamespaceManager manager = new XmlNamespaceManager(names);
        for (int colon = text.IndexOf(':'); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            int start = colon;
            while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
                start--;
            string prefix = text.Substring(start, Math.Min(colon - start, 32));
            bool isName = start > 0 && text[start - 1] is ('<' or '/' or ' ' or '\n' or '\t');
            if (isName && IsPrefix(prefix) && !manager.HasNamespace(prefix))
                manager.AddNamespace(prefix, prefix == "xi" ? IncludeNamespace : "urn:undeclared:" + prefix);
        }

        return manager;
    }

    private static bool IsPrefix(string prefix)
        => prefix.Length > 0 && (char.IsLetter(prefix[0]) || prefix[0] == '_') && !prefix.StartsWith("xml", StringComparison.Ordinal);
}
