using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FeedHandler.Codecs.Generator;

/// <summary>Turns what the reader found into diagnostics of the compiler, at the line of the schema.</summary>
internal static class SchemaDiagnostics
{
    private static readonly SchemaRule Namespace = new("SBE040", SchemaSeverity.Error, "Schemas have a namespace each", "");

    /// <summary>Tells that a schema would generate the types of another one again: the message header at least.</summary>
    public static SchemaDiagnostic RivalOf(SchemaFile file)
        => new(
            Namespace,
            $"'{file.Rival}' generates into the namespace '{file.Namespace}' already; give this SbeSchema item another Namespace",
            1,
            1);

    /// <summary>A finding as the compiler tells it.</summary>
    public static Diagnostic Of(string schemaPath, SchemaDiagnostic found)
    {
        string path = found.Path.Length > 0 ? found.Path : schemaPath;
        LinePosition start = new LinePosition(Math.Max(0, found.Line - 1), Math.Max(0, found.Column - 1));
        Location location = Location.Create(path, default, new LinePositionSpan(start, start));
        DiagnosticSeverity severity = found.Rule.Severity == SchemaSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        return Diagnostic.Create(
            found.Rule.Id,
            "SBE",
            found.Message,
            severity,
            severity,
            isEnabledByDefault: true,
            warningLevel: severity == DiagnosticSeverity.Error ? 0 : 1,
            title: found.Rule.Title,
            location: location);
    }
}
