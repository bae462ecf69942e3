using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

/// <summary>
/// Reads the XML of a schema into the model. Elements are known by their local names, since schemas in use have many namespaces;
/// unknown attributes and elements are ignored.
/// </summary>
public sealed partial class SchemaReader
{
    private readonly List<SchemaDiagnostic> _diagnostics = [];
    private int _schemaVersion;

    private SchemaReader()
    {
    }

    /// <summary>Reads a schema.</summary>
    /// <param name="xml">the whole text; a document type declaration is skipped, never fetched</param>
    /// <param name="cancellation">ends the reading early with an <see cref="OperationCanceledException"/></param>
    /// <returns>the model, or what is wrong and where</returns>
    public static SchemaReading Read(string xml, CancellationToken cancellation = default)
    {
        var reader = new SchemaReader();
        var schema = reader.ReadDocument(xml, cancellation);
        var hasError = reader._diagnostics.Exists(diagnostic => diagnostic.Rule.Severity == SchemaSeverity.Error);
        return new(hasError ? null : schema, new(reader._diagnostics));
    }

    private SbeSchema? ReadDocument(string xml, CancellationToken cancellation)
    {
        XElement root;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
            using var text = XmlReader.Create(new StringReader(xml), settings);
            root = XDocument.Load(text, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException exception)
        {
            _diagnostics.Add(new(SchemaRules.Xml, exception.Message, exception.LineNumber, exception.LinePosition));
            return null;
        }

        if (root.Name.LocalName != "messageSchema")
        {
            Report(SchemaRules.Root, root, root.Name.LocalName);
            return null;
        }

        return ReadSchema(root, cancellation);
    }

    private SbeSchema? ReadSchema(XElement root, CancellationToken cancellation)
    {
        var id = RequiredNumber(root, "id", ushort.MaxValue);
        _schemaVersion = RequiredNumber(root, "version", ushort.MaxValue);
        var byteOrder = Word(root, "byteOrder", ByteOrder.LittleEndian,
            ("littleEndian", ByteOrder.LittleEndian), ("bigEndian", ByteOrder.BigEndian));
        Declare(root);
        var types = ReadAllTypes(cancellation);
        var header = ReadHeader(root);
        var messages = ReadMessages(root, cancellation);
        return header is null
            ? null
            : new(Attribute(root, "package") ?? "", (ushort)id, (ushort)_schemaVersion, byteOrder, header, types, messages);
    }

    private void Report(SchemaRule rule, XObject place, params object[] arguments)
    {
        var line = (IXmlLineInfo)place;
        _diagnostics.Add(new(rule,
            string.Format(CultureInfo.InvariantCulture, rule.MessageFormat, arguments), line.LineNumber, line.LinePosition));
    }
}
