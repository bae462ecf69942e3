using FeedHandler.Codecs.Schema;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FeedHandler.Codecs.Generator;

/// <summary>Turns what the reader found into diagnostics of the compiler, at the line of the schema.</summary>
internal static class SchemaDiagnostics
{
    public static Diagnostic Of(string path, SchemaDiagnostic found)
    {
        var start = new LinePosition(Math.Max(0, found.Line - 1), Math.Max(0, found.Column - 1));
        var location = Location.Create(path, default, new LinePositionSpan(start, start));
        var severity = found.Rule.Severity == SchemaSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
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
