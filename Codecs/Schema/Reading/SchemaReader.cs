using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace FeedHandler.Codecs.Schema;

/// <summary>
/// Reads the XML of a schema into the model. Elements are known by their local names, since schemas in use have many namespaces.
/// What venues get wrong is read by the meaning that it can only have, with a warning; an error is a layout that cannot be known.
/// </summary>
public sealed partial class SchemaReader
{
    private readonly List<SchemaDiagnostic> _diagnostics = [];
    private readonly string _path;
    private readonly Func<string, string?> _include;
    private readonly CancellationToken _cancellation;
    private int _schemaVersion;

    private SchemaReader(string path, Func<string, string?> include, CancellationToken cancellation)
    {
        _path = path;
        _include = include;
        _cancellation = cancellation;
    }

    /// <summary>Reads a schema that includes no other file.</summary>
    /// <param name="xml">the whole text; a document type declaration may declare entities, and nothing is fetched</param>
    /// <param name="cancellation">ends the reading early with an <see cref="OperationCanceledException"/></param>
    /// <returns>the model, or what is wrong and where</returns>
    public static SchemaReading Read(string xml, CancellationToken cancellation = default)
        => Read(xml, "schema.xml", static _ => null, cancellation);

    /// <summary>Reads a schema that may include other files.</summary>
    /// <param name="xml">the whole text; a document type declaration may declare entities, and nothing is fetched</param>
    /// <param name="path">where the text is from: included files are sought from there</param>
    /// <param name="include">gives the text of a file by its path, with slashes and free of dots, or null when there is none</param>
    /// <param name="cancellation">ends the reading early with an <see cref="OperationCanceledException"/></param>
    /// <returns>the model, or what is wrong and where</returns>
    public static SchemaReading Read(string xml, string path, Func<string, string?> include, CancellationToken cancellation = default)
    {
        SchemaReader reader = new SchemaReader(SchemaPaths.Normalize(path), include, cancellation);
        SbeSchema? schema = reader.ReadDocument(xml);
        bool hasError = reader._diagnostics.Exists(diagnostic => diagnostic.Rule.Severity == SchemaSeverity.Error);
        return new(hasError ? null : schema, new(reader._diagnostics));
    }

    private SbeSchema? ReadDocument(string xml)
    {
        if (Load(xml, _path) is not { } root)
            return null;
        if (!Is(root, "messageSchema"))
        {
            Report(SchemaRules.Root, root, root.Name.LocalName);
            return null;
        }

        Include(root, _path, [_path]);
        return ReadSchema(root);
    }

    private SbeSchema? ReadSchema(XElement root)
    {
        string package = Attribute(root, "package") ?? "";
        int id = NumberOr(root, "id", ushort.MaxValue, 0);
        _schemaVersion = ReadVersion(root);
        ByteOrder byteOrder = Word(root, "byteOrder", ByteOrder.LittleEndian,
            ("littleEndian", ByteOrder.LittleEndian), ("bigEndian", ByteOrder.BigEndian));
        Declare(root, package, depth: 0);
        ReadAllTypes();
        _header = ReadHeader(root);
        EquatableArray<SbeMessage> messages = ReadMessages();
        ReportWhatTheHeaderCannotHold(root, id);
        return _header is null
            ? null
            : new(package, (ushort)id, (ushort)_schemaVersion, byteOrder, _header, new(_generatedTypes), messages)
            {
                Description = Attribute(root, "description") ?? "",
                SemanticVersion = Attribute(root, "semanticVersion") ?? "",
                EncodedTypes = new(_declarations.Keys.Select(name => _types[name]).OfType<EncodedType>()),
            };
    }

    // Before its first release SBE had the version of the application layer here.
    private int ReadVersion(XElement root)
    {
        bool isNumber = Attribute(root, "version") is not { } text || text.All(static character => char.IsDigit(character) || character is '-' or '+');
        return (isNumber ? OptionalNumber(root, "version", ushort.MaxValue) : NoteNumber(root, "version")) ?? 0;
    }

    private void Report(SchemaRule rule, XObject place, params object[] arguments)
    {
        IXmlLineInfo line = (IXmlLineInfo)place;
        Add(new(rule, string.Format(CultureInfo.InvariantCulture, rule.MessageFormat, arguments), line.LineNumber, line.LinePosition)
        {
            Path = OriginOf(place),
        });
    }

    private void Add(SchemaDiagnostic diagnostic)
    {
        if (_diagnostics.Count < SchemaLimits.DiagnosticCountMax)
            _diagnostics.Add(diagnostic);
        else if (_diagnostics.Count == SchemaLimits.DiagnosticCountMax)
            _diagnostics.Add(new(SchemaRules.Limit, "There are more breaches than are told; mend the first ones", diagnostic.Line, diagnostic.Column));
    }
}
