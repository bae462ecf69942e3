using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A schema file after reading.</summary>
internal sealed record ReadSchema(string Path, SbeSchema? Schema, EmitContext? Context, EquatableArray<SchemaDiagnostic> Diagnostics)
{
    public static ReadSchema Of(SchemaFile file, CancellationToken cancellation)
    {
        if (file.Rival.Length > 0)
            return new(file.Path, null, null, new([SchemaDiagnostics.RivalOf(file)]));
        (SbeSchema? schema, EquatableArray<SchemaDiagnostic> diagnostics) = SchemaReader.Read(file.Xml, file.Path, file.Find, cancellation);
        if (schema is null)
            return new(file.Path, null, null, diagnostics);
        EmitContext context = new EmitContext(
            file.Namespace, file.Prefix, schema.Id, schema.Version, schema.ByteOrder, schema.Header, TypeNames.Of(schema, file.Prefix))
        {
            HasEncoders = file.HasEncoders,
        };
        return new(file.Path, schema, context, diagnostics);
    }
}

/// <summary>A file that a schema may include.</summary>
/// <param name="Path">where it is, with slashes and free of dots</param>
/// <param name="Xml">its text</param>
internal sealed record IncludeFile(string Path, string Xml);
