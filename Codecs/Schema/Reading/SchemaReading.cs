namespace FeedHandler.Codecs.Schema;

/// <summary>What came of reading a schema.</summary>
/// <param name="Schema">the model; null when a diagnostic is an error</param>
/// <param name="Diagnostics">in the order found</param>
public sealed record SchemaReading(SbeSchema? Schema, EquatableArray<SchemaDiagnostic> Diagnostics);
